import { bookValue, type CostModel } from './cost.ts'
import { fromBaseUnits, multiply, sum, toNumber } from './exact.ts'
import { allKnown, type Known, known, listKnown, mapKnown, missing } from './known.ts'
import { operatorReturn } from './operator-return.ts'
import { daysIn } from './period.ts'
import { type PnlInput, presenceIn, profitAndLossBy } from './pnl.ts'
import { type StakeHistory, stakeGap } from './stake.ts'
import { ofKind, valueAtReceipt } from './value.ts'
import type { CashFlow } from './xirr.ts'
import { SHORTEST_DAYS } from './yields.ts'

/** The operator's own yearly return of a node: capital, stake, net cash of each day and what is left at the window's end. */
export function returnOf(input: PnlInput, history: StakeHistory): Known<number> {
  const there = presenceIn(input)
  if (daysIn(there) < SHORTEST_DAYS)
    return missing('WINDOW_TOO_SHORT', `${SHORTEST_DAYS} days of the node to annualise`)
  const gap = stakeGap(history, input.window.to)
  if (gap) return gap
  if (!input.cost.known) return input.cost
  const model = input.cost.value
  const days = listKnown(
    profitAndLossBy('day', input).map((day) =>
      mapKnown(day.netCash, (usd) => flow(day.window.to, toNumber(usd))),
    ),
  )
  const parts = allKnown({
    capex: capexFlows(model, input.window.from),
    resale: resaleValue(model, there.to),
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
    resale: flow(there.to, resale),
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
    .map((span) =>
      mapKnown(input.prices.priceAt(span.token, from), ({ price }) =>
        flow(from, -toNumber(multiply(multiply(span.own, fromBaseUnits(1n, span.token.decimals)), price))),
      ),
    )
  const moved = ofKind(input.entries, 'stake', input.window)
    .filter((entry) => input.ownAccounts.has(entry.from ?? ''))
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
