import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listColumns } from '../../src/lake/columns.ts'
import { nameManifest } from '../../src/lake/manifest.ts'
import { openLake } from '../../src/lake/store.ts'
import { createClickHouse, INSTALL_MS, type TestClickHouse } from '../support/clickhouse.ts'
import { readDocument } from '../support/documents.ts'
import { addEntry, feeRows, PLACE } from '../support/lake.ts'

const COLUMNS = listColumns('fee')
const AMOUNT = COLUMNS.findIndex(({ name }) => name === 'amount')

let clickhouse: TestClickHouse
let folder: string

beforeAll(async () => {
  clickhouse = await createClickHouse()
  await clickhouse.server.createDatabase()
  folder = await mkdtemp(join(tmpdir(), 'assay-lake-'))
}, INSTALL_MS)

afterAll(async () => {
  await clickhouse?.drop()
  await rm(folder, { recursive: true, force: true })
})

/** What is live are blocks 3, 4 and 15; an entry that was replaced, and its parts, lie about as well. */
async function writeLake(name: string, amount: (block: bigint) => bigint): Promise<string> {
  const place = join(folder, name)
  const store = openLake(place, { accessKeyId: '', secretAccessKey: '', region: '', endpoint: '' })
  const fees = (...blocks: number[]) => ({
    columns: COLUMNS,
    rows: feeRows(COLUMNS, blocks).map((row) =>
      row.map((value, at) => (at === AMOUNT ? String(amount(BigInt(String(row[2])))) : value)),
    ),
  })
  const first = await addEntry(store, undefined, { from: 0, to: 9 }, fees(1, 2))
  const again = await addEntry(store, first, { from: 0, to: 9 }, fees(3, 4))
  await addEntry(store, again, { from: 10, to: 19 }, fees(15))
  return place
}

/** The engine in process has no temporary tables: the example's stand in memory. */
async function runExample(lake: string): Promise<readonly (readonly unknown[])[]> {
  const { server } = clickhouse
  for (const table of ['entries', 'chain']) await server.run(`drop table if exists ${table}`)
  const statements = readDocument('docs/examples/lake.clickhouse.sql')
    .replace(/^--.*$/gm, '')
    .replace(/create temporary table (\w+) as/g, 'create table $1 engine = Memory as')
    .replaceAll('{lake:String}', `'${lake}'`)
    .replaceAll('{manifest:String}', `'${nameManifest(PLACE)}'`)
    .split(';')
    .filter((each) => each.trim() !== '')
  for (const statement of statements.slice(0, -1)) await server.run(statement)
  return (await server.rows(statements.at(-1) ?? '')).rows
}

test('the example for ClickHouse follows the manifest to what is live, and sums amounts of 256 bits exactly', async () => {
  const paid = (block: bigint) => 10n ** 60n + block
  const rows = await runExample(await writeLake('small', paid))
  const sum = String(paid(3n) + paid(4n) + paid(15n))
  expect(rows.map((row) => row.slice(0, 4).map((value) => (value === null ? null : String(value))))).toEqual(
    [null, '11'.repeat(32), 'ee'.repeat(32)].map((node) => [node, '04'.repeat(20), '3', sum]),
  )
})

test('it refuses a sum that 256 bits may not hold', async () => {
  const lake = await writeLake('large', (block) => 10n ** 77n + block)
  await expect(runExample(lake)).rejects.toThrow('a sum beyond 256 bits')
})
