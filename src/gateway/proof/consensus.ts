import type { Gateway } from '../endpoints/ask.ts'
import type { FaultBook } from './faults.ts'

/** The endpoints of the CometBFT RPC of a chain's own blocks. */
export interface Consensus {
  readonly gateway: Gateway
  readonly faults: FaultBook
}
