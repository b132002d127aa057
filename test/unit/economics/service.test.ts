import { describe, expect, test } from 'vitest'
import { exact, toDecimal } from '../../../src/economics/exact.ts'
import { known, missing } from '../../../src/economics/known.ts'
import {
  type Assignment,
  cumulativeIncidence,
  incidenceQuantile,
  type Outcome,
  successOf,
  toOutcome,
  uptimeOf,
} from '../../../src/economics/service.ts'

const given = (deadline: number | null, delivered: Assignment['delivered']): Assignment => ({
  node: 'a',
  assignedAt: 0,
  deadline,
  delivered,
})

/** Heartbeats as runs of one. */
const runsOf = (beats: readonly number[]) => beats.map((at) => ({ from: at, to: at }))

describe('success', () => {
  test('counts what the assigned node delivered in time over what is due', () => {
    const found = successOf(
      [
        given(10, { at: 10, by: 'a' }),
        given(10, { at: 11, by: 'a' }),
        given(10, { at: 5, by: 'b' }),
        given(10, null),
        given(200, { at: 50, by: 'a' }),
        given(null, { at: 1, by: 'a' }),
      ],
      100,
    )
    expect(found).toEqual({
      rate: known(exact(1, 4)),
      inTime: 1,
      due: 4,
      pending: 1,
      late: 1,
      rescued: 1,
      withoutDeadline: 1,
    })
  })

  test('has no rate while nothing is due', () => {
    expect(successOf([given(200, null)], 100).rate.known).toBe(false)
  })

  test('the deadline is the last second that counts: at it nothing is due', () => {
    expect(successOf([given(100, null)], 100)).toMatchObject({ pending: 1, due: 0 })
  })
})

describe('latency with expiry competing', () => {
  const outcomes: Outcome[] = [
    { after: 4, end: 'delivered' },
    { after: 1, end: 'delivered' },
    { after: 5, end: 'open' },
    { after: 2, end: 'expired' },
    { after: 3, end: 'open' },
  ]

  test('is the incidence worked by hand', () => {
    // At 1: 1/5. At 2: 4/5 · 1/4 expire. At 4, two at risk: 3/5 · 1/2 are delivered.
    const steps = cumulativeIncidence(outcomes)
    expect(steps.map((step) => [step.after, step.delivered.toFixed(4), step.expired.toFixed(4)])).toEqual([
      [1, '0.2000', '0.0000'],
      [2, '0.2000', '0.2000'],
      [4, '0.5000', '0.2000'],
    ])
    expect(incidenceQuantile(steps, 0.5)).toEqual(known(4))
    expect(incidenceQuantile(steps, 0.9)).toEqual(
      missing('NOT_REACHED', 'fewer than 90 % of the requests are delivered'),
    )
  })

  test('counts from the assignment: the deadline is in time, and the end of the window is not in it', () => {
    const outcome = (delivered: Assignment['delivered'], now: number) =>
      toOutcome({ ...given(100, delivered), assignedAt: 10 }, now)
    expect(outcome({ at: 100, by: 'a' }, 1000)).toEqual({ after: 90, end: 'delivered' })
    expect(outcome({ at: 80, by: 'a' }, 80)).toEqual({ after: 70, end: 'open' })
    expect(outcome(null, 100)).toEqual({ after: 90, end: 'open' })
    expect(outcome(null, 101)).toEqual({ after: 90, end: 'expired' })
  })

  test('of a node all of whose requests others delivered is never reached', () => {
    const rescued = Array.from({ length: 10 }, () => given(100, { at: 60, by: 'b' }))
    const steps = cumulativeIncidence(rescued.map((each) => toOutcome(each, 1000)))
    expect(incidenceQuantile(steps, 0.5)).toMatchObject({
      known: false,
      missing: [{ reason: 'NOT_REACHED' }],
    })
    expect(toOutcome(given(100, { at: 60, by: 'a' }), 1000)).toEqual({ after: 60, end: 'delivered' })
    // Another may deliver first: its own delivery can still come.
    expect(toOutcome(given(100, { at: 60, by: 'b' }), 80)).toEqual({ after: 80, end: 'open' })
  })

  test('without censoring it ends at the plain share', () => {
    const all = Array.from(
      { length: 8 },
      (_, at) => ({ after: at, end: at % 4 === 0 ? 'expired' : 'delivered' }) as const,
    )
    expect(cumulativeIncidence(all).at(-1)?.delivered).toBeCloseTo(6 / 8, 12)
  })
})

describe('uptime', () => {
  const window = { from: 0, to: 1000 }

  test('has three states that add up', () => {
    // Beats at 100, 200, 600 last 150 s: up 100–350 and 600–750; a gap of the index hides 320–400.
    const found = uptimeOf(runsOf([100, 200, 600]), known(150), [{ from: 320, to: 400 }], window)
    expect([found.up, found.down, found.unknown]).toEqual([370, 450, 180])
    expect(found.share.known && toDecimal(found.share.value, 6)).toBe('0.451220')
  })

  test.each([[[]], [[1000]], [[1200]]])('no observation is not up and not down: %j', (beats) => {
    expect(uptimeOf(runsOf(beats), known(150), [], window)).toEqual({
      up: 0,
      down: 0,
      unknown: 1000,
      share: missing('NOT_OBSERVED', 'heartbeats of this node'),
    })
  })

  test('an undisclosed age limit leaves all unknown', () => {
    const limit = missing<number>('UNDISCLOSED', 'heartbeat age limit')
    expect(uptimeOf(runsOf([600]), limit, [], { from: 500, to: 1000 })).toEqual({
      up: 0,
      down: 0,
      unknown: 500,
      share: limit,
    })
  })

  test('the order of heartbeats does not matter, and one that is seen late hides nothing after it', () => {
    const found = uptimeOf(runsOf([900, 650]), known(100), [{ from: 600, to: 700 }], { from: 500, to: 1000 })
    expect([found.up, found.down, found.unknown]).toEqual([150, 150, 200])
  })

  test('a heartbeat before the window still counts in it', () => {
    expect(uptimeOf(runsOf([-50]), known(100), [], window)).toMatchObject({ up: 50, down: 950, unknown: 0 })
  })
})
