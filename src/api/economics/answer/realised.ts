import { costModelFor } from '../../../economics/cost.ts'
import { type CostInput, toCost } from '../../../economics/cost-input.ts'
import { COUNT, RATIO, USD, written } from '../../../economics/figure.ts'
import { type Known, known, mapKnown, missing } from '../../../economics/known.ts'
import { countOf } from '../../../economics/ledger.ts'
import { machineOf } from '../../../economics/payback/history.ts'
import { over, valuedIn, withoutMoney } from '../../../economics/price-use.ts'
import { nodeCost } from '../../../economics/realised/node-cash.ts'
import type { OperatorLife } from '../../../economics/realised/operator-life.ts'
import {
  cohortsOf,
  paidWithin,
  type Realised,
  realisedPayback,
} from '../../../economics/realised/realised.ts'
import { quantile, sortedCopy } from '../../../economics/statistics.ts'
import { costOfRole, leftOut, roleAsked, usualCost } from '../../../economics/usual-cost.ts'
import type { EconomicsMeans } from '../open/node.ts'
import { toDateTime } from '../rows/scope.ts'
import { readLives, readReceipts } from './lives.ts'
import { createWriter } from './public.ts'
import type { SurvivalParent } from './survival.ts'

const METHOD = 'realised-1'
const MOST_SHOWN = 500

export interface RealisedArguments {
  readonly role?: string | null
  readonly cost: CostInput
}

/**
 * `Survival.realised`: what became of the money of those who run nodes of a role, at what the asker says that such a node costs.
 * @throws Unanswerable `BAD_USER_INPUT`
 */
export async function answerRealised(
  means: EconomicsMeans,
  { money, lifetimes }: SurvivalParent,
  asked: RealisedArguments,
) {
  const { cost: given } = asked
  const role = roleAsked(asked, means.catalogue)
  const { book, context } = money
  const { window } = book.scope
  const nodes = lifetimes.filter((life) => life.role === role)
  const { cost: terms, assumed } = usualCost(costOfRole(role, given), means.catalogue, window.to)
  const ended = Math.min(window.to, ...nodes.map(({ leftAt }) => leftAt ?? window.to))
  const cost = toCost(terms, means.catalogue, Number.NEGATIVE_INFINITY, window.to, ended)
  const model = cost.model.known ? costModelFor(terms.role ?? role, cost.model.value) : cost.model
  const machine = machineOf(model)
  const boughtAt = machine.known ? machine.value.boughtAt : Number.NEGATIVE_INFINITY
  const priced = machine.known ? nodeCost(machine.value, cost.gas) : machine
  const past = await readReceipts(money, nodes, boughtAt)
  const found =
    money.blocked ??
    (priced.known
      ? known(await readLives(means, money, past, { nodes, terms: cost, cost: priced.value, boughtAt }))
      : priced)
  const names = new Set(nodes.map(({ node }) => node))
  const entries = past.entries.filter(({ node }) => node !== null && names.has(node))
  const stale = cost.references.stale
  const write = createWriter({
    ...over({ ...context, stale }, valuedIn(entries, { from: 0, to: window.to }), past.prices),
    caveats: [
      ...(context.caveats ?? []),
      'nothing is simulated; what a node cost is what the asker says, and `assumed`',
      ...leftOut(assumed),
    ],
  })
  const count = createWriter(withoutMoney({ ...context, stale }, countOf(entries)))
  return {
    role,
    missing: found.known ? [] : found.missing,
    assumed,
    ...toPublicLives(
      mapKnown(found, ({ all }) => all),
      write,
    ),
    paidWithoutRelated: count(
      mapKnown(found, (it) => realisedPayback(it.unrelated).paid),
      COUNT(METHOD),
    ),
    cohorts: found.known
      ? [...cohortsOf(found.value.all)]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([cohort, lives]) => ({ cohort, ...toPublicLives(known(lives), write) }))
      : [],
    byOperator: found.known
      ? [...found.value.all]
          .sort((a, b) => a.joinedAt - b.joinedAt)
          .slice(0, MOST_SHOWN)
          .map(toPublicOperator)
      : [],
  }
}

function toPublicLives(lives: Known<readonly OperatorLife[]>, write: ReturnType<typeof createWriter>) {
  const found = mapKnown(lives, realisedPayback)
  const within = (months: number) =>
    write(lives.known ? paidWithin(lives.value, months) : lives, RATIO(METHOD))
  const count = (of: (found: Realised) => number) => (found.known ? of(found.value) : null)
  const cash = lives.known ? sortedCopy(lives.value.map(({ netCash }) => netCash)) : new Float64Array()
  const at = (q: number) => written(quantile(cash, q), 6)
  return {
    operators: count((it) => it.operators),
    nodes: count((it) => it.nodes),
    paid: count((it) => it.paid),
    left: count((it) => it.left),
    open: count((it) => it.open),
    unknown: count((it) => it.unknown),
    within12: within(12),
    within24: within(24),
    within36: within(36),
    steps: (found.known ? found.value.steps : []).map(({ months, paid, left }) => ({
      months: written(months, 3),
      paid: written(paid, 6),
      left: written(left, 6),
    })),
    netCash: write(
      !lives.known
        ? lives
        : cash.length > 0
          ? known(quantile(cash, 0.5))
          : missing('NOT_OBSERVED', 'operators of this role'),
      USD(METHOD),
      cash.length > 0 ? { p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) } : null,
    ),
  }
}

function toPublicOperator({ nodes, joinedAt, end, after, netCash, capexUsd }: OperatorLife) {
  return {
    nodes,
    joinedAt: toDateTime(joinedAt),
    end: end.toUpperCase(),
    endedAt: toDateTime(joinedAt + after),
    netCash: written(netCash, 6),
    cost: written(capexUsd, 6),
  }
}
