import type { Window } from './figure.ts'
import type { Entry } from './ledger.ts'
import type { PriceBook, Token } from './price.ts'

/**
 * A ledger whose tokens without any price in a window have no price series there: a feed that stopped takes away what depends on it, as
 * a token without a feed does, and not the rest. One that has a price for a part of the window keeps its series: what it does not price
 * has no value, and a sum without it would look like one of all. `since`: from when entries are read.
 */
export function withoutSilentFeeds(
  entries: readonly Entry[],
  prices: PriceBook,
  window: Window,
  since: number,
): readonly Entry[] {
  const silent = new Map<Token, Token>()
  for (const token of new Set(entries.map((entry) => entry.token)))
    if (token.priceSeries !== null && !prices.isQuoted(token.priceSeries, window))
      silent.set(token, { ...token, priceSeries: null, silent: true })
  if (silent.size === 0) return entries
  // What is read from before the window, for nodes' whole lives, keeps the prices of its own time.
  return entries.map((entry) => {
    const token = since < window.from && entry.at < window.from ? undefined : silent.get(entry.token)
    return token ? { ...entry, token } : entry
  })
}
