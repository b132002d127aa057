import { describe, expect, test } from 'vitest'
import { divide, exact, fromDecimal, sum, toDecimal, toNumber } from '../../../src/economics/exact.ts'
import { known, missing } from '../../../src/economics/known.ts'
import {
  compareWithRules,
  expectedLoss,
  penaltiesPerThousand,
  penaltyRate,
  severities,
  slashedOverStake,
} from '../../../src/economics/penalties.ts'
import { stakeHistory } from '../../../src/economics/stake.ts'
import { byCohort, leaversEarned, medianLifetime, survivalCurve } from '../../../src/economics/survival.ts'
import { DAY, entry, OPERATOR, START } from '../../support/ledger-world.ts'

const own = new Set([OPERATOR])
/** As the catalogue has it: half an event in five node-years, comparable nodes at most ten. */
const PRIOR = { events: exact(1, 2), nodeYears: exact(5), poolLimitYears: exact(10) }
const slashed = (...amounts: string[]) => [
  entry('stake', START, '1000', { from: OPERATOR }),
  ...amounts.map((amount, day) =>
    entry('penalty', START + (day + 1) * DAY, amount, { reason: 'invalid-proof' }),
  ),
]

describe('penalties', () => {
  test('per thousand claims; none without claims', () => {
    const rate = penaltiesPerThousand(3, known(1500))
    expect(rate.known && toDecimal(rate.value, 3)).toBe('2.000')
    expect(penaltiesPerThousand(0, known(0)).known).toBe(false)
  })

  test('over stake, per year: 1 of 100 in 36.525 days is 10 %', () => {
    const window = { from: 0, to: 36.525 * DAY }
    const found = slashedOverStake(known(exact(1)), known(exact(100 * window.to)), window)
    expect(found.known && toDecimal(found.value, 6)).toBe('0.100000')
  })

  test('a node that was never seen to fail still has a rate', () => {
    const rate = penaltyRate({ events: 0, nodeDays: exact(365) }, { events: 0, nodeDays: exact(3650) }, PRIOR)
    expect(toNumber(rate.meanPerDay) * 365.25).toBeCloseTo((0.5 / (1826.25 + 4015)) * 365.25, 9)
    const loss = expectedLoss(
      rate,
      known({ share: fromDecimal('0.05'), basis: 'scenario', label: '5 % of the stake' }),
      known(exact(10_000)),
      exact(365),
    )
    expect(loss.known && toNumber(loss.value)).toBeCloseTo(((0.5 * 365) / 5841.25) * 500, 9)
  })

  test('unknown severity is no loss of nothing', () => {
    const rate = penaltyRate({ events: 0, nodeDays: exact(30) }, { events: 0, nodeDays: exact(0) }, PRIOR)
    const loss = expectedLoss(
      rate,
      missing('SEVERITY_UNKNOWN', 'slash fraction'),
      known(exact(100)),
      exact(30),
    )
    expect(loss).toEqual(missing('SEVERITY_UNKNOWN', 'slash fraction'))
  })

  test('comparable nodes weigh at most ten node-years', () => {
    const rate = penaltyRate(
      { events: 2, nodeDays: exact(365) },
      { events: 100, nodeDays: exact(36_525) },
      PRIOR,
    )
    // A tenth of the pool counts: (0.5 + 10 + 2) ÷ (1,826.25 + 3,652.5 + 365).
    expect(toNumber(rate.meanPerDay)).toBeCloseTo(12.5 / 5843.75, 12)
  })

  test('severity by reason: 5 % twice', () => {
    const [found] = severities(stakeHistory(slashed('50', '47.5'), own, START + 9 * DAY).slashes)
    expect(found).toMatchObject({ reason: 'invalid-proof', events: 2, p50: 0.05 })
  })

  test('the mean severity of 5 % and 10 % is 7.5 %', () => {
    const [found] = severities(stakeHistory(slashed('50', '95'), own, START + 9 * DAY).slashes)
    expect(found?.mean).toBeCloseTo(0.075, 12)
  })

  test('a slash of no stake has no severity and agrees with no rule', () => {
    const [slash] = stakeHistory(slashed('50'), own, START + 9 * DAY).slashes
    const bare = [{ ...(slash as NonNullable<typeof slash>), stakeBefore: exact(0) }]
    expect(severities(bare)).toEqual([])
    expect(compareWithRules(bare, []).map((each) => each.finding)).toEqual(['stake_unknown'])
  })

  test('seven days over stake are annualised, and a second less is not', () => {
    const over = (to: number) => slashedOverStake(known(exact(1)), known(exact(100)), { from: 0, to })
    expect(over(7 * DAY).known).toBe(true)
    expect(over(7 * DAY - 1).known).toBe(false)
  })

  test('each slash beside the disclosed rule', () => {
    const { slashes } = stakeHistory(slashed('50', '95'), own, START + 9 * DAY)
    const rule = {
      reason: 'invalid-proof',
      status: 'disclosed',
      share: fromDecimal('0.05'),
      source: 'test rule',
    } as const
    expect(compareWithRules(slashes, [rule]).map((each) => each.finding)).toEqual(['agrees', 'contradicts'])
    expect(compareWithRules(slashes, []).map((each) => each.finding)).toEqual(['undisclosed', 'undisclosed'])
    const [exactly] = slashes as [(typeof slashes)[number]]
    const rounded = [1, 2].map((units) => ({ ...exactly, others: sum([exactly.others, exact(units)]) }))
    expect(compareWithRules(rounded, [rule]).map((each) => each.finding)).toEqual(['agrees', 'contradicts'])
    // Half of it was others'.
    const half = divide(exactly.own, exact(2))
    const [shared] = compareWithRules([{ ...exactly, own: half, others: half }], [rule])
    expect([shared?.finding, shared?.observedShare && toDecimal(shared.observedShare, 2)]).toEqual([
      'agrees',
      '0.05',
    ])
    // A rule about something else says nothing of it; a Cosmos chain words two reasons its own way.
    const other = { ...rule, reason: 'downtime' }
    expect(compareWithRules(slashes, [other])[0]?.finding).toBe('undisclosed')
    const missed = { ...exactly, entry: { ...exactly.entry, reason: 'missing_signature' } }
    expect(compareWithRules([missed], [rule, other])[0]).toMatchObject({ finding: 'agrees', rule: other })
    const unsaid = { ...exactly, entry: { ...exactly.entry, reason: null } }
    expect(compareWithRules([unsaid], [rule, other])[0]?.rule).toBeNull()
    const tokens = { ...rule, share: null, amount: exact(50) } as const
    expect(compareWithRules(slashes, [tokens]).map((each) => each.finding)).toEqual(['agrees', 'contradicts'])
    const silent = { ...rule, status: 'undisclosed', share: null } as const
    expect(compareWithRules(slashes, [silent])[0]?.finding).toBe('undisclosed')
  })
})

