import type { FigureContext, MoneyClass } from '../../economics/figure.ts'
import { USD } from '../../economics/figure.ts'
import type { Known } from '../../economics/known.ts'
import type { Entry, EntryKind } from '../../economics/ledger.ts'
import { isIn } from '../../economics/period.ts'
import type { Pnl } from '../../economics/pnl.ts'
import { priceUse, type Valued, valuedEntries, valuedStake, withPrices } from '../../economics/price-use.ts'
import type { StakeHistory } from '../../economics/stake.ts'
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

interface Means {
  income(kinds: readonly EntryKind[]): readonly Valued[]
  stake(): readonly Valued[]
  /** Every token of the statement at the moment of the constant price. */
  end(): readonly Valued[]
}

const INCOME = ['fee', 'refund', 'emission'] as const
const none = () => []

/** What each line values with a token's price; running costs are in USD as they come. */
const VALUED: Readonly<Record<(typeof LINES)[number], (means: Means) => readonly Valued[]>> = {
  fees: ({ income }) => income(['fee']),
  refunds: ({ income }) => income(['refund']),
  emissions: ({ income }) => income(['emission']),
  gross: ({ income }) => income(INCOME),
  grossAtConstantPrice: ({ end }) => end(),
  power: none,
  hosting: none,
  upstream: none,
  gas: ({ income }) => income(['gas']),
  delegators: ({ income }) => income(INCOME),
  netCash: ({ income }) => income([...INCOME, 'gas']),
  ownSlashes: ({ income }) => income(['penalty']),
  delegatorSlashes: ({ income }) => income(['penalty']),
  depreciation: none,
  stakeCost: ({ stake }) => stake(),
  economicProfit: ({ income, stake }) => [...income([...INCOME, 'gas', 'penalty']), ...stake()],
}

/** A statement with each line as a figure of the statement's own window. */
export function toPublicStatement(
  book: Book,
  moneyClass: MoneyClass,
  entries: readonly Entry[],
  pnl: Pnl,
  stale: readonly string[],
  history: StakeHistory,
  constantAt: number,
) {
  const within = entries.filter((entry) => isIn(entry.at, pnl.window))
  const context = {
    ...contextOf(book, moneyClass, within, sharesOf(pnl, stale)),
    window: pnl.window,
  }
  const valued = {
    income: (kinds: readonly EntryKind[]) => valuedEntries(within, kinds),
    stake: () => valuedStake(history, pnl.window, 'own'),
    end: () => [...new Set(within.map((entry) => entry.token))].map((token) => ({ token, at: constantAt })),
  }
  const lines = LINES.map((line) => {
    const use = priceUse(VALUED[line](valued), book.prices)
    const kind = USD(line === 'grossAtConstantPrice' ? 'constant-price-1' : METHOD)
    return [line, createWriter(withPrices(context, use))(pnl[line], kind)]
  })
  return { window: toPublicWindow(pnl.window), ...Object.fromEntries(lines) }
}

/** Emission and related-party shares of a statement, for the envelope. */
export function sharesOf(pnl: Pnl, stale: readonly string[]): Partial<FigureContext> {
  return { emissionShare: orNull(pnl.emissionShare), relatedPartyShare: orNull(pnl.relatedPartyShare), stale }
}

function orNull<T>(value: Known<T>): T | null {
  return value.known ? value.value : null
}
