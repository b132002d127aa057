import type { EventDecoder } from '../../../event.ts'
import { ibcTransfer } from './ibcTransfer.ts'

/** The IBC transfer precompile 0x802. */
export const decoders: readonly EventDecoder[] = [ibcTransfer]
