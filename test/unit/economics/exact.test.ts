import { describe, expect, test } from 'vitest'
import {
  add,
  divide,
  exact,
  fromDecimal,
  fromNumber,
  multiply,
  sum,
  toDecimal,
  toNumber,
} from '../../../src/economics/exact.ts'

describe('exact fractions', () => {
  test('a third three times is one, and a tenth ten times is one', () => {
    expect(sum([exact(1, 3), exact(1, 3), exact(1, 3)])).toEqual(exact(3, 3))
    expect(toDecimal(sum(Array.from({ length: 10 }, () => fromDecimal('0.1'))), 18)).toBe(
      '1.000000000000000000',
    )
  })

  test.each([
    ['2.5', 0, '2'],
    ['3.5', 0, '4'],
    ['-2.5', 0, '-2'],
    ['0.125', 2, '0.12'],
    ['0.135', 2, '0.14'],
    ['0.1250001', 2, '0.13'],
    ['-0.004', 2, '0.00'],
    ['1e-7', 7, '0.0000001'],
    ['12e3', 1, '12000.0'],
  ])('%s to %i places is %s: half goes to even, once', (value, places, text) => {
    expect(toDecimal(fromDecimal(value), places)).toBe(text)
  })

  test.each(['', '1,5', '0x10', 'NaN', '1e9999', '--1', '1.'])('"%s" is not a decimal', (text) => {
    expect(() => fromDecimal(text)).toThrow(RangeError)
  })

  test('different denominators meet exactly', () => {
    expect(toDecimal(add(exact(1, 6), exact(1, 4)), 10)).toBe('0.4166666667')
    expect(divide(exact(1, 6), exact(1, 4))).toEqual(exact(2, 3))
    expect(toDecimal(multiply(exact(-7, 3), exact(3, 7)), 0)).toBe('-1')
  })

  test('a double is the decimal that names it', () => {
    expect(fromNumber(0.1)).toEqual(exact(1, 10))
    expect(toNumber(fromNumber(1e-7))).toBe(1e-7)
  })

  test('fractions far beyond a double still have their nearest double', () => {
    const huge = 10n ** 400n
    expect(toNumber({ n: huge * 3n, d: huge * 2n })).toBe(1.5)
    // 2,061 bits over 1,101.
    const logs = 1_300 * Math.log(3) - 1_100 * Math.LN2
    expect(Math.log(toNumber({ n: 3n ** 1_300n, d: 2n ** 1_100n }))).toBeCloseTo(logs, 9)
    expect(toNumber({ n: 3n * huge + 1n, d: 2n * huge + 1n })).toBeCloseTo(1.5, 12)
  })

  test('nothing is divided by zero', () => {
    expect(() => divide(exact(1), exact(0))).toThrow(RangeError)
  })
})

test('a fraction of which one part alone is beyond a double has its nearest double', () => {
  expect(toNumber({ n: 10n ** 300n, d: 10n ** 310n })).toBe(1e-10)
  expect(toNumber({ n: 10n ** 310n, d: 10n ** 300n })).toBe(1e10)
})
