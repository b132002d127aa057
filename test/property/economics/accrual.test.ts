import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accrualOf } from '../../../src/economics/accrual.ts'
import { accruedEmissions } from '../../../src/economics/accrued.ts'
import { dailyRevenue } from '../../../src/economics/daily-revenue.ts'
import { toNumber, ZERO } from '../../../src/economics/exact.ts'
import { known, missing } from '../../../src/economics/known.ts'
import type { Entry } from '../../../src/economics/ledger.ts'
import { meanPnl } from '../../../src/economics/mean-node.ts'
import { netCashPerMonth } from '../../../src/economics/payback/cash-per-month.ts'
import { tokensPerDay } from '../../../src/economics/payback/token.ts'
import { type PnlInput, profitAndLoss } from '../../../src/economics/pnl.ts'
import { presenceOf } from '../../../src/economics/presence.ts'
import { sampleOf } from '../../../src/economics/sample.ts'
import { valueAtReceipt } from '../../../src/economics/value.ts'
import { COIN, DAY, entry, flatPrices, START } from '../../support/ledger-world.ts'

// A second implementation, from docs/methodology/revenue.md alone and hour by hour: which hours each payment is for, and which of them are
// still to be paid.
const RUNS = { numRuns: Number(process.env.ASSAY_ORACLE_RUNS ?? 1_000) }
const HOUR = 3_600
const HOURS = 40 * 24
const prices = flatPrices('1')
const hours = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)

/** Everything in hours since the first. */
interface World {
  readonly joined: number
  readonly left: number | null
  readonly away: readonly { readonly from: number; readonly length: number }[]
  readonly first: number
  readonly epochs: readonly { readonly length: number; readonly late: number; readonly amount: number }[]
}
const aNode: fc.Arbitrary<World> = fc.record({
  joined: fc.nat(15 * 24),
  left: fc.option(fc.integer({ min: 10 * 24, max: HOURS }), { nil: null }),
  away: fc.array(fc.record({ from: fc.nat(HOURS), length: fc.integer({ min: 1, max: 6 * 24 }) }), {
    maxLength: 3,
  }),
  first: fc.nat(10 * 24),
  epochs: fc.array(
    fc.record({
      length: fc.integer({ min: 6, max: 9 * 24 }),
      late: fc.oneof(fc.constant(0), fc.nat(12 * 24)),
      amount: fc.nat(500),
    }),
    { maxLength: 7 },
  ),
})

function isThere({ joined, left, away }: World, hour: number): boolean {
  return (
    hour >= joined &&
    (left === null || hour < left) &&
    !away.some(({ from, length }) => hour >= from && hour < from + length)
  )
}

interface Paid {
  readonly since: number
  readonly at: number
  readonly amount: number
  /** The hours that it is for. */
  readonly hours: readonly number[]
  readonly end: number
}

function paymentsOf(node: World): readonly Paid[] {
  let start = node.first
  const told = node.epochs.map(({ length, late, amount }) => {
    const since = start
    start += length
    return { since, at: start + late, amount }
  })
  return told.map(({ since, at, amount }, index) => {
    const [before, next] = [told[index - 1], told[index + 1]]
    const wanted = next ? next.since : before ? since + (since - before.since) : at
    const end = Math.min(at, wanted)
    const all = hours(since, end)
    const there = all.filter((hour) => isThere(node, hour))
    return { since, at, amount, end, hours: there.length > 0 ? there : all }
  })
}

/** The hours for which a payment is still to come, as seen up to an hour. */
function unpaidOf(node: World, paid: readonly Paid[], until: number): readonly number[] {
  const last = paid.at(-1)
  if (!last) return []
  const length = last.end - last.since
  if (length < 24 || until > last.at + length * (paid.length > 1 ? 2 : 1)) return []
  return hours(last.end, until).filter((hour) => isThere(node, hour))
}

const STATEMENT: PnlInput = {
  class: 'synthetic',
  role: 'validator',
  entries: [],
  window: { from: START, to: START + 40 * DAY },
  prices,
  cost: missing('COST_UNKNOWN', 'what the node runs on'),
  gas: { basis: 'unseen' },
  feesAttributable: true,
  delegatorsPart: () => known(ZERO),
  ownAccounts: new Set(),
  opportunityRate: known(ZERO),
}
/** The same of a node that costs nothing. */
const FREE: PnlInput = {
  ...STATEMENT,
  cost: known({ kind: 'instance', usdPerHour: known(ZERO), upstreamUsdPerRequest: known(ZERO) }),
  gas: { basis: 'ledger' },
}

const nameOf = (index: number) => `0x0${index}`
const entriesOf = (paid: readonly Paid[], node: string): readonly Entry[] =>
  paid.map(({ since, at, amount }) =>
    entry('emission', START + at * HOUR, String(amount), { since: START + since * HOUR, node }),
  )
const presence = ({ joined, left, away }: World) =>
  presenceOf(START + joined * HOUR, [
    ...(left === null ? [] : [{ from: START + left * HOUR, to: Number.POSITIVE_INFINITY }]),
    ...away.map(({ from, length }) => ({ from: START + from * HOUR, to: START + (from + length) * HOUR })),
  ])
