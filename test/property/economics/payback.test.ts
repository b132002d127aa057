import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { known } from '../../../src/economics/known.ts'
import { type Assumptions, SIMULATION } from '../../../src/economics/payback/assumptions.ts'
import { simulate } from '../../../src/economics/payback/simulate.ts'
import { MONTH } from '../../../src/economics/period.ts'
import {
  type NodeCash,
  type OperatorLife,
  operatorLife,
} from '../../../src/economics/realised/operator-life.ts'
import { groupByOwner } from '../../../src/economics/realised/owners.ts'
import { realisedPayback } from '../../../src/economics/realised/realised.ts'
import { worstDays } from '../../../src/economics/role/role-days.ts'
import { typicalAssumptions } from '../../support/typical-assumptions.ts'

// A second implementation of each figure, straight from its page in docs/methodology and without the code of src/economics.
const RUNS = { numRuns: Number(process.env.ASSAY_ORACLE_RUNS ?? 1_000) }
const NOW = 1_000

const aNode: fc.Arbitrary<NodeCash> = fc
  .record({
    joinedAt: fc.nat(800),
    stay: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }),
    receipts: fc.array(fc.record({ after: fc.nat(900), usd: fc.integer({ min: -40, max: 200 }) }), {
      maxLength: 12,
    }),
  })
  .map(({ joinedAt, stay, receipts }) => ({
    node: 'n',
    joinedAt,
    leftAt: stay === null || joinedAt + stay >= NOW ? null : joinedAt + stay,
    receipts: receipts
      .map(({ after, usd }) => ({ at: joinedAt + after, usd: known(usd) }))
      .sort((a, b) => a.at - b.at),
  }))

interface Named {
  readonly id: number
  readonly accounts: ReadonlySet<string>
}

/** By widening until nothing is added. `x` is an exchange. */
function reachedFrom(node: Named, nodes: readonly Named[]): ReadonlySet<Named> {
  const meets = (a: Named, b: Named) => [...a.accounts].some((each) => each !== 'x' && b.accounts.has(each))
  const reached = new Set([node])
  for (let size = 0; size !== reached.size; ) {
    size = reached.size
    for (const other of nodes) if ([...reached].some((each) => meets(each, other))) reached.add(other)
  }
  return reached
}

