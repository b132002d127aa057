import type { Logger } from 'pino'
import type { Pool } from '../platform/database.ts'
import type { Network } from '../platform/network.ts'

/** What every look at the world works with: where it writes, what it logs to, and the signal that ends it. */
export interface Look {
  readonly pool: Pool
  readonly log: Logger
  readonly signal: AbortSignal
}

/** A look at a network. */
export interface NetworkLook extends Look {
  readonly network: Network
}

/** A look at one chain of it, through endpoints that are asked in this order. */
export interface ChainLook extends NetworkLook {
  readonly chain: number
  readonly endpoints: readonly string[]
}
