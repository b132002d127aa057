import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findWeakRows } from '../../../../src/api/catalogue/check.ts'
import { findReference } from '../../../../src/economics/reference-rows.ts'
import { getCatalogue } from '../../../../src/platform/catalogue.ts'
import { runAssay } from '../../../support/assay-cli.ts'

const HEAD =
  'id,subject,quantity,low,mid,high,unit,basis,source,address,as_of,confidence,shelf_life_days,note'
const ROWS = [
  'good,C,capex,1,,2,USD,card,prices,https://prices.example.com/c,2026-05-01,D,90,',
  'from-memory,C,power,,9,,W,card,general knowledge,,2026-05-01,K,900,',
  'of-what,C,rent,1,2,3,USD/hour,,a list,https://prices.example.com/list,2026-05-01,D,900,list price: hosts receive less',
  'server,C,server-capex,,5,,USD,server-share,example,https://example.org/c,2026-05-01,D,900,',
  'ours,payback,discount,,0.08,,per year,,assumption of this project,,2026-05-01,K,900,',
  'unread,D,capex,,,,USD,card,none read,,2026-05-01,K,90,no source of it was read',
]
const at = (day: string) => Date.parse(day) / 1000

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-weak-'))
  await writeFile(join(folder, 'some.csv'), [HEAD, ...ROWS].join('\n'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('weak rows', () => {
  test('are marked with what is weak in them, and an assumption of ours is its own source', async () => {
    const weak = findWeakRows(await getCatalogue(folder), at('2026-07-30'))
    expect(weak.map(({ id, weaknesses, reason }) => [id, weaknesses, reason])).toEqual([
      ['from-memory', ['UNREAD', 'NO_ADDRESS'], null],
      ['of-what', ['NO_BASIS'], null],
      ['unread', ['VALUELESS'], 'no source of it was read'],
    ])
  })

  test('are stale from the second after their shelf life on; what has no value does not age', async () => {
    const catalogue = await getCatalogue(folder)
    const stale = (now: number) =>
      findWeakRows(catalogue, now).filter(({ weaknesses }) => weaknesses.includes('STALE'))
    expect(stale(at('2026-07-30'))).toEqual([])
    expect(stale(at('2026-07-30') + 1)).toMatchObject([
      { id: 'good', source: 'prices', asOf: '2026-05-01', goodUntil: '2026-07-30' },
    ])
  })
})

describe('a row without a value', () => {
  test('needs a note that says why', async () => {
    const bad = await mkdtemp(join(tmpdir(), 'assay-weak-'))
    await writeFile(join(bad, 'a.csv'), [HEAD, 'a,s,capex,,,,USD,card,none read,,2026-05,K,90,'].join('\n'))
    await expect(getCatalogue(bad)).rejects.toThrow(/a note that says why it has no value/)
    await rm(bad, { recursive: true })
  })

  test('is never computed with, and an older one with a value is', async () => {
    const { values } = await getCatalogue(folder)
    expect(findReference({ values }, 'D', 'capex', at('2026-06-01'))).toBeUndefined()
    const older = values.find(({ id }) => id === 'good')
    const both = [...values, { ...older, id: 'older', subject: 'D', as_of: '2025-01' } as (typeof values)[0]]
    expect(findReference({ values: both }, 'D', 'capex', at('2026-06-01'))?.chosen.id).toBe('older')
  })
})

describe('assay catalogue check', () => {
  const check = (...words: string[]) =>
    runAssay(['catalogue', 'check', ...words], { ASSAY_CATALOGUE: folder })

  test('has exit code 1 when a row is stale, 0 when none is, and lists both ways', async () => {
    const fresh = await check('--at', '2026-07-30', '--json')
    expect({ ...fresh, stdout: JSON.parse(fresh.stdout) }).toMatchObject({
      exit: 0,
      stderr: '',
      stdout: { version: 1, folder, asOf: '2026-07-30', rows: 6, stale: 0, weak: [{}, {}, {}] },
    })
    const old = await check('--at', '2026-07-31')
    expect(old.exit).toBe(1)
    expect(old.stdout).toMatch(/^1 of 6 rows are stale as of 2026-07-31, 4 should be looked at/)
    expect(old.stdout).toMatch(/\ngood: STALE; prices, as of 2026-05-01, good until 2026-07-30\n/)
    expect(old.stdout).toMatch(/\nunread: VALUELESS; none read, .*; no value: no source of it was read\n/)
  })

  test('refuses a day that is none, and a file that is invalid', async () => {
    expect(await check('--at', '2026-13-77')).toMatchObject({ exit: 64, stdout: '' })
    expect(await check('--at', 'today')).toMatchObject({ exit: 64, stdout: '' })
    const away = await runAssay(['catalogue', 'check'], { ASSAY_CATALOGUE: '/nowhere/catalogue' })
    expect(away).toMatchObject({ exit: 78, stderr: expect.stringContaining('CATALOGUE_MISSING') })
  })

  test('of the catalogue of this repository finds stale rents, and cards of which nothing was read', async () => {
    const { exit, stdout } = await runAssay(['catalogue', 'check', '--at', '2026-11-27', '--json'], {})
    expect(exit).toBe(1)
    const { weak } = JSON.parse(stdout) as { weak: { id: string; weaknesses: string[] }[] }
    const of = (id: string) => weak.find((row) => row.id === id)?.weaknesses
    expect(of('h100_sxm5_80/rent/1')).toContain('STALE')
    expect(of('b300/capex/0')).toEqual(['VALUELESS'])
    expect(of('payback/discount/1')).toBeUndefined()
  })
})