describe('realised payback', () => {
  test('is the first receipt at which all money so far covers all machines so far', () => {
    const cost = { capexUsd: 100, runningUsdPerSecond: 0.25 }
    fc.assert(
      fc.property(fc.array(aNode, { minLength: 1, maxLength: 4 }), (nodes) => {
        const joined = Math.min(...nodes.map((node) => node.joinedAt))
        const left = nodes.map((node) => node.leftAt ?? Number.POSITIVE_INFINITY)
        const end = Math.min(NOW, Math.max(...left))
        const moments = nodes
          .flatMap((node) => node.receipts)
          .filter(({ at }) => at < NOW && at <= end)
          .map(({ at }) => at)
        const cashAt = (at: number) =>
          nodes.reduce((total, node) => {
            const got = node.receipts.filter((each) => each.at <= at && each.at < NOW)
            const there = Math.max(0, Math.min(at, node.leftAt ?? at) - node.joinedAt)
            const usd = got.reduce((all, { usd }) => all + (usd.known ? usd.value : 0), 0)
            return total + usd - there * cost.runningUsdPerSecond
          }, 0)
        const neededAt = (at: number) => 100 * nodes.filter((node) => node.joinedAt <= at).length
        const found = operatorLife(nodes, cost, NOW)
        // Receipts of one second count one after another; a second that ends covered has been covered by its end.
        const paid = moments.sort((a, b) => a - b).find((at) => cashAt(at) >= neededAt(at))
        if (found.end !== 'paid') expect(paid).toBeUndefined()
        else {
          expect(joined + found.after).toBeLessThanOrEqual(paid ?? Number.POSITIVE_INFINITY)
          expect(found.capexUsd).toBe(neededAt(joined + found.after))
          expect(found.netCash).toBeGreaterThanOrEqual(found.capexUsd)
        }
        if (found.end === 'open' || found.end === 'left') {
          expect(found.netCash).toBeCloseTo(cashAt(end), 6)
          expect(found.end).toBe(end < NOW ? 'left' : 'open')
          expect(found.after).toBe(end - joined)
        }
      }),
      RUNS,
    )
  })

  test('has the incidence that the formula gives, event by event', () => {
    const aLife = fc.record({
      end: fc.constantFrom('paid', 'left', 'open', 'unknown' as const),
      after: fc.integer({ min: 0, max: 12 }),
    })
    fc.assert(
      fc.property(fc.array(aLife, { minLength: 1, maxLength: 30 }), (drawn) => {
        const lives = drawn.map(
          ({ end, after }): OperatorLife => ({
            nodes: ['n'],
            joinedAt: 0,
            end: end as OperatorLife['end'],
            after: after * MONTH,
            netCash: 0,
            capexUsd: 1,
          }),
        )
        let [free, paid, left] = [1, 0, 0]
        for (let month = 0; month <= 12; month++) {
          const watched = drawn.filter(({ after }) => after >= month).length
          const at = (end: string) => drawn.filter((each) => each.end === end && each.after === month).length
          if (watched === 0) break
          paid += (free * at('paid')) / watched
          left += (free * at('left')) / watched
          free *= 1 - (at('paid') + at('left')) / watched
        }
        const last = realisedPayback(lives).steps.at(-1)
        expect(last?.paid ?? 0).toBeCloseTo(paid, 9)
        expect(last?.left ?? 0).toBeCloseTo(left, 9)
        expect(paid + left).toBeLessThanOrEqual(1 + 1e-9)
      }),
      RUNS,
    )
  })

  test('groups are those that paths over accounts in common connect', () => {
    const accounts = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'x'), { maxLength: 3 })
    fc.assert(
      fc.property(fc.array(accounts, { maxLength: 8 }), (drawn) => {
        const nodes = drawn.map((list, id) => ({ id, accounts: new Set(list) }))
        const found = groupByOwner(nodes, new Set(['x']))
        const groupOf = (id: number) => found.findIndex((group) => group.some((node) => node.id === id))
        for (const node of nodes) {
          const reached = reachedFrom(node, nodes)
          for (const other of nodes) expect(groupOf(other.id) === groupOf(node.id)).toBe(reached.has(other))
        }
      }),
      RUNS,
    )
  })
})

const money = fc.integer({ min: 0, max: 50_000 })
const small = fc.integer({ min: 0, max: 200 })
const share = fc.nat(100).map((percent) => percent / 100)
const aWorld = fc.record({
  capexUsd: money,
  pastCashUsd: money,
  ageMonths: fc.nat(40),
  stakeTokens: money,
  unlockMonths: fc.nat(6),
  fee: small,
  tokens: small,
  costs: fc.nat(3_000),
  gas: fc.nat(300),
  growth: share,
  rate: share,
  delegators: share,
  residual: fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100),
  price: fc.integer({ min: 1, max: 500 }).map((cents) => cents / 100),
  inTokens: fc.boolean(),
  /** Of a role: nodes that are there, whom one more joins. */
  there: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
  second: fc.option(fc.record({ stake: money, tokens: small, cents: fc.integer({ min: 1, max: 500 }) }), {
    nil: null,
  }),
})
type World = typeof aWorld extends fc.Arbitrary<infer T> ? T : never

/** In a straight line down to what is left after 36 months, and no further. */
function keptAt({ residual }: World, months: number): number {
  return 1 - (1 - residual) * Math.min(1, months / 36)
}

/** By month: what was earned by then, discounted, and what leaving brings beyond what was put in. */
function sumsOf(it: World) {
  const { stake: otherStake = 0, tokens: otherTokens = 0, cents = 0 } = it.second ?? {}
  const staked = it.stakeTokens * it.price + (otherStake * cents) / 100
  const put = it.capexUsd + staked
  const left = it.there === null ? 1 : it.there / (it.there + 1)
  const worth = (months: number) => (1 + it.rate) ** (-months / 12)
  let cash = it.pastCashUsd
  return Array.from({ length: 24 }, (_, index) => {
    const month = index + 1
    const fees = it.fee * (it.inTokens ? it.price : 1) + it.tokens * it.price + (otherTokens * cents) / 100
    const income = (left * (30.4375 * fees * (1 - it.delegators) - it.gas)) / (1 + it.growth) ** (month / 12)
    cash += (income - it.costs) * worth(month)
    const resale = it.capexUsd * keptAt(it, it.ageMonths + month)
    const stake = staked * worth(it.unlockMonths)
    return { month, cash, gain: cash + (resale + stake) * worth(month) - put }
  })
}

