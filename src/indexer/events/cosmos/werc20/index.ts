import type { EventDecoder } from '../../../event.ts'
import { unwrapped } from './unwrapped.ts'
import { wrapped } from './wrapped.ts'

/** The chain's own coin as an ERC-20 contract. Its transfers are read with `erc20/transfer`, where payments are made in it. */
export const decoders: readonly EventDecoder[] = [wrapped, unwrapped]
