import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { machineOutlook } from '../../../../src/economics/machine-outlook.ts'
import { findReference } from '../../../../src/economics/reference-rows.ts'
import { getCatalogue } from '../../../../src/platform/catalogue.ts'
import { runAssay } from '../../../support/assay-cli.ts'

const NOW = Date.parse('2026-11-27') / 1000
let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-set-'))
  file = join(folder, 'new', 'mine.csv')
})
afterAll(() => rm(folder, { recursive: true }))

const set = (...words: string[]) =>
  runAssay(['catalogue', 'set', ...words], { ASSAY_CATALOGUE_CORRECTIONS: file })
const MINE = [
  '--source',
  'invoice of 2026-11-20, "two cards"',
  '--author',
  'Jane Doe',
  '--as-of',
  '2026-11-20',
]

describe('assay catalogue set', () => {
  test('takes the place of the catalogue’s row, with its unit and basis, and names its author', async () => {
    const { exit, stdout, stderr } = await set('RTX_4090', 'capex', '1450', ...MINE)
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
    expect(stdout).toContain('RTX_4090 capex is 1450 USD, by Jane Doe, as of 2026-11-20')
    const catalogue = await getCatalogue('catalogue', file)
    expect(findReference(catalogue, 'RTX_4090', 'capex', NOW)?.chosen).toMatchObject({
      mid: '1450',
      basis: 'card',
      source: 'invoice of 2026-11-20, "two cards"',
      author: 'Jane Doe',
      confidence: 'U',
    })
    const { references } = machineOutlook({ hardware: 'RTX_4090' }, catalogue, NOW)
    expect(references).toContainEqual(expect.objectContaining({ value: '1450', author: 'Jane Doe' }))
    // It is the operator's word even where the catalogue has a newer row.
    await set('RTX_4090', 'rent', '0.5', ...MINE.with(-1, '2020-01-01'), '--address', 'https://example.org/r')
    expect(findReference(await getCatalogue('catalogue', file), 'RTX_4090', 'rent', NOW)).toMatchObject({
      chosen: { mid: '0.5', confidence: 'D', address: 'https://example.org/r' },
      stale: true,
    })
  })

  test('of the same day takes the place of the one before, and gives what nobody had read a value', async () => {
    await set('RTX_4090', 'capex', '1500', ...MINE)
    await set('B300', 'capex', '50000', '--low', '45000', '--high', '60000', ...MINE)
    const { values } = await getCatalogue('catalogue', file)
    expect(values.filter(({ author }) => author).map(({ id, mid }) => [id, mid])).toEqual([
      ['rtx_4090/rent/set/2020-01-01', '0.5'],
      ['rtx_4090/capex/set/2026-11-20', '1500'],
      ['b300/capex/set/2026-11-20', '50000'],
    ])
    expect(findReference({ values }, 'B300', 'capex', NOW)?.chosen).toMatchObject({
      low: '45000',
      unit: 'USD',
    })
  })

  test('refuses a row that cannot be, and leaves the file as it was', async () => {
    const before = await readFile(file, 'utf8')
    for (const words of [
      ['RTX_4090', 'capex', 'cheap'],
      ['RTX_4090', 'weight', '2'],
      ['RTX_4090', 'capex', '1', '--address', 'somewhere'],
      ['RTX_4090', 'capex', '1', '--low', '3', '--high', '2'],
    ])
      expect(await set(...words, ...MINE)).toMatchObject({
        exit: 78,
        stderr: expect.stringContaining('CATALOGUE_INVALID'),
      })
    expect(await set('RTX_4090', 'capex', '1')).toMatchObject({ exit: 64 })
    expect(await readFile(file, 'utf8')).toBe(before)
  }, 60_000)
})

test('a correction without an author is refused, and a file that is not there has none', async () => {
  const nameless = join(folder, 'nameless.csv')
  await writeFile(
    nameless,
    'id,subject,quantity,low,mid,high,unit,source,as_of,confidence,shelf_life_days,note\na,s,capex,,1,,USD,x,2026-05,D,90,\n',
  )
  await expect(getCatalogue('catalogue', nameless)).rejects.toThrow(/a names no author/)
  const without = await getCatalogue('catalogue', join(folder, 'none.csv'))
  expect(without.values.some(({ author }) => author)).toBe(false)
})
