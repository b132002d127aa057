import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findReference, likelyValue } from '../../../src/economics/reference-rows.ts'
import { getCatalogue } from '../../../src/platform/catalogue.ts'
import { parseCsv } from '../../../src/platform/csv.ts'
import { getNetwork } from '../../../src/platform/network.ts'

const root = new URL('../../../catalogue', import.meta.url).pathname
const HEAD = 'id,subject,quantity,low,mid,high,unit,source,as_of,confidence,shelf_life_days,note'
const november = Date.parse('2026-11-21') / 1000

describe('CSV', () => {
  test('quotes, doubled quotes and line breaks inside them', () => {
    const rows = parseCsv('a,b\r\n"x, y","say ""hi""\nthere"\n\n1,\n', 'f.csv')
    expect(rows).toEqual([
      { line: 2, fields: { a: 'x, y', b: 'say "hi"\nthere' } },
      { line: 5, fields: { a: '1', b: '' } },
    ])
  })

  test.each(['a,b\n1', 'a,b\n1,2,3', 'a,a\n1,2', 'a\n"open', 'a,b\n"x"y,2', ''])('%j is refused', (text) => {
    expect(() => parseCsv(text, 'f.csv')).toThrow(expect.objectContaining({ code: 'CSV_INVALID' }))
  })
})

describe('the catalogue of this repository', () => {
  test('is valid, and every value has its source, date, confidence and shelf life', async () => {
    const { values, advisories } = await getCatalogue(root)
    expect(values.length).toBeGreaterThan(90)
    expect(advisories.length).toBe(20)
  })

  test('shows contradictions instead of averaging them', async () => {
    const catalogue = await getCatalogue(root)
    const residual = findReference(catalogue, 'H100_SXM5_80', 'residual-24-months', november)
    expect(residual?.contradictions.map((row) => row.source)).toEqual(['GLRI residual page B'])
    const rent = findReference(catalogue, 'RTX_4090', 'rent-runpod-on-demand', november)
    expect(rent?.contradictions).toHaveLength(1)
  })

  test('marks what is past its shelf life', async () => {
    const catalogue = await getCatalogue(root)
    expect(findReference(catalogue, 'H100_SXM5_80', 'rent', november)?.stale).toBe(true)
    expect(findReference(catalogue, 'H100_SXM5_80', 'rent', Date.parse('2026-06-01') / 1000)?.stale).toBe(
      false,
    )
  })

  test('says which hardware may serve in a TEE role', async () => {
    const catalogue = await getCatalogue(root)
    const able = catalogue.values.filter((row) => row.quantity === 'confidential-mode' && row.mid === '1')
    expect([...new Set(able.map((row) => row.subject))].sort()).toEqual([
      'B200',
      'B300',
      'H100_PCIe_80',
      'H100_SXM5_80',
      'H200_SXM_141',
      'RTX_PRO_6000',
    ])
    // Each by a list of its maker, which has an address.
    for (const subject of new Set(able.map((row) => row.subject)))
      expect(findReference(catalogue, subject, 'confidential-mode', november)?.chosen.address).toMatch(
        /^https:.*nvidia/,
      )
  })

  test('has the cards, hosts, enclaves and clouds that are asked about; what nobody has read is null, and says so', async () => {
    const { values } = await getCatalogue(root)
    const cards =
      'RTX_5090 RTX_PRO_6000 L40S H100_NVL H200_SXM_141 B200 B300 GB200 MI300X H20 RTX_4090 H100_SXM5_80'
    for (const subject of cards.split(' '))
      for (const asked of ['capex', 'power', 'confidential-mode', 'rent'])
        expect(
          values.filter((row) => row.subject === subject && row.quantity === asked),
          `${subject} ${asked}`,
        ).not.toEqual([])
    const machines = [
      'aws-m5.xlarge',
      'aws-m6i.xlarge',
      'aws-m7i.xlarge',
      'aws-c6a.xlarge',
      'azure-dc4as-v5',
      'azure-ncc40ads-h100-v5',
      'gcp-n2d-standard-4',
      'gcp-c3-standard-4',
      'phala-h200',
    ]
    for (const subject of machines)
      expect(
        values.filter((row) => row.subject === subject && row.quantity === 'instance'),
        subject,
      ).not.toEqual([])
    const unread = values.filter((row) => row.low === null && row.mid === null && row.high === null)
    expect(unread.length).toBeGreaterThan(10)
    for (const { id, note } of unread) expect(note, id).not.toBe('')
  })

  test('an unknown subject has no value', async () => {
    expect(findReference(await getCatalogue(root), 'Z80', 'capex', november)).toBeUndefined()
  })
})

test('every price series that a network names has a file or a venue', async () => {
  const networks = new URL('../../../networks', import.meta.url).pathname
  const prices = join(root, 'prices')
  const venues = JSON.parse(await readFile(join(prices, 'sources.json'), 'utf8')) as { series: string }[]
  const files = (await readdir(prices))
    .filter((name) => name.endsWith('.csv'))
    .map((name) => name.slice(0, -4))
  const known = new Set([...files, ...venues.map((venue) => venue.series)])
  for (const name of await readdir(networks)) {
    const { tokens } = await getNetwork(networks, name)
    for (const token of tokens)
      if (token.priceSeries !== null) expect([...known]).toContain(token.priceSeries)
  }
})

describe('faults', () => {
  test('are named all at once, with their line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-catalogue-'))
    const rows = [
      'a,s,q,,,,USD,src,2026-05,D,90,',
      'b,s,q,3,,1,USD,src,May,D,90,',
      'c,s,q,,1,,USD,,2026-05,X,90,',
    ]
    await writeFile(join(folder, 'bad.csv'), [HEAD, ...rows].join('\n'))
    const found = getCatalogue(folder)
    await expect(found).rejects.toMatchObject({ code: 'CATALOGUE_INVALID' })
    await expect(found).rejects.toThrow(
      /bad\.csv:2 .*needs mid.*\n.*bad\.csv:3 .*as_of.*\n.*bad\.csv:4 .*source.*confidence/s,
    )
    await rm(folder, { recursive: true })
  })

  test('a folder that is not there', async () => {
    await expect(getCatalogue('/nowhere/catalogue')).rejects.toMatchObject({ code: 'CATALOGUE_MISSING' })
  })
})

test('the likely value of a range is its middle, without losing a digit', async () => {
  const { values } = await getCatalogue(root)
  const capex = values.find((row) => row.id === 'h100_sxm5_80/capex/1')
  expect(capex && likelyValue(capex)).toBe('35000.0')
})
