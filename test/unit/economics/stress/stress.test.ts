import { describe, expect, test } from 'vitest'
import { exact, fromDecimal, toDecimal } from '../../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../../src/economics/known.ts'
import {
  alternatives,
  meanWait,
  noFallback,
  type Shift,
  served,
  sustainable,
  utilisation,
} from '../../../../src/economics/stress/fallback.ts'
import type { StressQuestion } from '../../../../src/economics/stress/question.ts'
import { largestSafeShare, shareInTime } from '../../../../src/economics/stress/queue.ts'
import { stressTest } from '../../../../src/economics/stress/stress.ts'

const shiftOf = (moved: string, provable: string, multiple: string): Shift => ({
  moved: fromDecimal(moved),
  provable: fromDecimal(provable),
  multiple: fromDecimal(multiple),
})

const shown = (value: Known<Parameters<typeof toDecimal>[0]>, places = 4) =>
  value.known ? toDecimal(value.value, places) : value.missing[0]?.reason

describe('what is left when proofs carry the load', () => {
  // s·e against m: the table that the method's page shows.
  test.each([
    ['40', '0.01', '0.7194'],
    ['40', '0.1', '0.2041'],
    ['180', '0.05', '0.1005'],
    ['1000', '0.01', '0.0910'],
    ['1000', '1', '0.0010'],
    ['10000', '0.05', '0.0020'],
  ])('capacity at m = %s and s·e = %s', (multiple, share, left) => {
    expect(shown(sustainable(shiftOf(share, '1', multiple), 'unverified'))).toBe(left)
  })

  test('what cannot be proved is the first figure, and no capacity', () => {
    const shift = shiftOf('0.5', '0', '1000')
    expect(toDecimal(noFallback(shift), 4)).toBe('0.5000')
    // Nothing of it can be proved: going on unverified costs nothing, stopping lets twice the load be offered and serves all that is left.
    expect(shown(sustainable(shift, 'unverified'))).toBe('1.0000')
    expect(shown(sustainable(shift, 'stopped'))).toBe('2.0000')
    expect(shown(served(shift, 'stopped'))).toBe('1.0000')
  })

  test('without a fallback is what was moved and cannot be proved', () => {
    expect(toDecimal(noFallback(shiftOf('0.5', '0.2', '1000')), 4)).toBe('0.4000')
  })

  test('the mean wait by hand, and none once the machine is just full', () => {
    // Half of the work takes three times as long: work is 2, λE[S²] is 0.2 · (0.5 + 0.5 · 9) = 1, and 1 ÷ 2(1 − 0.4) is 0.8333.
    const shift = shiftOf('0.5', '1', '3')
    expect(shown(meanWait(shift, 'unverified', fromDecimal('0.2')))).toBe('0.8333')
    expect(shown(meanWait(shift, 'unverified', fromDecimal('0.5')))).toBe('NOT_REACHED')
  })

  test('all moved and nothing provable: nothing is served', () => {
    const shift = shiftOf('1', '0', '1000')
    expect(shown(served(shift, 'stopped'))).toBe('NO_DENOMINATOR')
    expect(shown(sustainable(shift, 'stopped'))).toBe('NO_DENOMINATOR')
  })

  test('served share where a half stops or is proved at forty times the cost', () => {
    // (1 − 0.5 + 0.25) ÷ (1 − 0.5 + 0.25·40) = 0.75 ÷ 10.5
    expect(shown(served(shiftOf('0.5', '0.5', '40'), 'stopped'))).toBe('0.0714')
  })

  test('half of the machine used is not half of the wait: m = 1000 on a thousandth of the load', () => {
    const shift = shiftOf('0.001', '1', '1000')
    const load = fromDecimal('0.25')
    expect(toDecimal(utilisation(shift, 'unverified', load), 2)).toBe('0.50')
    expect(shown(meanWait(shift, 'unverified', load), 0)).toBe('250')
    expect(shown(meanWait(shiftOf('1', '1', '1000'), 'unverified', load))).toBe('NOT_REACHED')
  })

  test('alternatives: a twentieth run again, three copies, a pause', () => {
    const small = known({ provable: fromDecimal('0.2'), multiple: exact(11) })
    const found = alternatives(fromDecimal('0.5'), {
      sampled: fromDecimal('0.05'),
      copies: exact(3),
      small,
    })
    expect(found.map(({ name, capacity, unproved }) => [name, shown(capacity), shown(unproved, 3)])).toEqual([
      ['sampled_reexecution', '0.9756', '0.475'],
      ['second_vendor', '0.5000', '0.000'],
      ['redundancy', '0.5000', '0.000'],
      // 1 ÷ (1 + 0.5 · 0.2 · 10), and 0.5 · 0.8 goes on without a proof.
      ['small_models', '0.5000', '0.400'],
      ['pause', '0.5000', '0.000'],
    ])
  })
})

