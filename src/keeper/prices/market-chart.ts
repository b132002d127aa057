import { z } from 'zod'
import { Unavailable } from '../../claim/errors.ts'
import { fromNumber } from '../../economics/exact.ts'
import type { PricePoint } from '../../economics/price.ts'
import type { GuardedHttp } from '../../platform/http.ts'
import { shownEndpoint } from '../../platform/log.ts'
import type { PriceSource, PriceSpan } from './source.ts'

/** `[milliseconds, price]`; a venue may send null where it has none. Other members of the answer are not read. */
const MarketChart = z.object({ prices: z.array(z.tuple([z.number(), z.number().nullable()])).max(200_000) })

const LIMITS = { maxBytes: 16_000_000, timeoutMs: 30_000 }

export interface MarketChartVenue {
  readonly series: string
  readonly venue: string
  readonly base: string
  readonly coin: string
}

/** `GET <base>/coins/<coin>/market_chart/range`, as documented in CoinGecko's public API v3 and served by others too. */
export class MarketChartSource implements PriceSource {
  readonly series: string
  readonly origin: string
  readonly #venue: MarketChartVenue
  readonly #http: GuardedHttp

  constructor(venue: MarketChartVenue, http: GuardedHttp) {
    this.series = venue.series
    this.origin = shownEndpoint(venue.base)
    this.#venue = venue
    this.#http = http
  }

  /** @throws Unavailable `UNAVAILABLE_PRICES` (status), `UNAVAILABLE_PRICES_FORMAT`, and those of GuardedHttp */
  async points({ from, to }: PriceSpan, signal: AbortSignal): Promise<readonly PricePoint[]> {
    const { base, coin, series, venue } = this.#venue
    const query = new URLSearchParams({ vs_currency: 'usd', from: String(from), to: String(to) })
    const url = `${base.replace(/\/$/, '')}/coins/${coin}/market_chart/range?${query}`
    const { status, bytes } = await this.#http.get(url, { ...LIMITS, signal })
    if (status !== 200)
      throw new Unavailable(
        'UNAVAILABLE_PRICES',
        `${this.origin} answered ${status} for the prices of ${coin}`,
      )
    return this.#parse(bytes).prices.flatMap(([ms, price]): PricePoint[] => {
      // A null or a zero is a hole in the venue's record, not a price.
      if (price === null || price <= 0) return []
      const at = Math.floor(ms / 1000)
      return at < from || at > to ? [] : [{ series, venue, at, price: fromNumber(price) }]
    })
  }

  #parse(bytes: Uint8Array): z.infer<typeof MarketChart> {
    try {
      return MarketChart.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
    } catch (cause) {
      throw new Unavailable('UNAVAILABLE_PRICES_FORMAT', `${this.origin} sent no market chart`, { cause })
    }
  }
}