describe('survival', () => {
  // Source: Freireich et al., Blood 21 (1963), the 6-MP arm; the curve in Cox and Oakes, Analysis of Survival Data, 1984.
  const left = [6, 6, 6, 7, 10, 13, 16, 22, 23]
  const stayed = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
  const NOW = 35 * DAY
  const lifetimes = [
    ...left.map((days) => ({ node: `left-${days}`, joinedAt: 0, leftAt: days * DAY })),
    ...stayed.map((days) => ({ node: `stayed-${days}`, joinedAt: NOW - days * DAY, leftAt: null })),
  ]

  test('is the published curve', () => {
    const curve = survivalCurve(lifetimes, NOW).map((step) => [step.days, toDecimal(step.survival, 3)])
    expect(curve).toEqual([
      [6, '0.857'],
      [7, '0.807'],
      [10, '0.753'],
      [13, '0.690'],
      [16, '0.627'],
      [22, '0.538'],
      [23, '0.448'],
    ])
  })

  test('survival with returns: whoever came back counts as there up to now, and not as one who left and another who joined', () => {
    const gone = { node: 'gone', joinedAt: 0, leftAt: 10 * DAY }
    const returned = { node: 'returned', joinedAt: 0, leftAt: null }
    const late = { node: 'late', joinedAt: 30 * DAY, leftAt: null }
    const curve = survivalCurve([gone, returned, late], 35 * DAY)
    // The late one is seen for 5 days and is not at risk on day 10.
    expect(curve).toMatchObject([{ days: 10, atRisk: 2, left: 1 }])
    expect(curve.map((step) => toDecimal(step.survival, 3))).toEqual(['0.500'])
  })

  test('has Greenwood’s error and the median', () => {
    const curve = survivalCurve(lifetimes, NOW)
    expect(curve[0]?.error).toBeCloseTo(0.0764, 4)
    expect(medianLifetime(curve)).toEqual(known(23))
    expect(medianLifetime(curve.slice(0, 3)).known).toBe(false)
  })

  test('by cohort, and what those who left had earned', () => {
    expect([...byCohort(lifetimes).keys()]).toEqual(['1970-01'])
    const found = leaversEarned(known([exact(-30), exact(10), exact(80)]))
    expect(found.known && [found.value.atALoss, found.value.p50, toDecimal(found.value.mean, 2)]).toEqual([
      1,
      10,
      '20.00',
    ])
    expect(leaversEarned(missing('NO_PRICE', 'a price')).known).toBe(false)
    const even = leaversEarned(known([exact(0), exact(-1)]))
    expect(even.known && even.value.atALoss).toBe(1)
  })

  test('half is left on the day that exactly half is left, and a cohort is the month of joining', () => {
    const step = { days: 4, atRisk: 2, left: 1, survival: exact(1, 2), error: 0 }
    expect(medianLifetime([step])).toEqual(known(4))
    const life = { ...(lifetimes[0] as (typeof lifetimes)[number]), joinedAt: Date.UTC(2026, 10, 3) / 1000 }
    expect([...byCohort([life]).keys()]).toEqual(['2026-11'])
  })
})
