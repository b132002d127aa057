import { Misconfigured } from '../../claim/errors.ts'
import type { MarketChartVenue } from './market-chart.ts'

const VENUE = /^(?<series>[^=\s]{1,60})=(?<base>https?:\/\/\S+)\/coins\/(?<coin>[a-z0-9-]{1,100})\/?$/

/**
 * The venues of `ASSAY_PRICE_VENUES`, each `<series>=<base>/coins/<coin>`, as in
 * `OPG=https://api.coingecko.com/api/v3/coins/opengradient`. A venue is called by its host.
 * @throws Misconfigured `PRICES_INVALID` naming the first that is none
 */
export function readVenues(settings: readonly string[]): readonly MarketChartVenue[] {
  return settings.map((text) => {
    const { series, base, coin } = VENUE.exec(text)?.groups ?? {}
    if (!series || !base || !coin)
      throw new Misconfigured(
        'PRICES_INVALID',
        `ASSAY_PRICE_VENUES is a list of <series>=<base>/coins/<coin>, as OPG=https://api.coingecko.com/api/v3/coins/opengradient; got "${text.slice(0, 100)}"`,
      )
    return { series, base, coin, venue: venueOf(base) }
  })
}

/** An order book that a setting turns on. */
export interface OrderBookVenue {
  readonly series: string
  readonly venue: string
  readonly base: string
  readonly symbol: string
  /** The taker's share of a sale, decimal text below 1. */
  readonly fee: string
}

const BOOK =
  /^(?<series>[^=\s]{1,60})=(?<base>https?:\/\/[^?\s]+)\/depth\?symbol=(?<symbol>[A-Za-z0-9_-]{1,40})&fee=(?<fee>0(?:\.\d{1,10})?)$/

/**
 * The order books of `ASSAY_DEPTH_VENUES`, each `<series>=<base>/depth?symbol=<pair>&fee=<share>`, as in
 * `OPG=https://api.binance.com/api/v3/depth?symbol=OPGUSDT&fee=0.001`. A venue is called by its host.
 * @throws Misconfigured `PRICES_INVALID` naming the first that is none
 */
export function readOrderBooks(settings: readonly string[]): readonly OrderBookVenue[] {
  return settings.map((text) => {
    const { series, base, symbol, fee } = BOOK.exec(text)?.groups ?? {}
    if (!series || !base || !symbol || !fee)
      throw new Misconfigured(
        'PRICES_INVALID',
        `ASSAY_DEPTH_VENUES is a list of <series>=<base>/depth?symbol=<pair>&fee=<share>, as OPG=https://api.binance.com/api/v3/depth?symbol=OPGUSDT&fee=0.001; got "${text.slice(0, 100)}"`,
      )
    return { series, base, symbol, fee, venue: venueOf(base) }
  })
}

function venueOf(base: string): string {
  return new URL(base).hostname.replace(/^(www|api|pro-api)\./, '')
}
