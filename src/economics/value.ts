import { divide, type Exact, fromBaseUnits, multiply, negate, sum } from './exact.ts'
import type { MoneyClass, Window } from './figure.ts'
import { type Known, known, listKnown, mapKnown, missing } from './known.ts'
import type { Entry, EntryKind } from './ledger.ts'
import { isIn } from './period.ts'
import type { PriceBook } from './price.ts'

// Neither a book nor an entry ever changes: a value is worked out once for both.
const worked = new WeakMap<PriceBook, Map<Entry, Known<Exact>>>()

/** An entry in USD at the price of its own moment; never priced again. */
export function valueAtReceipt(entry: Entry, prices: PriceBook): Known<Exact> {
  const values = worked.get(prices) ?? new Map<Entry, Known<Exact>>()
  worked.set(prices, values)
  const value = values.get(entry) ?? work(entry, prices)
  values.set(entry, value)
  return value
}

function work({ token, amount, at, reason, kind, source, sum }: Entry, prices: PriceBook): Known<Exact> {
  if (sum?.usd && sum.usd.series === token.priceSeries) return known(sum.usd.value)
  if (amount === null && kind === 'gas') return missing('NOT_OBSERVED', `gas of ${source.txHash}: ${reason}`)
  if (amount === null) return missing('SEVERITY_UNKNOWN', `amount of ${reason ?? kind} in ${source.txHash}`)
  return mapKnown(prices.priceAt(token, at), ({ price }) =>
    multiply(fromBaseUnits(amount, token.decimals), price),
  )
}

const INCOME: ReadonlySet<EntryKind> = new Set(['fee', 'refund', 'emission'])

export function isIncome({ kind }: Pick<Entry, 'kind'>): boolean {
  return INCOME.has(kind)
}

/**
 * What can be valued: income in a token that nobody prices is left out, and priceUse says so beside the figure. Where there is
 * nothing else it stays, and the whole has no value: it is never a zero.
 */
export function withoutUnpriced(entries: readonly Entry[]): readonly Entry[] {
  const rest = entries.filter((entry) => entry.token.priceSeries !== null || !isIncome(entry))
  return rest.length > 0 ? rest : entries
}

/** What counts as income among these entries: fees, refunds and emissions, as far as they can be valued. */
export function valuedIncome(entries: readonly Entry[]): readonly Entry[] {
  return withoutUnpriced(entries.filter(isIncome))
}

/** An entry of income in USD at receipt; a refund is less than nothing. */
export function signedValue(entry: Entry, prices: PriceBook): Known<Exact> {
  const value = valueAtReceipt(entry, prices)
  return entry.kind === 'refund' ? mapKnown(value, negate) : value
}

/**
 * The value of all entries together, without income in tokens that nobody prices; any other that cannot be valued leaves the whole
 * without a value.
 */
export function totalValue(entries: readonly Entry[], prices: PriceBook): Known<Exact> {
  return mapKnown(listKnown(withoutUnpriced(entries).map((entry) => valueAtReceipt(entry, prices))), sum)
}

export function ofKind(entries: readonly Entry[], kind: EntryKind, window?: Window): readonly Entry[] {
  return entries.filter((entry) => entry.kind === kind && (!window || isIn(entry.at, window)))
}

/** `part / whole`, or why there is none: of nothing, or of less than nothing, there is no share. `name`: of the whole. */
export function share(part: Known<Exact>, whole: Known<Exact>, name: string): Known<Exact> {
  if (!part.known) return part
  if (!whole.known) return whole
  if (whole.value.n === 0n) return missing('NO_DENOMINATOR', name)
  if (whole.value.n < 0n) return missing('NOT_APPLICABLE', `${name}: less than nothing`)
  return known(divide(part.value, whole.value))
}

/** Whether amounts of a class have a price: those of a testnet or devnet have none. */
export function isMoney(moneyClass: MoneyClass): boolean {
  return moneyClass === 'mainnet' || moneyClass === 'synthetic'
}

/** Without a market there is no money: why every amount of a testnet or devnet is null, also when nothing happened. */
export function moneyReason(moneyClass: MoneyClass): Known<never> | undefined {
  return isMoney(moneyClass)
    ? undefined
    : missing('NETWORK_CLASS', `tokens of class ${moneyClass} are not money`)
}
