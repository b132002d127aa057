import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { leavesOf, toUnscaled } from '../../../../src/api/export/parquet-columns.ts'

const NINES = '9'.repeat(38)

test.each([
  ['0', 0, 0n],
  ['-7', 0, -7n],
  ['007', 0, 7n],
  [NINES, 0, BigInt(NINES)],
  [`-${NINES}`, 0, -BigInt(NINES)],
  [`1${'0'.repeat(38)}`, 0, undefined],
  ['1.5', 0, undefined],
  ['1.50', 1, 15n],
  ['1.000', 0, 1n],
  ['0.25', 18, 250_000_000_000_000_000n],
  ['-0.000000000000000001', 18, -1n],
  ['0.0000000000000000001', 18, undefined],
  ['0.1000000000000000000000', 18, 100_000_000_000_000_000n],
  ['9'.repeat(20), 18, BigInt('9'.repeat(20)) * 10n ** 18n],
  ['9'.repeat(21), 18, undefined],
  ['NaN', 0, undefined],
  ['Infinity', 0, undefined],
  ['', 0, undefined],
])('%s with %i places', (text, scale, unscaled) => {
  expect(toUnscaled(text, scale)).toBe(unscaled)
})

test('a decimal that has a value has exactly that of the text', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 40n), 10n ** 40n), fc.nat(18), (whole, scale) => {
      const unscaled = toUnscaled(String(whole), scale)
      if (unscaled === undefined) expect(String(whole).replace('-', '').length + scale).toBeGreaterThan(38)
      else expect(unscaled).toBe(whole * 10n ** BigInt(scale))
    }),
  )
})

test('moments and days are the same from the database and from the API', () => {
  const [time] = leavesOf({ name: 'at', kind: 'time' }, 0)
  expect(time?.toCell('1767225600000001')).toBe(1767225600000001n)
  expect(time?.toCell('2026-01-01T00:00:00.000001Z')).toBe(1767225600000001n)
  expect(time?.toCell('1969-12-31T23:59:59.999999Z')).toBe(-1n)
  expect(time?.toCell('-62135596800000000')).toBe(-62135596800000000n)
  expect(time?.toCell('253402300800000000')).toBe(253402300800000000n)
  const [day] = leavesOf({ name: 'day', kind: 'date' }, 0)
  expect([day?.toCell('20454'), day?.toCell('2026-01-01'), day?.toCell('1969-12-31')]).toEqual([
    20454, 20454, -1,
  ])
})

test('a whole number that the database keeps in 64 bits is an INT64, any other has its text next to it', () => {
  const names = (type?: number) => leavesOf({ name: 'n', kind: 'number' }, 0, type).map((leaf) => leaf.name)
  expect([names(20), names(1700), names()]).toEqual([['n'], ['n', 'nText'], ['n', 'nText']])
})
