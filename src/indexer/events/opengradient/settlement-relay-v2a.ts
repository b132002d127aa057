import type { EventDecoder } from '../decoder.ts'
import { decoders as v2 } from './settlement-relay-v2.ts'

/** inference-facilitator settlement.sol with roles (015ceb5): the events of og-evm's relay; who may emit them differs. */
export const decoders: readonly EventDecoder[] = v2
