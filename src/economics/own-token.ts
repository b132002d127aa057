import { ONE } from './exact.ts'
import type { Entry } from './ledger.ts'
import { PriceBook } from './price.ts'
import { isMoney } from './value.ts'

const MEASURE = 'amount'
const AMOUNTS = new PriceBook(
  [{ series: MEASURE, venue: MEASURE, at: 0, until: Number.MAX_SAFE_INTEGER, price: ONE }],
  'amounts of one token',
)

/**
 * Fees and refunds that are all of one token which no market prices, with amounts in place of prices: shares of one token's
 * amounts need no price, so they answer on testnets too. Anything else as it is. For shares only: what it gives is no money.
 */
export function inOwnToken(
  entries: readonly Entry[],
  prices: PriceBook,
): { readonly entries: readonly Entry[]; readonly prices: PriceBook } {
  const paid = entries.filter(({ kind }) => kind === 'fee' || kind === 'refund')
  const tokens = new Set(paid.map(({ token }) => `${token.chain}:${token.address.toLowerCase()}`))
  const priced = paid.some(({ token }) => isMoney(token.class) && token.priceSeries !== null)
  if (tokens.size !== 1 || priced) return { entries, prices }
  return {
    entries: paid.map((entry) => ({
      ...entry,
      token: { ...entry.token, class: 'synthetic' as const, priceSeries: MEASURE },
    })),
    prices: AMOUNTS,
  }
}
