import { z } from 'zod'
import { Unavailable } from '../../claim/errors.ts'
import type { DepthPoint } from '../../economics/depth.ts'
import {
  add,
  compare,
  type Exact,
  exact,
  fromDecimal,
  multiply,
  ONE,
  subtract,
  ZERO,
} from '../../economics/exact.ts'
import type { GuardedHttp } from '../../platform/http.ts'
import { shownEndpoint } from '../../platform/log.ts'
import type { DepthSource } from './depth.ts'
import type { OrderBookVenue } from './venues.ts'

const DECIMAL = z.string().regex(/^\d{1,30}(\.\d{1,30})?$/)
/** Bids as `[price, quantity]`, decimal text. Other members of the answer are not read. */
const OrderBook = z.object({ bids: z.array(z.tuple([DECIMAL, DECIMAL])).max(5000) })

const LEVELS = 1000
const LIMITS = { maxBytes: 4_000_000, timeoutMs: 30_000 }
// One step of the curve is an eighth more than the one before: a chord lies a little below the book, and a reading has some dozen rows.
const STEP = exact(9, 8)

/**
 * What selling at once into the bids of an order book fetches: `GET <base>/depth?symbol=<symbol>&limit=1000`, as documented in Binance's
 * public spot API v3 and served by others too. The pair's second currency is taken as USD, and `fee` is the taker's share of a sale.
 */
export class OrderBookSource implements DepthSource {
  readonly series: string
  readonly venue: string
  readonly origin: string
  readonly #of: OrderBookVenue
  readonly #http: GuardedHttp

  constructor(of: OrderBookVenue, http: GuardedHttp) {
    this.series = of.series
    this.venue = of.venue
    this.origin = shownEndpoint(of.base)
    this.#of = of
    this.#http = http
  }

  /** @throws Unavailable `UNAVAILABLE_PRICES` (status), `UNAVAILABLE_PRICES_FORMAT`, and those of GuardedHttp */
  async points(
    now: number,
    signal: AbortSignal,
  ): Promise<readonly (DepthPoint & { readonly source: string })[]> {
    const { base, symbol, fee, series, venue } = this.#of
    const query = new URLSearchParams({ symbol, limit: String(LEVELS) })
    const { status, bytes } = await this.#http.get(`${base.replace(/\/$/, '')}/depth?${query}`, {
      ...LIMITS,
      signal,
    })
    if (status !== 200)
      throw new Unavailable(
        'UNAVAILABLE_PRICES',
        `${this.origin} answered ${status} for the depth of ${symbol}`,
      )
    const source = `bids of ${symbol} at ${this.origin}, less a fee of ${fee}; its second currency taken as USD`
    return curveOf(this.#parse(bytes).bids, fromDecimal(fee)).map((point) => ({
      series,
      venue,
      at: now,
      source,
      ...point,
    }))
  }

  #parse(bytes: Uint8Array): z.infer<typeof OrderBook> {
    try {
      return OrderBook.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
    } catch (cause) {
      throw new Unavailable('UNAVAILABLE_PRICES_FORMAT', `${this.origin} sent no order book`, { cause })
    }
  }
}

type Sale = Pick<DepthPoint, 'amount' | 'usd'>

/** Amounts that bids take, best first, and what is left of their price after the fee. */
function curveOf(bids: readonly (readonly [price: string, quantity: string])[], fee: Exact): readonly Sale[] {
  const kept = subtract(ONE, fee)
  const best = bids
    .map(([price, quantity]) => ({ price: fromDecimal(price), quantity: fromDecimal(quantity) }))
    .filter(({ price, quantity }) => price.n > 0n && quantity.n > 0n)
    .sort((a, b) => compare(b.price, a.price))
  const all: Sale[] = []
  let [amount, usd] = [ZERO, ZERO]
  for (const { price, quantity } of best) {
    amount = add(amount, quantity)
    usd = add(usd, multiply(multiply(price, quantity), kept))
    all.push({ amount, usd })
  }
  let least = ZERO
  return all.filter((sale, index) => {
    if (index < all.length - 1 && compare(sale.amount, least) < 0) return false
    least = multiply(sale.amount, STEP)
    return true
  })
}
