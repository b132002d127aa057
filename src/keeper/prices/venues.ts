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
    return { series, base, coin, venue: new URL(base).hostname.replace(/^(www|api|pro-api)\./, '') }
  })
}
