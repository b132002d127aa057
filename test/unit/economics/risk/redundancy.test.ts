import { describe, expect, test } from 'vitest'
import { toDecimal } from '../../../../src/economics/exact.ts'
import { meanPresent } from '../../../../src/economics/risk/redundancy.ts'

const window = { from: 1000, to: 1100 }
const present = (spans: readonly (readonly [number, number])[][], of = window) => {
  const found = meanPresent(
    spans.map((own) => own.map(([from, to]) => ({ from, to }))),
    of,
  )
  return found.known ? toDecimal(found.value, 3) : found.missing[0]?.reason
}

describe('how many were there on average', () => {
  test('each counts for the part of the window in which it was there', () => {
    expect(present([[[0, 2000]], [[1025, 1050]]])).toBe('1.250')
    expect(
      present([
        [
          [990, 1010],
          [1040, 1050],
          [1090, 1200],
        ],
      ]),
    ).toBe('0.300')
  })
  test('of nobody in the window, or of a window without a second, there is no mean', () => {
    expect(present([])).toBe('NOT_OBSERVED')
    expect(present([[[0, 1000]], [[1100, 1200]]])).toBe('NOT_OBSERVED')
    expect(present([[[0, 2000]]], { from: 1000, to: 1000.9 })).toBe('NOT_OBSERVED')
    // Of a window shorter than a second most of it may be rounded up to a whole one.
    expect(present([[[0, 2000]]], { from: 1000, to: 1000.4 })).toBe('NOT_OBSERVED')
  })
})
