import { type Exact, ONE, ZERO } from '../../../economics/exact.ts'
import type { FigureContext, MoneyClass } from '../../../economics/figure.ts'
import { USD } from '../../../economics/figure.ts'
import { gasCaveats } from '../../../economics/gas.ts'
import { type Known, missing } from '../../../economics/known.ts'
import type { Entry, EntryKind } from '../../../economics/ledger.ts'
import { isIn } from '../../../economics/period.ts'
import type { Pnl, PnlInput } from '../../../economics/pnl.ts'
import { orNull, sharesOf } from '../../../economics/pnl.ts'
import { over, type Valued, valuedEntries, valuedStake } from '../../../economics/price-use.ts'
import type { StakeHistory } from '../../../economics/stake.ts'
import { type AssumedInput, leftOut } from '../../../economics/usual-cost.ts'
import { moneyReason } from '../../../economics/value.ts'
import { type Book, contextOf } from '../open/book.ts'
import { accruedIn } from './accrued.ts'
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

const MIXED: ReadonlySet<string> = new Set([
  'gross',
  'grossAtConstantPrice',
  'delegators',
  'netCash',
  'economicProfit',
])
/** Lines that costs are taken off. */
const NET: ReadonlySet<string> = new Set(['netCash', 'economicProfit'])
const WITH_GAS: ReadonlySet<string> = new Set(['gas', ...NET])
/** The input of a cost that is left out where nobody gives it. */
const INPUTS: Readonly<Record<string, string>> = {
  gas: 'gasUsdPerDay',
  upstream: 'upstreamUsdPerRequest',
}
const INCOME = ['fee', 'refund', 'emission'] as const
const none = () => []

/** What each line values with a token's price; running costs are in USD as they come. */
const VALUED: Readonly<Record<(typeof LINES)[number], (means: Means) => readonly Valued[]>> = {
  fees: ({ income }) => income(['fee']),
  refunds: ({ income }) => income(['refund']),
  emissions: ({ income }) => income(['emission']),
  gross: ({ income }) => income(INCOME),
  grossAtConstantPrice: ({ income }) => income(INCOME),
  power: none,
  hosting: none,
  upstream: none,
  gas: ({ income }) => income(['gas']),
  delegators: ({ income }) => income(INCOME),
  netCash: ({ income }) => income([...INCOME, 'gas']),
  ownSlashes: ({ income }) => income(['penalty']),
  delegatorSlashes: ({ income }) => income(['penalty']),
  depreciation: none,
  stakeCost: none,
  economicProfit: ({ income }) => income([...INCOME, 'gas', 'penalty']),
}

/** What is valued at moments of its own and is no entry. */
const PRICED_BESIDE: Readonly<Partial<Record<(typeof LINES)[number], (means: Means) => readonly Valued[]>>> =
  {
    grossAtConstantPrice: ({ end }) => end(),
    stakeCost: ({ stake }) => stake(),
    economicProfit: ({ stake }) => stake(),
  }

export interface StatementParts {
  readonly book: Book
  readonly class: MoneyClass
  readonly entries: readonly Entry[]
  readonly pnl: Pnl
  readonly input: Pick<PnlInput, 'gas'>
  /** References that were older than they may be. */
  readonly stale: readonly string[]
  /** What stands in the place of inputs that nobody gave. */
  readonly assumed: readonly AssumedInput[]
  readonly history: StakeHistory
  /** Unix seconds whose prices value income at constant prices. */
  readonly constantAt: number
}

/** A statement with each line as a figure of the statement's own window. */
export function toPublicStatement(parts: StatementParts) {
  const { book, class: moneyClass, entries, pnl, input, stale, assumed, history, constantAt } = parts
  const within = entries.filter((entry) => isIn(entry.at, pnl.window))
  const context = {
    ...contextOf(book, moneyClass, within, sharesOf(pnl, stale)),
    window: pnl.window,
  }
  const valued = {
    income: (kinds: readonly EntryKind[]) => valuedEntries(within, kinds),
    stake: () => valuedStake(history, pnl.there, 'own'),
    end: () => [...new Set(within.map((entry) => entry.token))].map((token) => ({ token, at: constantAt })),
  }
  const lines = LINES.map((line) => {
    const of = {
      ...over(context, VALUED[line](valued), book.prices, PRICED_BESIDE[line]?.(valued)),
      ...sharesFor(line, pnl),
    }
    const kind = USD(line === 'grossAtConstantPrice' ? 'constant-price-1' : METHOD)
    const caveats = [
      ...(of.caveats ?? []),
      ...(NET.has(line) ? leftOut(assumed) : []),
      ...(WITH_GAS.has(line) ? gasCaveats(input.gas) : []),
    ]
    return [line, createWriter({ ...of, caveats })(unlessLeftOut(line, pnl[line], assumed), kind)]
  })
  return {
    window: toPublicWindow(pnl.window),
    ...Object.fromEntries(lines),
    emissionsAccrued: toPublicAccrued(parts),
  }
}

/** Emissions by the time that they are for: of the part of the window up to which they were paid. */
function toPublicAccrued({ book, class: moneyClass, entries, pnl }: StatementParts) {
  const found = accruedIn(book, [...entries, ...(book.around.get(moneyClass) ?? [])], pnl.window)
  const context = contextOf(book, moneyClass, found.entries, { emissionShare: ONE })
  const of = { ...over(context, valuedEntries(found.entries, ['emission']), book.prices), ...found.told }
  return createWriter(of)(moneyReason(moneyClass) ?? found.value, USD('accrued-1'))
}

/** A cost that nobody said is no zero: only what is net of it goes on without it, and says so. */
function unlessLeftOut(
  line: (typeof LINES)[number],
  value: Known<Exact>,
  assumed: readonly AssumedInput[],
): Known<Exact> {
  const input = INPUTS[line]
  const unsaid = input && assumed.find((each) => each.input === input && Number(each.value) === 0)
  return unsaid && value.known ? missing('NOT_OBSERVED', `${line}: give cost.${input}`) : value
}

/** Of which income a line is: fees are no emissions, emissions have no payer, and a cost is no income. */
function sharesFor(line: (typeof LINES)[number], pnl: Pnl): Partial<FigureContext> {
  const [emissionShare, relatedPartyShare] = [orNull(pnl.emissionShare), orNull(pnl.relatedPartyShare)]
  if (MIXED.has(line)) return { emissionShare, relatedPartyShare }
  if (line === 'fees') return { emissionShare: pnl.fees.known ? ZERO : null, relatedPartyShare }
  if (line === 'emissions')
    return { emissionShare: pnl.emissions.known ? ONE : null, relatedPartyShare: null }
  return { emissionShare: null, relatedPartyShare: null }
}
