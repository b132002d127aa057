import { describe, expect, test } from 'vitest'
import {
  add,
  compare,
  divide,
  type Exact,
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

describe('a sum over many denominators', () => {
  const bits = ({ d }: Exact) => d.toString(16).length * 4
  // As a node's receipts are shared: some in a row over what was staked just then, and that is seldom the same again.
  const shared = (receipts: number, changes: number) =>
    Array.from({ length: receipts }, (_, index) => {
      const change = BigInt(Math.floor((index * changes) / receipts))
      return exact(
        BigInt(index) * 7_919n + 1n,
        10n ** 18n * (10n ** 24n + change * 104_729n * 15_485_863n + 1n),
      )
    })

  test('is what one after the other comes to, in any order', () => {
    const terms = shared(400, 40)
    const oneByOne = terms.reduce(add, exact(0))
    for (const all of [
      terms,
      terms.toReversed(),
      terms.toSorted((a, b) => Number(a.n % 97n) - Number(b.n % 97n)),
    ])
      expect(compare(sum(all), oneByOne)).toBe(0)
    expect(toDecimal(sum(terms), 60)).toBe(toDecimal(oneByOne, 60))
  })

  test('reads each digit some times over, and not once for every receipt: of 34,000 receipts and 3,400 stakes', () => {
    const [receipts, changes] = [34_000, 3_400]
    const terms = shared(receipts, changes)
    const widest = Math.max(...terms.map(bits))
    let [calls, read] = [0, 0]
    sum(terms, (a, b) => {
      calls++
      read += bits(a) + bits(b)
      return add(a, b)
    })
    expect(calls).toBe(receipts - 1)
    // Those over one denominator, and then all digits once for each time that the parts become half as many.
    expect(read).toBeLessThan(widest * (2 * receipts + changes * Math.ceil(Math.log2(changes))))
  })

  test('takes denominators that differ in their upper digits alone for what they are', () => {
    const terms = [1n, 3n, 1n, 3n].map((upper) => exact(1n, upper << 64n))
    expect(compare(sum(terms), exact(8n, 3n << 64n))).toBe(0)
  })
})

test('of two huge parts no common divisor is looked for, and the value is the same', () => {
  const huge = 3n ** 4_000n
  const half = divide(exact(huge), exact(2n * huge))
  expect([half.n, half.d]).toEqual([huge, 2n * huge])
  expect([toDecimal(half, 3), toNumber(half), compare(half, exact(1, 2))]).toEqual(['0.500', 0.5, 0])
  // Where one of the two is small, the other is at once.
  expect(divide(exact(huge), exact(3))).toEqual(exact(3n ** 3_999n))
})