describe('waits', () => {
  test('of services of one length: the distribution that Erlang gave', () => {
    // M/D/1: P(W ≤ t) = (1−ρ) Σ_k (−ρ(t−k))^k e^{ρ(t−k)} ÷ k!
    const erlang = (rho: number, t: number) => {
      let sum = 0
      for (let k = 0, factorial = 1; k <= t; k++, factorial *= k)
        sum += ((-rho * (t - k)) ** k * Math.exp(rho * (t - k))) / factorial
      return (1 - rho) * sum
    }
    for (const [rho, wait] of [
      [0.3, 1],
      [0.5, 2.5],
      [0.8, 6],
    ] as const) {
      const found = shareInTime({ native: rho, proved: 0, multiple: 1 }, wait + 1)
      expect(found).toBeLessThanOrEqual(erlang(rho, wait) + 1e-9)
      expect(erlang(rho, wait) - found).toBeLessThan(0.004)
    }
  })

  test('up to the shortest service grow as compound interest over the thousand steps', () => {
    // 1 − 0.2 − 0.001 · 100 find nobody. As no service ends before 1, each step of a thousandth adds 0.201 thousandths of all who
    // were in time before it: arrivals of either length, 0.2 + 0.001.
    const arrivals = { native: 0.2, proved: 0.001, multiple: 100 }
    expect(shareInTime(arrivals, 2)).toBeCloseTo(0.7 * (1 + 0.201 / 1000) ** 1000, 12)
    // Within its own length is done who finds nobody.
    expect(shareInTime(arrivals, 1)).toBeCloseTo(0.7, 12)
  })

  test('have no end where more arrives than is served', () => {
    expect(shareInTime({ native: 2, proved: 0, multiple: 1 }, 10)).toBe(0)
    expect(shareInTime({ native: 0.5, proved: 0.01, multiple: 100 }, 10)).toBe(0)
  })

  test('as a queue that is played event by event has them', () => {
    const arrivals = { native: 0.25 * 0.999, proved: 0.25 * 0.001, multiple: 1000 }
    const random = generator(7)
    const rate = arrivals.native + arrivals.proved
    let [wait, inTime, services] = [0, 0, 0]
    for (let at = 0; at < 2_000_000; at++) {
      const isProof = random() < arrivals.proved / rate
      if (!isProof) {
        services++
        if (wait + 1 <= 50) inTime++
      }
      // Lindley: who comes next waits what is left of this wait and service.
      wait = Math.max(0, wait + (isProof ? 1000 : 1) + Math.log(1 - random()) / rate)
    }
    expect(Math.abs(shareInTime(arrivals, 50) - inTime / services)).toBeLessThan(0.03)
  })

  test('the largest safe share is far below the one at which the machine is full', () => {
    const load = 0.5
    const arrivalsOf = (share: number) => ({
      native: load * (1 - share),
      proved: load * share,
      multiple: 1000,
    })
    // Full at (1/0.5 − 1) ÷ 999 = 0.1 %.
    const safe = largestSafeShare(arrivalsOf, 20, 0.95) ?? Number.NaN
    expect(safe).toBeGreaterThan(0)
    expect(safe).toBeLessThan(0.0001)
    expect(shareInTime(arrivalsOf(safe), 20)).toBeGreaterThanOrEqual(0.95)
    expect(shareInTime(arrivalsOf(safe + 2e-6), 20)).toBeLessThan(0.95)
  })

  test('the largest safe share is of twenty halvings, rounded down, and just the quantile is enough', () => {
    // Within its own length is done who finds nobody: 1 − share, which is 0.7 at 0.3 = 314,572.8 ÷ 2²⁰.
    const arrivalsOf = (share: number) => ({ native: share, proved: 0, multiple: 1 })
    expect(largestSafeShare(arrivalsOf, 1, 0.7)).toBe(314_572 / 2 ** 20)
    expect(largestSafeShare(() => arrivalsOf(0.5), 1, 0.5)).toBe(1)
  })

  test('no share is safe where the load before is too high, and any is where proofs cost nothing more', () => {
    const of = (load: number, multiple: number) => (share: number) => ({
      native: load * (1 - share),
      proved: load * share,
      multiple,
    })
    expect(largestSafeShare(of(0.99, 1000), 2, 0.95)).toBeNull()
    expect(largestSafeShare(of(0.3, 1), 10, 0.95)).toBe(1)
    expect(shareInTime({ native: 0, proved: 0, multiple: 1 }, 1)).toBe(1)
    expect(shareInTime({ native: 0.1, proved: 0, multiple: 1 }, 0.5)).toBe(0)
  })
})

