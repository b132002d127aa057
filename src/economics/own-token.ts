import { ONE } from './exact.ts'
import type { FigureContext } from './figure.ts'
import type { Entry, EntryKind } from './ledger.ts'
import { PriceBook } from './price.ts'
import { hasGap, UNPRICED, type Valued, valuedEntries, withPrices } from './price-use.ts'
import { isMoney } from './value.ts'

const MEASURE = 'amount'
const POINT = { series: MEASURE, venue: MEASURE, at: 0, until: Number.MAX_SAFE_INTEGER, price: ONE }

/** Entries that shares and rates are taken of, with what measures them. */
export interface OwnToken {
  readonly entries: readonly Entry[]
  readonly prices: PriceBook
  /** The token whose amounts stand in place of prices; null: prices do. */
  readonly symbol: string | null
}

const PAID: readonly EntryKind[] = ['fee', 'refund']

/**
 * Entries of the kinds given which are all of one token that no market prices, or that has no price at one of the moments that the ratio
 * values it at, with amounts in place of prices: a ratio of one token's amounts needs no price, so it answers on testnets and across gaps
 * too. Anything else as it is. For ratios only: what it gives is no money. `valued`: those moments; left out: of each entry its own.
 */
export function inOwnToken(
  all: readonly Entry[],
  prices: PriceBook,
  kinds: readonly EntryKind[] = PAID,
  valued: readonly Valued[] = valuedEntries(all, kinds),
): OwnToken {
  const entries = all.filter(({ kind }) => kinds.includes(kind))
  const tokens = new Map(entries.map(({ token }) => [`${token.chain}:${token.address.toLowerCase()}`, token]))
  const [token, ...others] = tokens.values()
  const isPriced = () =>
    token && isMoney(token.class) && token.priceSeries !== null && !hasGap(valued, prices)
  if (!token || others.length > 0 || isPriced()) return { entries: all, prices, symbol: null }
  const measured = { ...token, class: 'synthetic' as const, priceSeries: MEASURE, silent: false }
  return {
    entries: entries.map((entry) => ({ ...entry, token: measured })),
    // One of its own: values are remembered for as long as their book is, and so as long as the question that it was made for.
    prices: new PriceBook([POINT], 'amounts of one token'),
    symbol: token.symbol,
  }
}

/** The context of a ratio of amounts: no price went in, and it says of which token it is. As it was where prices stand. */
export function measuredIn({ symbol }: Pick<OwnToken, 'symbol'>, context: FigureContext): FigureContext {
  if (symbol === null) return context
  return { ...withPrices(context, UNPRICED), caveats: [`a ratio of amounts of ${symbol}: no price is in it`] }
}
