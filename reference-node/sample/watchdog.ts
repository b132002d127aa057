import type { Pool } from '../../src/platform/database.ts'
import type { Network } from '../../src/platform/network.ts'
import type { WatchdogKeys } from '../log/keys.ts'
import type { SampledIndex } from './sampled-index.ts'

/** A watchdog with its log, and what it needs to sign for it. */
export interface LoggingWatchdog {
  /** Where its log is kept. */
  readonly pool: Pool
  /** What it samples from. */
  readonly index: SampledIndex
  readonly network: Network
  readonly name: string
  readonly keys: WatchdogKeys
  /** Own endpoints by chain id, in the place of the folder's. */
  readonly endpoints: ReadonlyMap<number, readonly string[]>
  /** Unix seconds. */
  readonly now: () => number
  /** Where what a witness refuses is told. */
  readonly say: (text: string) => void
}