describe('all that a stress test says, by hand', () => {
  /** Half of the work is moved, half of that can be proved, at five times the cost; the machines are a quarter busy, and the deadline leaves no time to wait. */
  const asked: StressQuestion = {
    moved: fromDecimal('0.5'),
    provable: known(fromDecimal('0.5')),
    multiple: known(exact(5)),
    load: known(fromDecimal('0.25')),
    deadline: exact(1),
    quantile: fromDecimal('0.5'),
    sampled: fromDecimal('0.25'),
    copies: 3,
    small: missing('UNDISCLOSED', 'small models'),
    smallMultiple: known(exact(180)),
    // What is played over arrivals: replay.test.ts.
    arrivals: new Float64Array(0),
    events: 0,
    serviceSeconds: known(exact(18)),
    usdPerHour: known(exact(2)),
    claimsPerDay: known(exact(1000)),
    verificationGas: known(exact(300)),
    chainGasPerDay: known(exact(240_000)),
  }
  const said = ({
    inTime,
    largestSafeShare,
    played: _,
    ...exactly
  }: ReturnType<typeof stressTest>['unverified']) => ({
    ...Object.fromEntries(Object.entries(exactly).map(([name, value]) => [name, shown(value)])),
    inTime: inTime.known ? inTime.value : inTime.missing[0]?.reason,
    largestSafeShare: largestSafeShare.known ? largestSafeShare.value : largestSafeShare.missing[0]?.reason,
  })

  test('where the rest goes on, work is 0.75 + 0.25 · 5 = 2', () => {
    // 1 − 0.25 · (1 + 2s) find nobody before them and are in time: a half at s = 0.5.
    expect(said(stressTest(asked).unverified)).toEqual({
      sustainableLoad: '0.5000',
      served: '0.5000',
      utilisation: '0.5000',
      meanWait: '1.7500',
      inTime: 0.5,
      largestSafeShare: 0.5,
    })
  })

  test('where the rest stops, work is 0.5 + 0.25 · 5 = 1.75', () => {
    // 1 − 0.25 · (1 + 1.5s) find nobody before them and are in time: a half at s = ⅔ = 699,050.67 ÷ 2²⁰.
    expect(said(stressTest(asked).stopped)).toEqual({
      sustainableLoad: '0.5714',
      served: '0.4286',
      utilisation: '0.4375',
      meanWait: '1.5000',
      inTime: 0.5625,
      largestSafeShare: 699_050 / 2 ** 20,
    })
  })

  test('what proofs cost, how much of the chain’s gas they take, and what there is in their place', () => {
    const found = stressTest(asked)
    expect(found.alternatives.map(({ capacity, unproved }) => [shown(capacity), shown(unproved, 3)])).toEqual(
      [
        ['0.8889', '0.375'],
        ['0.5000', '0.000'],
        ['0.5000', '0.000'],
        ['UNDISCLOSED', 'UNDISCLOSED'],
        ['0.5000', '0.000'],
      ],
    )
    expect(
      [found.noFallback, found.proofUsd, found.proofsPerDay, found.gasShare].map((it) => shown(it)),
    ).toEqual(['0.2500', '0.0500', '250.0000', '0.3125'])
  })

  test('just full, nobody is in time; all moved, nobody is left to be; and a busy machine has no safe share', () => {
    const of = (more: Partial<StressQuestion>) => stressTest({ ...asked, ...more })
    const full = said(of({ load: known(fromDecimal('0.5')) }).unverified)
    expect(full).toMatchObject({ utilisation: '1.0000', meanWait: 'NOT_REACHED', inTime: 'NOT_REACHED' })
    expect(said(of({ moved: exact(1) }).stopped)).toMatchObject({ inTime: 'NO_DENOMINATOR' })
    expect(said(of({ load: known(fromDecimal('0.75')) }).stopped).largestSafeShare).toBe('NOT_REACHED')
  })

  test('what nobody gave leaves without a value what needs it, and nothing else', () => {
    const unknown = missing('UNDISCLOSED', 'load of the machines')
    expect(said(stressTest({ ...asked, load: unknown }).unverified)).toEqual({
      sustainableLoad: '0.5000',
      served: '0.5000',
      utilisation: 'UNDISCLOSED',
      meanWait: 'UNDISCLOSED',
      inTime: 'UNDISCLOSED',
      largestSafeShare: 'UNDISCLOSED',
    })
  })
})

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
