import type { CostModel } from '../../economics/cost.ts'
import { bookValue } from '../../economics/cost.ts'
import { fromBaseUnits, multiply, subtract, sum, toNumber } from '../../economics/exact.ts'
import { type FigureContext, RATIO } from '../../economics/figure.ts'
import { allKnown, type Known, known, listKnown, mapKnown, missing } from '../../economics/known.ts'
import { operatorReturn, TERMINAL_POLICY } from '../../economics/operator-return.ts'
import { daysIn, isIn } from '../../economics/period.ts'
import { type Pnl, type PnlInput, profitAndLossBy } from '../../economics/pnl.ts'
import {
  over,
  priceUse,
  type Valued,
  valuedEntries,
  valuedStake,
  withoutMoney,
  withPrices,
} from '../../economics/price-use.ts'
import { type StakeHistory, stakeHistory, stakeValueSeconds } from '../../economics/stake.ts'
import { type SupplyReading, supplyDays } from '../../economics/supply-share.ts'
import { ofKind, valueAtReceipt } from '../../economics/value.ts'
import type { CashFlow } from '../../economics/xirr.ts'
import { SHORTEST_DAYS, stakeApr, supplyShareYield } from '../../economics/yields.ts'
import { createWriter } from './public.ts'

/** The yields of a node: nominal, of fees alone, by supply share, and its operator's own. */
export function toPublicYields(
  input: PnlInput,
  pnl: Pnl,
  supplies: readonly SupplyReading[],
  context: FigureContext,
) {
  const history = stakeHistory(input.entries, input.ownAccounts, input.window.to)
  const seconds = stakeValueSeconds(history, input.window, 'total', input.prices)
  const fees = mapKnown(allKnown({ fees: pnl.fees, refunds: pnl.refunds }), (it) =>
    subtract(it.fees, it.refunds),
  )
  const within = input.entries.filter((entry) => isIn(entry.at, input.window))
  const staked = valuedStake(history, input.window, 'total')
  const using = (valued: readonly Valued[]) => createWriter(over(context, valued, input.prices, staked))
  const income = ['fee', 'refund', 'emission'] as const
  return {
    stakeApr: using(valuedEntries(within, income))(
      stakeApr(pnl.gross, seconds, input.window),
      RATIO('stake-apr-1'),
    ),
    feesOnlyApr: using(valuedEntries(within, ['fee', 'refund']))(
      stakeApr(fees, seconds, input.window),
      RATIO('stake-apr-fees-1'),
    ),
    supplyShareYield: toPublicSupplyShare(input, history, supplies, context),
    operatorReturn: using(valuedEntries(within, [...income, 'stake']))(
      returnOf(input, history),
      RATIO('xirr-1'),
    ),
    terminalPolicy: TERMINAL_POLICY,
  }
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

function returnOf(input: PnlInput, history: StakeHistory): Known<number> {
  if (daysIn(input.window) < SHORTEST_DAYS)
    return missing('WINDOW_TOO_SHORT', `${SHORTEST_DAYS} days to annualise`)
  if (!input.cost.known) return input.cost
  const model = input.cost.value
  const days = listKnown(
    profitAndLossBy('day', input).map((day) =>
      mapKnown(day.netCash, (usd) => flow(day.window.to, toNumber(usd))),
    ),
  )
  const parts = allKnown({
    capex: capexFlows(model, input.window.from),
    resale: resaleValue(model, input.window.to),
    stakes: stakeFlows(input, history),
    terminal: terminalStake(input, history),
    days,
  })
  if (!parts.known) return parts
  const { capex, resale, stakes, terminal } = parts.value
  return operatorReturn({
    capex,
    stakeMovements: stakes,
    netCash: parts.value.days,
    terminalStake: terminal,
    terminalResale: resale,
    endsAt: input.window.to,
  })
}

// What was there before the window enters at its start, at what it was worth then.
function capexFlows(model: CostModel, from: number): Known<readonly CashFlow[]> {
  if (model.kind === 'instance') return known([])
  return mapKnown(model.capexUsd, (capex) => {
    const at = Math.max(model.boughtAt, from)
    return [flow(at, -toNumber(bookValue(model, capex, at)))]
  })
}

function resaleValue(model: CostModel, to: number): Known<number> {
  if (model.kind === 'instance') return known(0)
  return mapKnown(model.capexUsd, (capex) => toNumber(bookValue(model, capex, to)))
}

function stakeFlows(input: PnlInput, history: StakeHistory): Known<readonly CashFlow[]> {
  const { from } = input.window
  const opening = history.spans
    .filter((span) => span.from < from && span.to >= from && span.own.n !== 0n)
    .filter((span, index, all) => all.findIndex((each) => each.token === span.token) === index)
    .map((span) =>
      mapKnown(input.prices.priceAt(span.token, from), ({ price }) =>
        flow(from, -toNumber(multiply(multiply(span.own, fromBaseUnits(1n, span.token.decimals)), price))),
      ),
    )
  const moved = ofKind(input.entries, 'stake', input.window)
    .filter((entry) => entry.from !== null && input.ownAccounts.has(entry.from))
    .map((entry) => mapKnown(valueAtReceipt(entry, input.prices), (usd) => flow(entry.at, -toNumber(usd))))
  return listKnown([...opening, ...moved])
}

/** Own stake at the window's end, after slashes, at the last price. */
function terminalStake(input: PnlInput, history: StakeHistory): Known<number> {
  const last = history.spans.filter((span) => span.to === input.window.to && span.own.n !== 0n)
  const values = last.map((span) =>
    mapKnown(input.prices.priceAt(span.token, input.window.to - 1), ({ price }) =>
      multiply(multiply(span.own, fromBaseUnits(1n, span.token.decimals)), price),
    ),
  )
  return mapKnown(listKnown(values), (all) => toNumber(sum(all)))
}

function flow(at: number, amount: number): CashFlow {
  return { at, amount }
}
