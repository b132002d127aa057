import type { FigureContext, MoneyClass } from '../../economics/figure.ts'
import { USD } from '../../economics/figure.ts'
import type { Known } from '../../economics/known.ts'
import type { Entry } from '../../economics/ledger.ts'
import { isIn } from '../../economics/period.ts'
import type { Pnl } from '../../economics/pnl.ts'
import { type Book, contextOf } from './book.ts'
import { createWriter, toPublicWindow } from './public.ts'

const METHOD = 'pnl-1'
const LINES = [
  'fees',
  'refunds',
  'emissions',
  'gross',
  'grossAtConstantPrice',
  'power',
  'hosting',
  'upstream',
  'gas',
  'delegators',
  'netCash',
  'ownSlashes',
  'delegatorSlashes',
  'depreciation',
  'stakeCost',
  'economicProfit',
] as const satisfies readonly (keyof Pnl)[]

/** A statement with each line as a figure of the statement's own window. */
export function toPublicStatement(
  book: Book,
  moneyClass: MoneyClass,
  entries: readonly Entry[],
  pnl: Pnl,
  stale: readonly string[],
) {
  const within = entries.filter((entry) => isIn(entry.at, pnl.window))
  const write = createWriter({
    ...contextOf(book, moneyClass, within, sharesOf(pnl, stale)),
    window: pnl.window,
  })
  const lines = LINES.map((line) => [
    line,
    write(pnl[line], USD(line === 'grossAtConstantPrice' ? 'constant-price-1' : METHOD)),
  ])
  return { window: toPublicWindow(pnl.window), ...Object.fromEntries(lines) }
}

/** Emission and related-party shares of a statement, for the envelope. */
export function sharesOf(pnl: Pnl, stale: readonly string[]): Partial<FigureContext> {
  return { emissionShare: orNull(pnl.emissionShare), relatedPartyShare: orNull(pnl.relatedPartyShare), stale }
}

function orNull<T>(value: Known<T>): T | null {
  return value.known ? value.value : null
}
