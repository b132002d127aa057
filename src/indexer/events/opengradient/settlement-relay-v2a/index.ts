import type { EventDecoder } from '../../../event.ts'
import { decoders as v2 } from '../settlement-relay-v2/index.ts'

/** inference-facilitator settlement.sol with roles (015ceb5): the events of og-evm's relay; who may emit them differs. */
export const decoders: readonly EventDecoder[] = v2
