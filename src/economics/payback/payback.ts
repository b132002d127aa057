import type { CostModel } from '../cost.ts'
import { costModelFor } from '../cost.ts'
import { divide, type Exact, exact, subtract } from '../exact.ts'
import { allKnown, type Known, known, type Missing, mapKnown, missing } from '../known.ts'
import { tooFewNodes } from '../sample.ts'
import { type Assumptions, LEAST_DAYS, LEAST_EVENTS, SIMULATION, type Simulation } from './assumptions.ts'
import { BACKTEST, backtestCoverage, type Coverage } from './backtest.ts'
import { type BreakEven, breakEven, type SteadyState } from './break-even.ts'
import { type Counterfactual, type RentalTerms, rentedOut } from './counterfactual.ts'
import { type ExitAt, type MonthsDistribution, toDistribution, toExitAt } from './distribution.ts'
import { type NodeSpread, nodeSpread } from './node-spread.ts'
import { type Sensitivity, sensitivities } from './sensitivity.ts'
import { simulate } from './simulate.ts'

/** What payback is asked about: the role decides whether there is anything to pay back. */
export interface PaybackQuestion {
  readonly role: string
  readonly cost: Known<CostModel>
  /** Income of the window that the answer stands on: fees less refunds, what answering cost, and how many requests. */
  readonly fees: Known<Exact>
  readonly runningCosts: Known<Exact>
  readonly paidRequests: number
  /** Of a mean node: its requests, where `paidRequests` are those of the whole sample. */
  readonly meanRequests?: Exact
  readonly historyDays: number
  /** Of a role: how many nodes its sample has. Absent: one node is asked about. */
  readonly sampledNodes?: number
  readonly assumptions: Known<Assumptions>
  readonly steady: Known<SteadyState>
  readonly rental: RentalTerms | null
  readonly simulation?: Simulation
}

interface Estimate {
  /** The machine alone: its stake is returned. */
  readonly machine: MonthsDistribution
  /** Machine and stake. */
  readonly cash: MonthsDistribution
  /** The first month in which leaving would cover both: a moment that one knows only afterwards. */
  readonly exit: MonthsDistribution
  /** Leaving at a month that is set beforehand. */
  readonly exitAt: readonly ExitAt[]
  /** Null: one node was asked about. */
  readonly nodes: NodeSpread | null
  readonly drivers: readonly Sensitivity[]
  readonly coverage: Known<Coverage>
  readonly simulation: Simulation
}

export interface PaybackAnswer {
  readonly answer: 'ESTIMATE' | 'NOT_APPLICABLE' | 'REFUSED' | 'INSUFFICIENT_DATA' | 'UNKNOWN'
  /** Why it is not an estimate. */
  readonly missing: readonly Missing[]
  readonly estimate: Estimate | null
  readonly breakEven: Known<BreakEven>
  /** USD per paid request after running costs: the answer where nothing is to be paid back. */
  readonly marginPerRequest: Known<Exact>
  readonly counterfactual: Counterfactual | null
}

/**
 * When a node has paid for itself, by role. A proxy has next to no capital: `NOT_APPLICABLE`, and its margin per request is
 * the answer. A machine without a confidential mode is `REFUSED` for a TEE role. Fewer than 30 days of history or 30 paid
 * requests, or of a role fewer nodes than tell a spread: `INSUFFICIENT_DATA`.
 */
export function payback(question: PaybackQuestion): PaybackAnswer {
  const { role, cost, simulation = SIMULATION } = question
  const margin = marginPerRequest(question)
  const model = cost.known ? costModelFor(role, cost.value) : cost
  const rented =
    model.known && model.value.kind === 'machine' && question.rental
      ? rentedOut(model.value, question.rental)
      : null
  const without = (answer: PaybackAnswer['answer'], gap: Known<never>): PaybackAnswer => ({
    answer,
    missing: gap.known ? [] : gap.missing,
    estimate: null,
    breakEven: gap,
    marginPerRequest: margin,
    counterfactual: rented,
  })
  if (!model.known) return without(isRefusal(model.missing) ? 'REFUSED' : 'UNKNOWN', model)
  if (model.value.kind === 'instance')
    return without(
      'NOT_APPLICABLE',
      missing('NOT_APPLICABLE', `a ${role} on a rented instance has no capital to pay back`),
    )
  const short = shortHistory(question)
  const triple = mapKnown(question.steady, breakEven)
  if (short) return { ...without('INSUFFICIENT_DATA', short), breakEven: triple }
  const given = question.assumptions
  if (!given.known) return { ...without('UNKNOWN', given), breakEven: triple }
  const paths = simulate(given.value, simulation)
  return {
    answer: 'ESTIMATE',
    missing: [],
    estimate: {
      machine: toDistribution(paths.machine, simulation.horizonMonths),
      cash: toDistribution(paths.cash, simulation.horizonMonths),
      exit: toDistribution(paths.exit, simulation.horizonMonths),
      exitAt: paths.exitAt.map(({ month, gain }) => toExitAt(month, gain)),
      nodes: given.value.nodes ? nodeSpread(given.value.nodes, paths) : null,
      drivers: sensitivities(given.value, simulation),
      coverage: backtestCoverage(given.value.nodes?.map(({ fees }) => fees.own) ?? [given.value.dailyFees], {
        ...BACKTEST,
        seed: simulation.seed,
      }),
      simulation,
    },
    breakEven: triple,
    marginPerRequest: margin,
    counterfactual: rented,
  }
}

/** `(fees − running costs) ÷ paid requests`, numerators and denominators of the window added up first. */
function marginPerRequest(
  question: Pick<PaybackQuestion, 'fees' | 'runningCosts' | 'paidRequests' | 'meanRequests'>,
): Known<Exact> {
  const parts = allKnown({ fees: question.fees, costs: question.runningCosts })
  if (!parts.known) return parts
  if (question.paidRequests === 0) return missing('NO_DENOMINATOR', 'paid requests in the window')
  const requests = question.meanRequests ?? exact(question.paidRequests)
  return known(divide(subtract(parts.value.fees, parts.value.costs), requests))
}

/** Whether the node beats renting the machine out: per month, both after their own running costs. */
export function beatsRenting(netCashPerMonth: Known<Exact>, other: Counterfactual): Known<Exact> {
  return mapKnown(allKnown({ own: netCashPerMonth, other: other.net }), (it) => subtract(it.own, it.other))
}

function isRefusal(gaps: readonly Missing[]): boolean {
  return gaps.some((gap) => gap.reason === 'NO_CONFIDENTIAL_MODE' || gap.reason === 'NOT_APPLICABLE')
}

function shortHistory(question: PaybackQuestion): Known<never> | undefined {
  const { historyDays, paidRequests, sampledNodes } = question
  if (historyDays < LEAST_DAYS || paidRequests < LEAST_EVENTS)
    return missing(
      'INSUFFICIENT_DATA',
      `${LEAST_DAYS} days and ${LEAST_EVENTS} paid requests; there are ${historyDays} and ${paidRequests}`,
    )
  return sampledNodes === undefined ? undefined : tooFewNodes(sampledNodes)
}
