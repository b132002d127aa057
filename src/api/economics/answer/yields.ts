import { asEarned } from '../../../economics/emitted.ts'
import type { Exact } from '../../../economics/exact.ts'
import { type FigureContext, RATIO } from '../../../economics/figure.ts'
import { type Known, known, missing } from '../../../economics/known.ts'
import type { Entry } from '../../../economics/ledger.ts'
import { TERMINAL_POLICY } from '../../../economics/operator-return.ts'
import { inOwnToken, measuredIn } from '../../../economics/own-token.ts'
import { isIn } from '../../../economics/period.ts'
import { owedOf, owedToDelegators, type Pnl, type PnlInput } from '../../../economics/pnl.ts'
import type { Presences } from '../../../economics/presence.ts'
import {
  over,
  priceUse,
  type Valued,
  valuedEntries,
  valuedStake,
  withoutMoney,
  withPrices,
} from '../../../economics/price-use.ts'
import { grossOf, netFeesOf, type Receipts, receiptsIn } from '../../../economics/receipts.ts'
import { returnOf } from '../../../economics/return-of-node.ts'
import {
  type StakeHistory,
  stakedSeconds,
  stakeHistory,
  stakeValueSeconds,
} from '../../../economics/stake.ts'
import { type SupplyReading, supplyDays } from '../../../economics/supply-share.ts'
import { ofKind, valueAtReceipt, valuedIncome } from '../../../economics/value.ts'
import { stakeApr, supplyShareYield } from '../../../economics/yields.ts'
import { createWriter } from './public.ts'

/** What tells which time a node's emissions are for. */
interface Emitting {
  /** Emissions that were paid before and after the window. */
  readonly around: readonly Entry[]
  readonly presences: Presences
  /** Up to when payments were seen, Unix seconds. */
  readonly known: number
}

/** The yields of a node: nominal, of fees alone, by supply share, and its operator's own. */
export function toPublicYields(
  input: PnlInput,
  pnl: Pnl,
  { around, presences, known: paidUntil }: Emitting,
  supplies: readonly SupplyReading[],
  context: FigureContext,
) {
  const history = stakeHistory(input.entries, input.ownAccounts, input.window.to)
  const within = input.entries.filter((entry) => isIn(entry.at, input.window))
  // Stake that stays behind when a node has left earns nothing, and is no stake of the node's.
  const { there } = pnl
  const stakePrices = valuedStake(history, there, 'total')
  const using = (valued: readonly Valued[]) => over(context, valued, input.prices, stakePrices)
  const time = { window: input.window, seen: there, presences, known: paidUntil }
  const all = [...input.entries, ...around]
  const emittedOf = (entries: readonly Entry[]) => ofKind(valuedIncome(entries), 'emission')
  const income = ['fee', 'refund', 'emission'] as const
  const apr = (
    kinds: readonly IncomeKind[],
    incomeOf: (receipts: Receipts) => Known<Exact>,
    method: string,
  ) => {
    const paid = valuedEntries(within, kinds)
    const own = inOwnToken(
      kinds.includes('emission') ? all : input.entries,
      input.prices,
      [...kinds, 'stake', 'penalty'],
      [...paid, ...stakePrices],
    )
    const of = own.symbol === null ? history : stakeHistory(own.entries, input.ownAccounts, input.window.to)
    const seconds = stakeValueSeconds(of, there, 'total', own.prices)
    const received =
      own.symbol !== null && input.feesAttributable
        ? incomeOf(receiptsIn(own.entries, input.window, own.prices))
        : incomeOf(pnl)
    const earned = kinds.includes('emission')
      ? asEarned(received, emittedOf(own.entries), time, (entry) => valueAtReceipt(entry, own.prices))
      : received
    const context = measuredIn(own, using(paid))
    return createWriter(context)(stakeApr(earned, seconds, stakedSeconds(of, there)), RATIO(method))
  }
  const delegatorsApr = () => {
    const paid = valuedEntries(within, income)
    const valued = [...paid, ...valuedStake(history, there, 'delegated')]
    const own = inOwnToken(all, input.prices, [...income, 'stake', 'penalty'], valued)
    const of = own.symbol === null ? history : stakeHistory(own.entries, input.ownAccounts, input.window.to)
    const received = own.entries.filter((entry) => isIn(entry.at, input.window))
    const terms = { ...input, prices: own.prices }
    const paidOut =
      own.symbol !== null && input.feesAttributable ? owedToDelegators(terms, received) : pnl.delegators
    const owed = asEarned(paidOut, emittedOf(own.entries), time, (entry) => owedOf(entry, terms))
    const seconds = stakeValueSeconds(of, there, 'delegated', own.prices)
    const context = measuredIn(own, using(paid))
    const rate = stakeApr(owed, seconds, stakedSeconds(of, there, 'delegated'))
    return createWriter(context)(rate, RATIO('delegators-apr-1'))
  }
  return {
    stakeApr: apr(income, grossIn, 'stake-apr-2'),
    feesOnlyApr: apr(['fee', 'refund'], netFeesOf, 'stake-apr-fees-2'),
    delegatorsApr: delegatorsApr(),
    supplyShareYield: toPublicSupplyShare(input, history, supplies, context),
    operatorReturn: createWriter(using(valuedEntries(within, [...income, 'stake'])))(
      returnOf(input, history),
      RATIO('xirr-1'),
    ),
    terminalPolicy: TERMINAL_POLICY,
  }
}

type IncomeKind = 'fee' | 'refund' | 'emission'

/** A statement's gross income leaves out what nobody prices; of receipts in one token all of it counts. */
function grossIn(receipts: Receipts | Pnl): Known<Exact> {
  return 'gross' in receipts ? receipts.gross : grossOf(receipts)
}

function toPublicSupplyShare(
  input: PnlInput,
  history: StakeHistory,
  supplies: readonly SupplyReading[],
  context: FigureContext,
) {
  const { entries, window, prices } = input
  const kind = RATIO('supply-share-2')
  if (!input.feesAttributable)
    return createWriter(withoutMoney(context, 0))(
      missing('NOT_ATTRIBUTABLE', 'fees go to an address that several nodes share'),
      kind,
    )
  const found = supplyDays(entries, history, window, supplies, prices)
  if (!found.known) return createWriter(withoutMoney(context, 0))(found, kind)
  const { days, before, first, last } = found.value
  // Income in the staked token is counted as it is: only what came in another was priced, and so was that token then.
  const others = entries.filter((entry) => isIn(entry.at, window) && entry.token !== first.token)
  const priced = valuedEntries(others, ['fee', 'refund', 'emission'])
  const both = priced.flatMap((each) => [each, { token: first.token, at: each.at }])
  const use = priceUse(both, prices)
  const day = ({ at }: SupplyReading) => new Date(at * 1000).toISOString().slice(0, 10)
  const basis = `by total supply of ${first.token.symbol}, read on ${day(first)} (${first.vouchedBy}) and ${day(last)} (${last.vouchedBy})`
  const write = createWriter({ ...withPrices(context, use), caveats: [...use.caveats, basis] })
  return write(supplyShareYield(days, known(before)), kind)
}
