import { accrualOf } from './accrual.ts'
import { type Exact, exact, multiply, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, listKnown, mapKnown, missing } from './known.ts'
import type { Entry } from './ledger.ts'
import type { Presences } from './presence.ts'
import type { PriceBook } from './price.ts'
import { ofKind, valueAtReceipt, withoutUnpriced } from './value.ts'

/** Emissions of one node by the time that they are for, whenever they were paid. */
export interface Accrued {
  /** The part of the window up to which all of it was paid. */
  readonly window: Window
  readonly value: Known<Exact>
  /** The payments that it stands on. */
  readonly entries: readonly Entry[]
}

/**
 * What a node's emissions of a window are worth at their receipt, each spread over the time that it was there in the period that it is
 * for. `entries`: its ledger, with the payments after the window; `known`: up to when payments were seen. Time that was not paid for yet is not counted as nothing:
 * the window ends there, and where nothing of it was paid for there is no value.
 */
export function accruedEmissions(
  entries: readonly Entry[],
  window: Window,
  known: number,
  prices: PriceBook,
  presences?: Presences,
): Accrued {
  const emitted = ofKind(entries, 'emission')
  const accrual = accrualOf(emitted, known, presences)
  const to = Math.floor(Math.max(window.from, accrual.paidUntil(emitted[0]?.node ?? null, window.to)))
  const paid = { from: window.from, to }
  if (to === window.from && to < window.to)
    return {
      window,
      value: missing(
        'NOT_OBSERVED',
        `payment of emissions for the time from ${new Date(to * 1000).toISOString()}`,
      ),
      entries: [],
    }
  const parts = withoutUnpriced(emitted).flatMap((entry) => {
    const part = accrual.partIn(entry, paid)
    return part ? [{ entry, ...part }] : []
  })
  const worths = parts.map(({ entry, seconds, of }) =>
    mapKnown(valueAtReceipt(entry, prices), (usd) =>
      seconds === of ? usd : multiply(usd, exact(seconds, of)),
    ),
  )
  return { window: paid, value: mapKnown(listKnown(worths), sum), entries: parts.map(({ entry }) => entry) }
}
