import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerCatalogue } from '../../../../src/api/economics/answer/catalogue.ts'
import { findReference, likelyValue } from '../../../../src/economics/reference-rows.ts'
import { type Catalogue, getCatalogue } from '../../../../src/platform/catalogue.ts'

const HEAD =
  'id,subject,quantity,low,mid,high,unit,basis,source,address,as_of,confidence,shelf_life_days,note'
const ROWS = [
  'card/capex/old,CARD_80,capex,1,,2,USD,card,prices.example.com,,2026-03,D,90,one card without server',
  'card/capex/new,CARD_80,capex,3,,4,USD,card,prices.example.com,,2026-05,D,90,one card without server',
  'card/power/1,CARD_80,power,,9,,W,card,general knowledge,,2026-05,K,900,',
  'unread/power/0,UNREAD_1,power,,,,W,,none read,,2026-05,K,1,no source of it was read',
  'box/instance/1,box.large,instance,,0.2,,USD/hour,,price list,,2026-05,K,180,',
  'kwh/price/1,electricity,price,0.1,,0.2,USD/kWh,,statistics,,2026-05,D,180,',
]
const AT = '2026-07-30T00:00:00Z'

let folder: string
let catalogue: Catalogue
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-catalogue-'))
  await writeFile(join(folder, 'some.csv'), [HEAD, ...ROWS].join('\n'))
  catalogue = await getCatalogue(folder)
})
afterAll(() => rm(folder, { recursive: true }))

describe('the catalogue that costs are filled up from', () => {
  test('is listed by kind and by subject, in a stable order', () => {
    const ids = (args: Parameters<typeof answerCatalogue>[1]) =>
      answerCatalogue(catalogue, { at: AT, ...args }, 0).map(({ row, subject }) => row?.rowId ?? subject)
    expect(ids({ kind: 'CARD' })).toEqual(['card/capex/new', 'card/capex/old', 'card/power/1', 'UNREAD_1'])
    expect(ids({ kind: 'INSTANCE' })).toEqual(['box/instance/1'])
    expect(ids({ kind: 'GENERAL' })).toEqual(['kwh/price/1'])
    expect(ids({ subject: 'CARD_80', kind: 'INSTANCE' })).toEqual([])
    expect(ids({})).toHaveLength(ROWS.length)
  })

  test('says how old each value is and which row figures use', () => {
    expect(answerCatalogue(catalogue, { subject: 'CARD_80', at: AT }, 0)).toMatchObject([
      {
        row: { rowId: 'card/capex/new', value: '3.5', asOf: '2026-05', basis: 'card', stale: false },
        used: true,
      },
      { row: { rowId: 'card/capex/old', value: '1.5', stale: true }, used: false },
      { row: { rowId: 'card/power/1', value: '9', stale: false, confidence: 'K' }, used: true },
    ])
  })

  test('gives no value where no source was read, and says so', () => {
    expect(answerCatalogue(catalogue, { subject: 'UNREAD_1', at: AT }, 0)).toMatchObject([
      { row: null, used: false, note: 'no source of it was read' },
    ])
  })

  test('is as old as the moment that is asked for, or as now', () => {
    const stale = (at: string | null, now: number) =>
      answerCatalogue(catalogue, { subject: 'electricity', at }, now)[0]?.row?.stale
    expect(stale(null, Date.parse('2026-10-28') / 1000)).toBe(false)
    expect(stale(null, Date.parse('2026-10-29') / 1000)).toBe(true)
    expect(stale('2026-06-01T00:00:00Z', Date.parse('2030-01-01') / 1000)).toBe(false)
  })

  test('marks, in the one that is shipped, exactly the rows that a figure would take', async () => {
    const shipped = await getCatalogue('catalogue')
    const now = Date.parse(AT) / 1000
    for (const row of answerCatalogue(shipped, { at: AT }, 0).filter((each) => each.used)) {
      const found = findReference(shipped, row.subject, row.quantity, now)
      expect(found && likelyValue(found.chosen)).toBe(row.row?.value)
    }
  })
})
