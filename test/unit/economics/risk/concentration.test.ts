import { describe, expect, test } from 'vitest'
import { exact, fromDecimal, toDecimal, ZERO } from '../../../../src/economics/exact.ts'
import type { Known } from '../../../../src/economics/known.ts'
import { concentrationOf } from '../../../../src/economics/risk/concentration.ts'
import { disablings, recoveryOf } from '../../../../src/economics/risk/outage.ts'

const of = (holders: Record<string, number>, unknown = 0, free = 0) => {
  const amounts = new Map(Object.entries(holders).map(([name, amount]) => [name, exact(amount)]))
  const found = concentrationOf({ holders: amounts, unknown: exact(unknown), free: exact(free) }, 'claims')
  if (!found.known) throw new Error(found.missing[0]?.reason)
  const { hhiLow, hhiHigh, third, half, ...rest } = found.value
  const count = (value: Known<{ n: bigint }>) =>
    value.known ? Number(value.value.n) : value.missing[0]?.reason
  const set = (it: typeof third) => [count(it.fewest), count(it.most), it.holders]
  return {
    ...rest,
    low: toDecimal(hhiLow, 4),
    high: toDecimal(hhiHigh, 4),
    third: set(third),
    half: set(half),
  }
}

describe('how concentrated a whole is', () => {
  test('one holder of everything', () =>
    expect(of({ a: 7 })).toMatchObject({
      low: '1.0000',
      high: '1.0000',
      third: [1, 1, ['a']],
      half: [1, 1, ['a']],
    }))
  test('three alike: exactly a third is one of them, and who comes first is told by name', () =>
    expect(of({ c: 1, a: 1, b: 1 })).toMatchObject({
      low: '0.3333',
      third: [1, 1, ['a']],
      half: [2, 2, ['a', 'b']],
    }))
  test('what is unknown widens every bound, and is never a holder by itself', () =>
    expect(of({ a: 40, b: 20, c: 10 }, 30)).toMatchObject({
      low: '0.2100',
      high: '0.5400',
      half: [1, 2, ['a', 'b']],
    }))
  test('where nobody is known it may be one or thousands', () =>
    expect(of({}, 5)).toMatchObject({ low: '0.0000', high: '1.0000', third: [1, 'NOT_REACHED', []] }))
  test('what rests on nobody is held by nobody', () =>
    expect(of({ a: 1 }, 0, 9)).toMatchObject({
      free: exact(9, 10),
      low: '0.0100',
      high: '0.0100',
      third: ['NOT_REACHED', 'NOT_REACHED', []],
    }))
  test('who holds nothing is no holder', () => expect([...of({ a: 1, b: 0 }).shares.keys()]).toEqual(['a']))
  test('of nothing there are no shares', () =>
    expect(concentrationOf({ holders: new Map(), unknown: ZERO, free: ZERO }, 'claims')).toEqual({
      known: false,
      missing: [{ reason: 'NO_DENOMINATOR', input: 'claims' }],
    }))
  test('no way to share out the unknown gives an index outside of the bounds', () => {
    const { low, high } = of({ a: 5, b: 3 }, 4)
    for (let toA = 0; toA <= 4; toA++)
      for (let toB = 0; toA + toB <= 4; toB++) {
        const { low: index } = of({ a: 5 + toA, b: 3 + toB, ...(toA + toB < 4 && { z: 4 - toA - toB }) })
        expect(Number(index)).toBeGreaterThanOrEqual(Number(low))
        expect(Number(index)).toBeLessThanOrEqual(Number(high))
      }
  })
})

describe('how long nodes were away', () => {
  const spell = (node: string, from: number, isEnabled: boolean, chain = 1) => ({
    node,
    chain,
    from,
    to: null,
    isEnabled,
  })
  test('from the first word that disabled a node to the one that enabled it', () =>
    expect(
      disablings([
        spell('a', 0, true),
        spell('a', 10, false),
        spell('b', 11, false),
        spell('a', 15, false),
        spell('a', 30, true),
      ]),
    ).toEqual([{ node: 'a', from: 10, to: 30 }]))
  test('a node of the same name on another chain is another one', () =>
    expect(disablings([spell('a', 10, false), spell('a', 20, true, 2)])).toEqual([]))
  test('the median, and nothing where nobody ever came back', () => {
    expect(recoveryOf([])).toMatchObject({ known: false, missing: [{ reason: 'NOT_OBSERVED' }] })
    const outage = (to: number) => ({ node: 'a', from: 1000, to: 1000 + to })
    expect(recoveryOf([outage(60), outage(10), outage(20)])).toEqual({
      known: true,
      value: fromDecimal('20'),
    })
  })
})
