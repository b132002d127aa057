import { type Accrued, accruedEmissions } from '../../../economics/accrued.ts'
import type { FigureContext, Window } from '../../../economics/figure.ts'
import type { Entry } from '../../../economics/ledger.ts'
import type { Book } from '../open/book.ts'
import type { EconomicScope } from '../rows/scope.ts'

interface AccruedIn extends Accrued {
  /** What a figure of them says of itself: its window, and that it is provisional where not all of it was paid. */
  readonly told: Pick<FigureContext, 'window'> & Partial<Pick<FigureContext, 'finality'>>
}

/** Up to when payments of the chains of these entries were seen, the window's end at least. Unix seconds. */
export function paidUpTo({ window, knownOf }: EconomicScope, entries: readonly Entry[]): number {
  const chains = new Set(entries.map(({ source }) => source.chain))
  return Math.max(window.to, ...[...chains].map((chain) => knownOf.get(chain) ?? 0))
}

/** Emissions of one node by the time that they are for. `entries`: its ledger, with the payments around the window. */
export function accruedIn(
  { scope, prices, presences }: Pick<Book, 'scope' | 'prices' | 'presences'>,
  entries: readonly Entry[],
  window: Window,
): AccruedIn {
  const found = accruedEmissions(entries, window, paidUpTo(scope, entries), prices, presences)
  const isOpen = found.window.to < window.to
  return { ...found, told: { window: found.window, ...(isOpen && { finality: 'provisional' as const }) } }
}
