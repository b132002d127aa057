import {
  compare,
  divide,
  type Exact,
  exact,
  fromBaseUnits,
  multiply,
  sum,
  toDecimal,
  ZERO,
} from '../exact.ts'
import { allKnown, type Known, known, mapKnown } from '../known.ts'
import { countOf, type Entry } from '../ledger.ts'
import type { PriceBook, Token } from '../price.ts'
import { valueAtReceipt } from '../value.ts'

/** Which currency past fees are drawn again in, and what says so. */
export interface FeeCurrency {
  /** `usd`: a fee is so many dollars, whatever the token does. `token`: so many tokens, worth what the price path says. */
  readonly pricedIn: 'usd' | 'token'
  /** Whose price path a fee in tokens follows; null for `usd`. */
  readonly token: Token | null
  readonly ground: string
  readonly source: string
}

/**
 * Decided from the token that most of the value of the fees settled in: a stablecoin, or a token that work is quoted in USD
 * and paid in at the rate of the moment, as the network's file says with a source, is `usd`. Any other token is the
 * network's own and volatile: `token`.
 */
export function feeCurrency(fees: readonly Entry[], prices: PriceBook): FeeCurrency {
  const settled = [...Map.groupBy(fees, (entry) => entry.token)]
    .map(([token, group]) => ({ token, worth: worthOf(group, prices), count: countOf(group) }))
    .sort((a, b) => compare(b.worth, a.worth) || b.count - a.count)
  const [main, ...others] = settled
  if (!main)
    return {
      pricedIn: 'usd',
      token: null,
      ground: 'no fee in the window',
      source: 'the ledger of the window',
    }
  const { symbol, pricedIn } = main.token
  const mixed =
    others.length === 0 ? '' : `; ${shareOf(settled)} of their value settles in it, the rest is taken with it`
  if (!pricedIn)
    return {
      pricedIn: 'token',
      token: main.token,
      ground: `fees settle in ${symbol}, and nothing shows that they are quoted in USD: they follow its price${mixed}`,
      source: 'the token of the fee events; the network’s file names no USD price of it',
    }
  const why =
    pricedIn.ground === 'stablecoin'
      ? 'which stands for the US dollar'
      : 'and each is quoted in USD and paid in tokens at the rate of the moment'
  return {
    pricedIn: 'usd',
    token: null,
    ground: `fees settle in ${symbol}, ${why}${mixed}`,
    source: pricedIn.source,
  }
}

/** An entry in whole tokens of `token`: as it is, or what its value at receipt bought of them then. */
export function inTokens(entry: Entry, token: Token, prices: PriceBook): Known<Exact> {
  if (entry.token === token && entry.amount !== null)
    return known(fromBaseUnits(entry.amount, token.decimals))
  // A token of the same price is worth as many of it at any moment.
  if (entry.amount !== null && isOfOnePrice(entry.token, token) && valueAtReceipt(entry, prices).known)
    return known(fromBaseUnits(entry.amount, entry.token.decimals))
  const parts = allKnown({ usd: valueAtReceipt(entry, prices), price: prices.priceAt(token, entry.at) })
  return mapKnown(parts, (it) => divide(it.usd, it.price.price))
}

/** Whether two tokens are worth the same at any moment: one of them on two chains is. */
export function isOfOnePrice(a: Token, b: Token): boolean {
  return a.priceSeries !== null && a.priceSeries === b.priceSeries
}

function worthOf(entries: readonly Entry[], prices: PriceBook): Exact {
  return sum(
    entries.map((entry) => {
      const value = valueAtReceipt(entry, prices)
      return value.known ? value.value : ZERO
    }),
  )
}

function shareOf(settled: readonly { readonly worth: Exact }[]): string {
  const whole = sum(settled.map((each) => each.worth))
  const [main] = settled
  if (!main || whole.n === 0n) return 'an unknown part'
  return `${toDecimal(divide(multiply(main.worth, exact(100)), whole), 1)} %`
}
