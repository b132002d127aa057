import { describe, expect, test } from 'vitest'
import { depreciationOver, resaleShare } from '../../../src/economics/cost.ts'
import { type CostInput, toCost } from '../../../src/economics/cost-input.ts'
import { exact, toDecimal } from '../../../src/economics/exact.ts'
import { missing } from '../../../src/economics/known.ts'
import { MONTH } from '../../../src/economics/period.ts'
import { findReference, type ReferenceRow } from '../../../src/economics/reference-rows.ts'
import { References } from '../../../src/economics/references.ts'
import { resaleCurve } from '../../../src/economics/resale.ts'

const row = (more: Pick<ReferenceRow, 'id' | 'subject' | 'quantity' | 'mid'>): ReferenceRow => ({
  low: null,
  high: null,
  unit: 'ratio',
  source: 'test',
  as_of: '1970-01-01',
  confidence: 'D',
  shelf_life_days: 90,
  ...more,
})
const residual = (subject: string, months: number, mid: string): ReferenceRow =>
  row({ id: `${subject}/residual-${months}-months/1`, subject, quantity: `residual-${months}-months`, mid })
const values = [
  residual('CARD', 12, '0.6'),
  residual('CARD', 24, '0.4'),
  residual('CARD', 36, '0.3'),
  residual('CARD', 48, '0.2'),
  residual('gpu', 36, '0.25'),
  ...[
    ['gpu', 'useful-life', '3'],
    ['gpu', 'declining-rate', '0.5'],
    ['gpu', 'idle-fraction', '0.2'],
    ['pue-survey-average', 'pue', '1.5'],
    ['CARD', 'capex', '1000'],
    ['OTHER', 'capex', '1000'],
  ].map(([subject = '', quantity = '', mid = '']) =>
    row({ id: `${subject}/${quantity}/1`, subject, quantity, mid }),
  ),
]

function keptOf(cost: CostInput, months: readonly number[]): readonly string[] {
  const { model } = toCost(cost, { values }, 0, 100 * MONTH)
  if (!model.known || model.value.kind !== 'machine') throw new Error(JSON.stringify(model))
  const { depreciation } = model.value
  return months.map((month) => toDecimal(resaleShare(depreciation, month * MONTH), 4))
}

describe('which row of a quantity is used', () => {
  const rent = (
    id: string,
    as_of: string,
    confidence: ReferenceRow['confidence'],
    more: Partial<ReferenceRow> = {},
  ) => ({
    ...row({ id, subject: 'CARD', quantity: 'rent', mid: '1' }),
    as_of,
    confidence,
    shelf_life_days: 100,
    ...more,
  })
  const used = (rows: readonly ReferenceRow[], day: string) =>
    findReference({ values: rows }, 'CARD', 'rent', Date.parse(day) / 1000)?.chosen.id
  const read = rent('read', '2026-01-01', 'D')
  const guess = rent('guess', '2026-03-01', 'K')

  test('what was read beats newer general knowledge as long as it holds', () => {
    expect(used([guess, read], '2026-03-02')).toBe('read')
    expect(used([guess, read], '2026-05-02')).toBe('guess')
    expect(used([guess, rent('newer', '2026-02-01', 'C')], '2026-03-02')).toBe('newer')
  })

  test('between rows that were read the newest counts, stale or not, and no third row turns that around', () => {
    const brief = rent('brief', '2026-02-01', 'D', { shelf_life_days: 5 })
    for (const rows of [
      [read, brief, guess],
      [guess, brief, read],
      [brief, guess, read],
    ])
      expect(used(rows, '2026-03-02')).toBe('brief')
    // Without one that holds, all are in.
    expect(used([brief, guess], '2026-03-02')).toBe('guess')
  })

  test('one’s own counts whatever it is', () => {
    const own = rent('own', '2020-01-01', 'K', { author: 'Jane' })
    expect(used([read, own, guess], '2026-03-02')).toBe('own')
  })
})

describe('what a machine still fetches', () => {
  test('is on straight lines between the ages that the catalogue knows, and no less after the last', () => {
    expect(keptOf({ hardware: 'CARD' }, [0, 6, 12, 18, 24, 42, 48, 90])).toEqual([
      '1.0000',
      '0.8000',
      '0.6000',
      '0.5000',
      '0.4000',
      '0.2500',
      '0.2000',
      '0.2000',
    ])
  })

  test('of a card that has no rows is that of cards in general', () => {
    expect(keptOf({ hardware: 'OTHER' }, [0, 18, 36, 60])).toEqual(['1.0000', '0.6250', '0.2500', '0.2500'])
  })

  test('after so many years is what the catalogue says of that age, and not of another', () => {
    expect(keptOf({ hardware: 'CARD', years: '4' }, [24, 48])).toEqual(['0.6000', '0.2000'])
    expect(keptOf({ hardware: 'CARD', years: '2' }, [12, 24, 36])).toEqual(['0.7000', '0.4000', '0.4000'])
    expect(keptOf({ hardware: 'CARD', depreciation: 'STRAIGHT_LINE' }, [18, 36])).toEqual([
      '0.6500',
      '0.3000',
    ])
  })

  test('is what its owner says, where its owner says it', () => {
    expect(keptOf({ hardware: 'CARD', residualShare: '0.1' }, [18, 36])).toEqual(['0.5500', '0.1000'])
    expect(keptOf({ hardware: 'CARD', yearlyRate: '0.4' }, [12, 24, 36, 60])).toEqual([
      '0.6000',
      '0.3600',
      '0.3000',
      '0.3000',
    ])
    expect(keptOf({ hardware: 'CARD', depreciation: 'DECLINING' }, [12, 18])).toEqual(['0.5000', '0.3750'])
  })

  test('is what the statement takes away: the losses of all months are the price less that', () => {
    const { model } = toCost({ hardware: 'CARD' }, { values }, 0, 0)
    if (!model.known) throw new Error('a known card')
    const lost = (from: number, to: number) => {
      const found = depreciationOver(model.value, { from: from * MONTH, to: to * MONTH })
      return found.known ? toDecimal(found.value, 2) : null
    }
    expect([lost(0, 12), lost(12, 24), lost(0, 30), lost(48, 60)]).toEqual([
      '400.00',
      '200.00',
      '650.00',
      '0.00',
    ])
  })
})

test('ages come in any order, and without any row what is left is not known', () => {
  const rows = values.filter(({ subject }) => subject !== 'CARD')
  const ages = [residual('CARD', 24, '0.4'), residual('CARD', 12, '0.6')]
  const curve = (rowsOf: readonly ReferenceRow[]) => {
    const nothing = { method: undefined, years: undefined, yearlyRate: undefined, residualShare: undefined }
    return resaleCurve(nothing, 'CARD', { values: rowsOf }, new References({ values: rowsOf }, 0))
  }
  const found = curve([...rows, ...ages])
  expect(found.known && 'points' in found.value && found.value.points.map(({ months }) => months)).toEqual([
    exact(12),
    exact(24),
  ])
  const none = rows.filter(({ quantity }) => !quantity.startsWith('residual'))
  expect(curve(none)).toEqual(missing('COST_UNKNOWN', 'residual value of CARD'))
})
