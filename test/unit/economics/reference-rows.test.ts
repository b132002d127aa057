import { describe, expect, test } from 'vitest'
import {
  findReference,
  isStale,
  likelyValue,
  type ReferenceRow,
} from '../../../src/economics/reference-rows.ts'
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

  test('is of that subject and that quantity', () => {
    const others = [row('2026-02', '8', { subject: 'Y' }), row('2026-02', '9', { quantity: 'power' })]
    expect(used([...rows, ...others], '2026-02-14')).toBe('1')
    expect(used(others, '2026-02-14')).toBeUndefined()
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

test('a row is stale from the second after its shelf life', () => {
  const day = { as_of: '2026-05-01', shelf_life_days: 2 }
  expect(isStale(day, seconds('2026-05-03'))).toBe(false)
  expect(isStale(day, seconds('2026-05-03') + 1)).toBe(true)
})

test('the likely value of a range is its middle, with one digit more', () => {
  expect(likelyValue(row('2026-01', '1.5'))).toBe('1.5')
  expect(likelyValue({ ...row('2026-01', ''), mid: null, low: '0.25', high: '0.5' })).toBe('0.375')
})

describe('of rows of one day', () => {
  const now = '2026-02-01'
  test('the better read one counts, then the first by name', () => {
    const [b, c] = [row('2026-01', 'B', { confidence: 'S' }), row('2026-01', 'C', { confidence: 'C' })]
    expect(used([b, c], now)).toBe('B')
    expect(used([c, b], now)).toBe('B')
    const [first, second] = [row('2026-01', '1', { id: 'a' }), row('2026-01', '2', { id: 'b' })]
    expect(used([second, first], now)).toBe('1')
    expect(used([first, second], now)).toBe('1')
  })

  test('what everybody knows gives way to what was read and holds, and not to what is stale', () => {
    const guess = row('2026-01-20', 'K', { confidence: 'K' })
    expect(used([guess, row('2026-01', 'D')], now)).toBe('D')
    expect(used([guess, row('2025-01', 'D')], now)).toBe('K')
    const own = row('2025-12', 'own', { confidence: 'K', author: 'Jane' })
    expect(used([own, row('2026-01', 'D')], now)).toBe('own')
  })

  test('ranges that touch do not contradict each other', () => {
    const range = (low: string, high: string, as_of: string) => row(as_of, '', { mid: null, low, high })
    const against = (...values: ReferenceRow[]) =>
      findReference({ values }, 'X', 'rent', seconds(now))?.contradictions.length
    expect(against(range('1', '2', '2026-01'), range('2', '3', '2025-12'))).toBe(0)
    expect(against(range('2', '3', '2026-01'), range('1', '2', '2025-12'))).toBe(0)
    expect(against(range('2', '3', '2026-01'), range('1', '1.9', '2025-12'))).toBe(1)
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
