import type { Exact } from './exact.ts'
import type { MoneyClass, Window } from './figure.ts'
import { type Known, missing } from './known.ts'
import type { Entry } from './ledger.ts'
import { isIn } from './period.ts'
import type { PriceBook } from './price.ts'
import { emissionShareOf, type Receipts, receivedIn } from './receipts.ts'
import { moneyReason, ofKind, share, totalValue, withoutUnpriced } from './value.ts'

/** What a network's nodes received in a window, in USD at receipt. */
export interface NetworkStatement extends Receipts {
  readonly gross: Known<Exact>
  readonly emissionShare: Known<Exact>
  readonly relatedPartyShare: Known<Exact>
  /** Fees that are no node's to show. */
  readonly stray: readonly Entry[]
  readonly strayFees: Known<Exact>
  /** Why no amount of this class has a value, if so: it is no money, or the window was not seen. */
  readonly blocked: Known<never> | undefined
}

/** The statement of a ledger of one class. */
export function networkStatement(
  entries: readonly Entry[],
  window: Window,
  prices: PriceBook,
  moneyClass: MoneyClass,
): NetworkStatement {
  const within = entries.filter((entry) => isIn(entry.at, window))
  const blocked =
    moneyReason(moneyClass) ??
    (window.to > window.from ? undefined : missing<never>('NOT_OBSERVED', 'blocks of a chain in the window'))
  const value = (of: readonly Entry[]) => blocked ?? totalValue(of, prices)
  const paid = ofKind(within, 'fee')
  const stray = paid.filter((entry) => entry.node === null)
  const receipts = {
    fees: value(paid),
    refunds: value(ofKind(within, 'refund')),
    emissions: value(ofKind(within, 'emission')),
  }
  const gross = blocked ?? receivedIn(within, window, prices)
  return {
    ...receipts,
    gross,
    emissionShare: emissionShareOf(receipts),
    relatedPartyShare: share(
      value(withoutUnpriced(paid).filter((entry) => entry.related !== null)),
      receipts.fees,
      'fees',
    ),
    stray,
    strayFees: value(stray),
    blocked,
  }
}