const dayOfHour = (hour: number) => Math.floor(hour / 24)
const inDay = (paid: readonly Paid[], day: number) =>
  paid.reduce(
    (total, each) =>
      total + (each.amount * each.hours.filter((hour) => dayOfHour(hour) === day).length) / each.hours.length,
    0,
  )

test('emissions of a node by day and by window are those of the hours that they were paid for', () => {
  fc.assert(
    fc.property(aNode, fc.nat(HOURS), fc.nat(HOURS), (node, one, other) => {
      const seen = paymentsOf(node).filter(({ at }) => at < HOURS)
      // The period of the last that was seen is as long as the one before it.
      const paid = paymentsOf({ ...node, epochs: node.epochs.filter((_, index) => index < seen.length) })
      fc.pre(paid.length === seen.length && paid.every(({ at }, index) => at === seen[index]?.at))
      const until = START + HOURS * HOUR
      const presences = new Map([[nameOf(0), presence(node)]])
      const entries = entriesOf(paid, nameOf(0))
      const unpaid = unpaidOf(node, paid, HOURS)
      const { isOpen } = accrualOf(entries, until, presences)
      const openDays = new Set(unpaid.map(dayOfHour))
      const days = hours(0, 40)
      expect(days.filter((day) => isOpen(nameOf(0), START + day * DAY))).toEqual([...openDays])
      const window = { from: START, to: until }
      const daily = dailyRevenue(entries, window, (each) => valueAtReceipt(each, prices), { presences })
      const expected = days.filter((day) => !openDays.has(day)).map((day) => inDay(paid, day))
      expect(daily.length).toBe(expected.length)
      for (const [index, value] of daily.entries())
        expect(value.known && toNumber(value.value)).toBeCloseTo(expected[index] ?? Number.NaN, 6)

      const time = { window, seen: window, presences }
      const cash = netCashPerMonth(profitAndLoss({ ...FREE, entries }), { ...FREE, entries }, time)
      const paidFor = expected.length > 0 ? expected : [entries.length > 0 ? Number.NaN : 0]
      const perDay = paidFor.reduce((total, each) => total + each, 0) / paidFor.length
      if (!Number.isNaN(perDay)) expect(cash.known && toNumber(cash.value)).toBeCloseTo(perDay * 30.4375, 5)

      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      const span = { from: START + from * HOUR, to: START + to * HOUR }
      const found = accruedEmissions(entries, span, until, prices, presences)
      const end = Math.max(from, Math.min(to, unpaid[0] ?? to))
      if (end === from && end < to) {
        expect(found.value.known).toBe(false)
        return
      }
      const within = paid.reduce(
        (total, each) =>
          total +
          (each.amount * each.hours.filter((hour) => hour >= from && hour < end).length) / each.hours.length,
        0,
      )
      expect(found.window.to).toBe(START + end * HOUR)
      expect(found.value.known && toNumber(found.value.value)).toBeCloseTo(within, 6)
    }),
    RUNS,
  )
})

test('emissions a day of a role, and in the statement of its mean node, are the mean over days of the mean over the nodes that were there and paid', () => {
  fc.assert(
    fc.property(fc.array(aNode, { minLength: 1, maxLength: 4 }), (nodes) => {
      const all = nodes.map((node) => {
        const seen = paymentsOf(node).filter(({ at }) => at < HOURS)
        return { node, paid: paymentsOf({ ...node, epochs: node.epochs.slice(0, seen.length) }), seen }
      })
      fc.pre(all.every(({ paid, seen }) => paid.every(({ at }, index) => at === seen[index]?.at)))
      const window = { from: START, to: START + HOURS * HOUR }
      const peers = nodes.map(({ joined, left }, index) => ({
        node: nameOf(index),
        accounts: new Set<string>(),
        joinedAt: START + joined * HOUR,
        leftAt: left === null ? null : START + left * HOUR,
      }))
      const emissions = all.flatMap(({ paid }, index) => entriesOf(paid, nameOf(index)))
      const sample = { ...sampleOf(peers, window, known(null), 'none', known(true)), emissions }
      const presences = new Map(nodes.map((node, index) => [nameOf(index), presence(node)]))
      const entries = emissions.filter(sample.counts)
      const found = tokensPerDay({ entries, presences, window, seen: window, sample }, COIN)
      const statement = meanPnl(STATEMENT, { sample, window, entries, presences, gasPerClaim: ZERO })

      const means = hours(0, 40).flatMap((day) => {
        const there = all.filter(({ node, paid }) => {
          const isWhole = node.joined <= day * 24 && (node.left === null || (day + 1) * 24 <= node.left)
          return isWhole && !unpaidOf(node, paid, HOURS).some((hour) => dayOfHour(hour) === day)
        })
        if (there.length === 0) return []
        return [there.reduce((total, { paid }) => total + inDay(paid, day), 0) / there.length]
      })
      // Where nothing was paid for a whole day that is told: what was paid, by the day of its payment.
      if (means.length === 0 || emissions.length === 0) return
      const expected = means.reduce((total, each) => total + each, 0) / means.length
      expect(toNumber(found)).toBeCloseTo(expected, 6)
      const { emissions: earned, gross } = statement
      expect(earned.known && toNumber(earned.value)).toBeCloseTo(expected * sample.days, 5)
      expect(gross).toEqual(earned)
    }),
    RUNS,
  )
})
