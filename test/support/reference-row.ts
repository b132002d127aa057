import type { ReferenceRow } from '../../src/economics/reference-rows.ts'

/** A row of a catalogue: `mid`, or a range with it, of one subject and quantity. */
export function referenceRow(
  subject: string,
  quantity: string,
  mid: string,
  more: Partial<ReferenceRow> = {},
): ReferenceRow {
  return {
    id: `${subject}/${quantity}/1`,
    subject,
    quantity,
    low: null,
    mid,
    high: null,
    unit: 'usd',
    source: `a list of ${quantity}`,
    as_of: '2026-01-01',
    confidence: 'S',
    shelf_life_days: 365,
    ...more,
  }
}
