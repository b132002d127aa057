import { describe, expect, test } from 'vitest'
import { exact, fromDecimal } from '../../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../../src/economics/known.ts'
import { Random } from '../../../../src/economics/payback/random.ts'
import type { StressQuestion } from '../../../../src/economics/stress/question.ts'
import { shareInTime } from '../../../../src/economics/stress/queue.ts'
import { Replay } from '../../../../src/economics/stress/replay.ts'
import { stressTest } from '../../../../src/economics/stress/stress.ts'

const even = (count: number) => Float64Array.from({ length: count }, (_, at) => 1000 + 3 * at)
/** Gaps as those of arrivals that do not know of each other. */
function byChance(count: number): Float64Array {
  const random = new Random(7)
  let at = 0
  return Float64Array.from({ length: count }, () => {
    at -= Math.log(1 - random.uniform())
    return at
  })
}
/** So many at once, and then nothing until the next. */
const bursts = (count: number, size: number) =>
  Float64Array.from({ length: count }, (_, at) => Math.floor(at / size) * size)
const EVENTS = 20_000
const NATIVE = { proved: 0, stopped: 0, multiple: 1 }

describe('a queue that is played over arrivals as they came', () => {
  test('evenly apart nobody waits, however little time is left between two', () => {
    expect(new Replay(even(100), EVENTS).fare(NATIVE, 0.99, 1)).toEqual({ inTime: 1, proofs: 0 })
    // A little more than is served: each waits 0.0099 longer than who came before, the first 101 for at most 1.
    expect(new Replay(even(100), EVENTS).fare(NATIVE, 1.01, 2).inTime).toBe(101 / EVENTS)
  })

  test('of four at once the second waits for one service, the third for two, the fourth for three', () => {
    const replay = new Replay(bursts(100, 4), EVENTS)
    expect([0.5, 1, 2, 3, 4].map((deadline) => replay.fare(NATIVE, 0.1, deadline).inTime)).toEqual([
      0, 0.25, 0.5, 0.75, 1,
    ])
  })

  test('after the last arrival the first one follows by the mean gap, and waits for what is left', () => {
    // Of 100 the first 99 come within a hundredth of the time: at a load of a half they take 49.5 of the 100 gaps.
    const times = Float64Array.from({ length: 100 }, (_, at) => (at === 99 ? 9900 : at))
    // The 99 that come nearly at once are done one after the other; the last two, mean gaps apart, find nobody.
    expect(new Replay(times, EVENTS).fare(NATIVE, 0.5, 1.5).inTime).toBeCloseTo(0.02, 6)
  })

  test('a share is proved, a share is stopped, and only the rest is counted', () => {
    const replay = new Replay(even(100), EVENTS)
    const found = replay.fare({ proved: 0.25, stopped: 0.5, multiple: 1 }, 0.9, 1)
    expect(found).toEqual({ inTime: 1, proofs: 5000 })
    expect(replay.fare({ proved: 0.25, stopped: 0.75, multiple: 1 }, 0.9, 1)).toEqual({
      inTime: null,
      proofs: 5000,
    })
    // A proof of ten services holds up those that follow within them.
    expect(replay.fare({ proved: 0.01, stopped: 0, multiple: 10 }, 0.5, 1).inTime).toBeLessThan(0.95)
    expect(replay.fare({ proved: 0, stopped: 0.01, multiple: 10 }, 0.5, 1).inTime).toBe(1)
  })

  test('of a hundred events each stands for a hundredth, in the middle of it', () => {
    const replay = new Replay(even(100), 1)
    const of = (proved: number, stopped: number) => replay.fare({ proved, stopped, multiple: 1 }, 0.5, 1)
    expect([0.005, 0.006].map((proved) => of(proved, 0).proofs)).toEqual([0, 1])
    expect([0.995, 0.996].map((stopped) => of(0, stopped).inTime)).toEqual([1, null])
  })

  test('just the quantile is enough, and a server that is just full is no longer safe', () => {
    const treatedBy = (proved: number) => ({ proved, stopped: 0, multiple: 1 })
    expect(new Replay(bursts(100, 4), EVENTS).largestSafeShare(treatedBy, 0.1, 1, 0.25)).toBe(1)
    expect(new Replay(even(100), EVENTS).largestSafeShare(treatedBy, 1, 1, 0.5)).toBeNull()
  })

  test('without a load nobody waits, however many come at once', () =>
    expect(new Replay(bursts(100, 50), EVENTS).fare(NATIVE, 0, 1).inTime).toBe(1))

  test('arrivals by chance fare as the formula says', () => {
    const replay = new Replay(byChance(10_000), 200_000)
    for (const [load, proved, multiple, deadline] of [
      [0.5, 0, 1, 3],
      [0.8, 0, 1, 6],
      [0.25, 0.001, 1000, 50],
      [0.4, 0.01, 40, 30],
    ] as const) {
      const formula = shareInTime({ native: load * (1 - proved), proved: load * proved, multiple }, deadline)
      const { inTime } = replay.fare({ proved, stopped: 0, multiple }, load, deadline)
      expect(Math.abs((inTime ?? 0) - formula)).toBeLessThan(0.02)
    }
  })

  test('the same times give the same answer, another seed a like one', () => {
    const times = byChance(1000)
    const treated = { proved: 0.01, stopped: 0, multiple: 40 }
    const [one, same, other] = [
      new Replay(times, EVENTS),
      new Replay(times, EVENTS),
      new Replay(times, EVENTS, 2),
    ].map((replay) => replay.fare(treated, 0.4, 30).inTime ?? 0) as [number, number, number]
    expect(one).toBe(same)
    expect(one).not.toBe(other)
    expect(Math.abs(one - other)).toBeLessThan(0.01)
  })

  test('the largest safe share: all where proofs cost nothing more, none where many are late already, and at most until the server is full', () => {
    const replay = new Replay(even(100), EVENTS)
    const byShare = (multiple: number) => (proved: number) => ({ proved, stopped: 0, multiple })
    expect(replay.largestSafeShare(byShare(1), 0.9, 1, 0.95)).toBe(1)
    expect(new Replay(bursts(100, 4), EVENTS).largestSafeShare(byShare(1), 0.1, 1, 0.95)).toBeNull()
    // Full at (1/0.5 − 1) ÷ 9 = 0.1111 of all; a deadline that nobody misses leaves that.
    const full = replay.largestSafeShare(byShare(10), 0.5, 1_000_000, 0.95) ?? 0
    expect(full).toBeCloseTo(1 / 9, 5)
    expect(full).toBeLessThan(1 / 9)
    // All of it stopped: nobody is late.
    expect(replay.largestSafeShare((stopped) => ({ proved: 0, stopped, multiple: 1 }), 0.9, 1, 0.95)).toBe(1)
  })
})

