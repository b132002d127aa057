import { add, type Exact, subtract, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { allKnown, type Known, listKnown, mapKnown, missing } from './known.ts'
import type { Entry } from './ledger.ts'
import { isIn } from './period.ts'
import type { PriceBook } from './price.ts'
import { ofKind, share, signedValue, totalValue, valuedIncome } from './value.ts'

/** What was received: each in USD at receipt. */
export interface Receipts {
  readonly fees: Known<Exact>
  readonly refunds: Known<Exact>
  readonly emissions: Known<Exact>
}

/** What was paid: fees less refunds. */
export function netFeesOf({ fees, refunds }: Pick<Receipts, 'fees' | 'refunds'>): Known<Exact> {
  return mapKnown(allKnown({ fees, refunds }), (it) => subtract(it.fees, it.refunds))
}

/** Gross income: fees less refunds, and emissions. */
export function grossOf({ fees, refunds, emissions }: Receipts): Known<Exact> {
  return mapKnown(allKnown({ fees, refunds, emissions }), (it) =>
    add(subtract(it.fees, it.refunds), it.emissions),
  )
}

/**
 * Share of emissions in gross income, 0 to 1. Where more was given back than paid there is none: emissions made up for the
 * difference, and are more than all income.
 */
export function emissionShareOf(receipts: Receipts): Known<Exact> {
  const net = netFeesOf(receipts)
  if (net.known && net.value.n < 0n) return missing('NOT_APPLICABLE', 'refunds are more than fees')
  return share(receipts.emissions, grossOf(receipts), 'income in the window')
}

/** Share of fees less refunds in gross income, 0 to 1: of 1 a network needs no issuance, of 0 it lives on nothing else. */
export function feeCoverage(receipts: Receipts): Known<Exact> {
  const net = netFeesOf(receipts)
  if (net.known && net.value.n < 0n) return missing('NOT_APPLICABLE', 'refunds are more than fees')
  return share(net, grossOf(receipts), 'income in the window')
}

/** What the entries of a window say was received. */
export function receiptsIn(entries: readonly Entry[], window: Window, prices: PriceBook): Receipts {
  const total = (kind: 'fee' | 'refund' | 'emission') => totalValue(ofKind(entries, kind, window), prices)
  return { fees: total('fee'), refunds: total('refund'), emissions: total('emission') }
}

/** Gross income of the entries of a window: what cannot be valued takes away nothing but itself, whatever kind it is of. */
export function receivedIn(entries: readonly Entry[], window: Window, prices: PriceBook): Known<Exact> {
  const income = valuedIncome(entries.filter((entry) => isIn(entry.at, window)))
  return mapKnown(listKnown(income.map((entry) => signedValue(entry, prices))), sum)
}
