import { describe, expect, test } from 'vitest'
import { findReference, type ReferenceRow } from '../../../src/economics/reference-rows.ts'
import { getCatalogue } from '../../../src/platform/catalogue.ts'

const seconds = (date: string) => Date.parse(date) / 1000
const row = (as_of: string, mid: string, more: Partial<ReferenceRow> = {}): ReferenceRow => ({
  id: `x/rent/${as_of}`,
  subject: 'X',
  quantity: 'rent',
  low: null,
  mid,
  high: null,
  unit: 'USD/hour',
  source: 'test',
  as_of,
  confidence: 'D',
  shelf_life_days: 90,
  ...more,
})
const used = (values: readonly ReferenceRow[], at: string) =>
  findReference({ values }, 'X', 'rent', seconds(at))?.chosen.mid

describe('the row that figures use', () => {
  const rows = [row('2026-01', '1'), row('2026-05', '2'), row('2026-11', '3')]

  test('is never one that was written after the window ended, while there is an earlier one: 3.15', () => {
    expect(used(rows, '2026-02-14')).toBe('1')
    expect(used(rows, '2026-05-01')).toBe('2')
    expect(used(rows, '2026-12-01')).toBe('3')
    // Whatever is written later, an answer about February stays.
    expect(used([...rows, row('2027-01', '4')], '2026-02-14')).toBe('1')
  })

  test('is the oldest where none is that early', () => expect(used(rows, '2025-12-31')).toBe('1'))

  test('is whoever runs this’s own, whatever its date', () => {
    expect(used([...rows, row('2026-12', '9', { author: 'Jane' })], '2026-02-14')).toBe('9')
  })

  test('is contradicted by what was in print then', () => {
    const found = findReference({ values: rows }, 'X', 'rent', seconds('2026-06-01'))
    expect(found?.contradictions.map(({ mid }) => mid)).toEqual(['1'])
  })
})

test('every value of the catalogue of this repository has an address that was read, or is an assumption and says so', async () => {
  const { values } = await getCatalogue('catalogue')
  const valued = values.filter(({ low, mid, high }) => (low ?? mid ?? high) !== null)
  const bare = valued.filter(
    ({ source, address, confidence }) =>
      source !== 'assumption of this project' && (address === '' || confidence === 'K'),
  )
  expect(bare.map(({ id }) => id)).toEqual([])
})
