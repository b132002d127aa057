import type { Logger } from 'pino'
import type { Pool } from '../../platform/database.ts'
import type { Network } from '../../platform/network.ts'
import { refreshDisclosures } from './refresh.ts'

const DAY = 86_400

/** Looks at a network's disclosures once a UTC day, and again at the next look when a chain did not answer. */
export class DailyDisclosures {
  readonly #pool: Pool
  readonly #network: Network
  readonly #own: (chain: number) => readonly string[]
  readonly #log: Logger
  #day = -1

  /** `own`: the operator's endpoints of a chain; where there are none, those of network.json are asked. */
  constructor(pool: Pool, network: Network, own: (chain: number) => readonly string[], log: Logger) {
    this.#pool = pool
    this.#network = network
    this.#own = own
    this.#log = log
  }

  /** `now` in Unix seconds. Returns how many rules changed. Errors: `DISCLOSURES_INVALID`. */
  async refresh(now: number, signal: AbortSignal): Promise<number> {
    const day = Math.floor(now / DAY)
    if (day === this.#day) return 0
    const { changes, unread } = await refreshDisclosures(
      this.#pool,
      this.#network,
      (chain) => this.#endpointsOf(chain),
      now,
      this.#log,
      signal,
    )
    if (unread === 0) this.#day = day
    return changes
  }

  #endpointsOf(chain: number): readonly string[] {
    const own = this.#own(chain)
    return own.length ? own : (this.#network.chains.find((each) => each.id === chain)?.endpoints ?? [])
  }
}
