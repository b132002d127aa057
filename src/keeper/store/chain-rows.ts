import type { Pool } from '../../platform/database.ts'

/** The keeper's rows about one chain of a network, by the network's name. */
export interface ChainRows {
  readonly pool: Pool
  readonly network: string
  readonly chain: number
}