function withoutChance(it: World): Assumptions {
  const point = (mode: number) => ({ low: mode, mode, high: mode })
  const still = { sigma: 0, sigmaError: 0, logDrift: 0, jumpsPerYear: 0, jumpMean: 0, jumpDeviation: 0 }
  return {
    ...typicalAssumptions(),
    capexUsd: it.capexUsd,
    pastCashUsd: it.pastCashUsd,
    ageMonths: it.ageMonths,
    stakeTokens: it.stakeTokens,
    unlockMonths: it.unlockMonths,
    dailyFees: new Float64Array(40).fill(it.fee),
    feesPricedIn: it.inTokens ? 'token' : 'usd',
    emissionTokensPerDay: it.tokens,
    delegatorsPart: it.delegators,
    powerUsdPerMonth: it.costs,
    otherUsdPerMonth: 0,
    gasUsdPerMonth: it.gas,
    nodeGrowth: point(it.growth),
    powerFactor: point(1),
    resale: Float64Array.from({ length: 25 }, (_, month) => keptAt(it, it.ageMonths + month)),
    resaleLoss: point(1),
    slashes: { shape: 0, exposureYears: 0, severity: point(0) },
    yearlyDiscount: it.rate,
    price: { startUsd: it.price, ...still },
    ...(it.there === null ? {} : { entryShare: it.there / (it.there + 1) }),
    ...(it.second
      ? {
          otherTokens: [
            {
              symbol: 'TWO',
              price: { startUsd: it.second.cents / 100, ...still },
              stakeTokens: it.second.stake,
              emissionTokensPerDay: it.second.tokens,
              correlations: [0.5],
            },
          ],
        }
      : {}),
  }
}

test('without chance, payback and leaving are what a sum over the months says', () => {
  fc.assert(
    fc.property(aWorld, (it) => {
      const paths = simulate(withoutChance(it), { ...SIMULATION, paths: 1, horizonMonths: 24 })
      const sums = sumsOf(it)
      for (const { month, gain } of paths.exitAt) expect(gain[0]).toBeCloseTo(sums[month - 1]?.gain ?? 0, 4)
      const targets = {
        machine: it.capexUsd,
        cash:
          it.capexUsd + it.stakeTokens * it.price + ((it.second?.stake ?? 0) * (it.second?.cents ?? 0)) / 100,
      }
      for (const what of ['machine', 'cash'] as const) {
        const target = targets[what]
        const told = paths[what][0] ?? Number.NaN
        if (it.pastCashUsd >= target) expect(told).toBe(0)
        else {
          // A cent of rounding either way.
          const surely = sums.find(({ cash }) => cash >= target + 0.01)?.month ?? Number.POSITIVE_INFINITY
          const perhaps = sums.find(({ cash }) => cash >= target - 0.01)?.month ?? Number.POSITIVE_INFINITY
          expect(told).toBeLessThanOrEqual(surely)
          expect(told).toBeGreaterThanOrEqual(perhaps - 1)
        }
      }
    }),
    RUNS,
  )
})

test('the worst stretch is the least of all stretches', () => {
  const value = fc.option(fc.integer({ min: -50, max: 50 }), { nil: null })
  const matrix = fc.array(fc.array(value, { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(matrix, fc.integer({ min: 1, max: 6 }), (rows, length) => {
      const days = Array.from({ length: 12 }, (_, day) => day)
      const means = days.slice(0, 13 - length).flatMap((from) => {
        const columns = days.slice(from, from + length).map((day) => rows.flatMap((row) => row[day] ?? []))
        if (columns.some((column) => column.length === 0)) return []
        const all = columns.flat()
        return [all.reduce((total, each) => total + each, 0) / all.length]
      })
      const series = rows.map((row) => Float64Array.from(row, (each) => each ?? Number.NaN))
      const found = worstDays(days, series, length)
      if (means.length === 0) expect(found).toBeNull()
      else expect(found?.perNodeDay).toBeCloseTo(Math.min(...means), 9)
    }),
    RUNS,
  )
})