describe('the stress test over arrivals as they were', () => {
  const asked: StressQuestion = {
    moved: fromDecimal('0.001'),
    provable: known(exact(1)),
    multiple: known(exact(1000)),
    load: known(fromDecimal('0.25')),
    deadline: exact(50),
    quantile: fromDecimal('0.75'),
    sampled: fromDecimal('0.05'),
    copies: 3,
    small: missing('UNDISCLOSED', 'small models'),
    smallMultiple: known(exact(180)),
    arrivals: byChance(2000),
    events: 100_000,
    serviceSeconds: known(exact(1)),
    usdPerHour: known(exact(1)),
    claimsPerDay: known(exact(1)),
    verificationGas: known(exact(1)),
    chainGasPerDay: known(exact(1)),
  }
  const value = (of: Known<number>) => (of.known ? of.value : of.missing[0]?.reason)
  const played = (more: Partial<StressQuestion>, policy: 'unverified' | 'stopped' = 'unverified') => {
    const found = stressTest({ ...asked, ...more })[policy]
    return [
      value(found.played.inTime),
      value(found.played.largestSafeShare),
      value(found.largestSafeShare),
    ] as const
  }

  test('arrivals by chance confirm the formula’s safe share', () => {
    const [, safe, formula] = played({})
    expect(Number(safe) / Number(formula)).toBeGreaterThan(0.9)
    expect(Number(safe) / Number(formula)).toBeLessThan(1.15)
  })

  test('arrivals in bursts leave less room than the formula says', () => {
    const [inTime, safe, formula] = played({ arrivals: bursts(2000, 40), deadline: exact(32) })
    expect(Number(inTime)).toBeLessThan(0.75)
    expect(Number(safe)).toBeLessThan(Number(formula) / 2)
  })

  test('where the rest stops, what is stopped makes room', () => {
    const more = { moved: fromDecimal('0.5'), provable: known(fromDecimal('0.001')) }
    const [goesOn] = played(more)
    const [stops] = played(more, 'stopped')
    expect(Number(stops)).toBeGreaterThan(Number(goesOn))
  })

  test.each<[what: string, more: Partial<StressQuestion>, inTime: unknown, safe: unknown]>([
    ['too few arrivals', { arrivals: even(99) }, 'INSUFFICIENT_DATA', 'INSUFFICIENT_DATA'],
    ['all at one moment', { arrivals: new Float64Array(100) }, 'INSUFFICIENT_DATA', 'INSUFFICIENT_DATA'],
    ['a load that nobody gave', { load: missing('NOT_OBSERVED', 'load') }, 'NOT_OBSERVED', 'NOT_OBSERVED'],
    ['more work than is done', { moved: exact(1), deadline: exact(1000) }, 'NOT_REACHED', expect.any(Number)],
    [
      'late without any proof',
      { arrivals: bursts(200, 100), deadline: exact(10) },
      expect.any(Number),
      'NOT_REACHED',
    ],
    [
      'proofs so long that hardly any is played',
      { moved: fromDecimal('0.00005'), multiple: known(exact(18_000)) },
      'INSUFFICIENT_DATA',
      'INSUFFICIENT_DATA',
    ],
    [
      'nothing that can be proved',
      { provable: known(exact(0)), arrivals: even(100), deadline: exact(1) },
      1,
      1,
    ],
  ])('%s', (_, more, inTime, safe) => {
    const found = played(more)
    expect(found.slice(0, 2)).toEqual([inTime, safe])
  })

  test('ten proofs are enough, and just full nobody is in time', () => {
    const even100 = { arrivals: even(100), events: 1000, deadline: exact(1) }
    const moved = (share: string) =>
      played({ ...even100, moved: fromDecimal(share), multiple: known(exact(2)) })[0]
    // Of a thousand events 9 or 10; at half a load neither proof nor service holds up the next.
    expect([moved('0.009'), moved('0.010')]).toEqual(['INSUFFICIENT_DATA', 1])
    const full = { moved: fromDecimal('0.5'), multiple: known(exact(7)) }
    expect(played({ ...even100, ...full })[0]).toBe('NOT_REACHED')
  })

  test('half of what is moved stops, a quarter of all is proved: the rest is the other half', () => {
    const more = { moved: fromDecimal('0.5'), provable: known(fromDecimal('0.5')), multiple: known(exact(4)) }
    // At a load of a quarter four services last one gap: whoever comes next finds nobody.
    expect(played({ ...more, arrivals: even(100), deadline: exact(1) }, 'stopped')[0]).toBe(1)
    expect(played({ ...more, arrivals: bursts(200, 2), deadline: exact(1) }, 'stopped')[0]).toBeGreaterThan(
      0.6,
    )
  })

  test('all of it moved and proved leaves none to be in time', () =>
    expect(played({ moved: exact(1), multiple: known(exact(2)) })[0]).toBe('NO_DENOMINATOR'))
})
