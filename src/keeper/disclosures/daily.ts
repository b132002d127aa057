import type { Network } from '../../platform/network.ts'
import type { NetworkLook } from '../look.ts'
import { refreshDisclosures } from './refresh.ts'

const DAY = 86_400

/** Looks at a network's disclosures once a UTC day, and again at the next look when a chain did not answer. */
export class DailyDisclosures {
  readonly #own: (chain: number) => readonly string[]
  #day = -1

  /** `own`: the operator's endpoints of a chain; where there are none, those of network.json are asked. */
  constructor(own: (chain: number) => readonly string[]) {
    this.#own = own
  }

  /**
   * `now` in Unix seconds. Returns how many rules changed.
   * @throws Misconfigured `DISCLOSURES_INVALID`
   */
  async refresh(look: NetworkLook, now: number): Promise<number> {
    const day = Math.floor(now / DAY)
    if (day === this.#day) return 0
    const endpointsOf = (chain: number) => this.#endpointsOf(look.network, chain)
    const { changes, unread } = await refreshDisclosures(look, endpointsOf, now)
    if (unread === 0) this.#day = day
    return changes
  }

  #endpointsOf(network: Network, chain: number): readonly string[] {
    const own = this.#own(chain)
    return own.length ? own : (network.chains.find((each) => each.id === chain)?.endpoints ?? [])
  }
}
