import { add, type Exact, subtract } from './exact.ts'
import type { Window } from './figure.ts'
import { allKnown, type Known, mapKnown } from './known.ts'
import type { Entry, EntryKind } from './ledger.ts'
import type { PriceBook } from './price.ts'
import { ofKind, totalValue } from './value.ts'

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

/** Gross income of the entries of a window. */
export function receivedIn(entries: readonly Entry[], window: Window, prices: PriceBook): Known<Exact> {
  const total = (kind: EntryKind) => totalValue(ofKind(entries, kind, window), prices)
  return grossOf({ fees: total('fee'), refunds: total('refund'), emissions: total('emission') })
}
