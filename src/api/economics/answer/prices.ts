import { type Exact, toDecimal } from '../../../economics/exact.ts'
import { DAY, dayOf } from '../../../economics/period.ts'
import type { PriceBook, Token } from '../../../economics/price.ts'
import { priceUse } from '../../../economics/price-use.ts'
import type { Network } from '../../../platform/network.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { EconomicsMeans } from '../open/node.ts'
import { getPriceBook } from '../rows/prices.ts'
import { toDateTime } from '../rows/scope.ts'

const MAX_DAYS = 731
// Digits after the point that prices are kept with.
const PLACES = 30

export interface PricesArguments {
  readonly asset: string
  readonly from: string
  readonly to: string
  readonly network?: string | null
}

interface Asset {
  readonly network: string
  readonly token: Token
}

/**
 * `Query.prices`: each UTC day's price of every token that `asset` names, as receipts of that day's last second are valued.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT` for an asset that nobody describes or more than 731 days
 */
export async function answerPrices(means: EconomicsMeans, snapshot: Snapshot, args: PricesArguments) {
  const assets = findAssets(means, args)
  const [from, to] = [args.from, args.to].map((text) => Math.floor(Date.parse(text) / 1000))
  if (from === undefined || to === undefined || !(from < to))
    throw refused('BAD_USER_INPUT', 'from must be before to')
  const first = dayOf(from)
  const days = Math.ceil((to - first) / DAY)
  if (days * assets.length > MAX_DAYS)
    throw refused('BAD_USER_INPUT', `at most ${MAX_DAYS} days, all tokens together`)
  const [[now] = []] = await snapshot.rows('select extract(epoch from now())::double precision', [])
  if (dayOf(to - 1) > Number(now))
    throw refused(
      'BAD_USER_INPUT',
      `to is ${args.to}, a day to come: it is ${toDateTime(Math.floor(Number(now)))}`,
    )
  const tokens = assets.map((asset) => asset.token)
  const prices = await getPriceBook(snapshot, tokens, { from, to })
  return assets.flatMap((asset) =>
    Array.from({ length: days }, (_, index) => {
      const day = first + index * DAY
      return toPublicDay(asset, day, Math.min(day + DAY, to) - 1, prices)
    }),
  )
}

function toPublicDay({ network, token }: Asset, day: number, at: number, prices: PriceBook) {
  const found = prices.priceAt(token, at)
  const use = priceUse([{ token, at }], prices)
  return {
    network,
    chainId: token.chain,
    token: token.address,
    symbol: token.symbol,
    class: token.class,
    day: toDateTime(day),
    at: toDateTime(at),
    median: found.known ? shown(found.value.price) : null,
    reason: found.known ? null : (found.missing[0]?.reason ?? 'NO_PRICE'),
    quality: use.quality,
    caveats: use.caveats,
    source: use.source,
    venues: found.known
      ? found.value.points.map((point) => ({
          venue: point.venue,
          price: shown(point.price),
          at: toDateTime(point.at),
          defined: point.until !== undefined,
          source: point.source ?? null,
        }))
      : [],
  }
}

/** Tokens by symbol, or by `chain:address`, of one network or of all. */
function findAssets(means: EconomicsMeans, { asset, network }: PricesArguments): readonly Asset[] {
  const files: readonly Network[] = [...means.networks.values()].filter(
    (file) => !network || file.name === network,
  )
  if (files.length === 0)
    throw refused('NETWORK_UNKNOWN', `this server has no file of a network ${network?.slice(0, 60)}`)
  const wanted = asset.toLowerCase()
  const found = files.flatMap((file) =>
    file.tokens
      .filter(
        (token) =>
          token.symbol.toLowerCase() === wanted || `${token.chain}:${token.address.toLowerCase()}` === wanted,
      )
      .map((token) => ({ network: file.name, token })),
  )
  if (found.length > 0) return found
  const symbols = [...new Set(files.flatMap((file) => file.tokens.map((token) => token.symbol)))].sort()
  throw refused('BAD_USER_INPUT', `no token ${asset.slice(0, 60)}: there are ${symbols.join(', ')}`)
}

function shown(price: Exact): string {
  return toDecimal(price, PLACES).replace(/\.?0+$/, '')
}
