import { divide, type Exact, fromBaseUnits, multiply, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, known, listKnown, mapKnown, missing } from './known.ts'
import type { Entry, EntryKind } from './ledger.ts'
import { isIn } from './period.ts'
import type { PriceBook } from './price.ts'

/** An entry in USD at the price of its own moment; never priced again. */
export function valueAtReceipt(entry: Entry, prices: PriceBook): Known<Exact> {
  const { token, amount } = entry
  if (amount === null)
    return missing('SEVERITY_UNKNOWN', `amount of ${entry.reason ?? entry.kind} in ${entry.source.txHash}`)
  return mapKnown(prices.priceAt(token, entry.at), ({ price }) =>
    multiply(fromBaseUnits(amount, token.decimals), price),
  )
}

/** The value of all entries together; one that cannot be valued leaves the whole without a value. */
export function totalValue(entries: readonly Entry[], prices: PriceBook): Known<Exact> {
  return mapKnown(listKnown(entries.map((entry) => valueAtReceipt(entry, prices))), sum)
}

export function ofKind(entries: readonly Entry[], kind: EntryKind, window?: Window): readonly Entry[] {
  return entries.filter((entry) => entry.kind === kind && (!window || isIn(entry.at, window)))
}

/** `part / whole`, or why there is none. */
export function share(part: Known<Exact>, whole: Known<Exact>, name: string): Known<Exact> {
  if (!part.known) return part
  if (!whole.known) return whole
  if (whole.value.n === 0n) return missing('NO_DENOMINATOR', name)
  return known(divide(part.value, whole.value))
}
