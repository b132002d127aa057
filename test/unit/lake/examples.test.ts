import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listColumns } from '../../../src/lake/columns.ts'
import { type NamedEntry, nameManifest } from '../../../src/lake/manifest.ts'
import { openLake } from '../../../src/lake/store.ts'
import { readDocument } from '../../support/documents.ts'
import { openDuck } from '../../support/duckdb.ts'
import { addEntry, feeRows, PLACE } from '../../support/lake.ts'

const COLUMNS = listColumns('fee')
const fees = (...blocks: number[]) => ({ columns: COLUMNS, rows: feeRows(COLUMNS, blocks) })
const run = promisify(execFile)

let folder: string
let last: NamedEntry

// What is live: blocks 0 to 9 as they were indexed again, and the cell behind. Another end of the chain lies about as well.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-lake-'))
  const store = openLake(folder, { accessKeyId: '', secretAccessKey: '', region: '', endpoint: '' })
  const first = await addEntry(store, undefined, { from: 0, to: 9 }, fees(1, 2))
  const second = await addEntry(store, first, { from: 10, to: 19 }, fees(11))
  await addEntry(store, second, { from: 20, to: 29 }, fees(22))
  const again = await addEntry(store, second, { from: 0, to: 9 }, fees(3, 4))
  last = await addEntry(store, again, { from: 10, to: 19 }, fees(15, 16, 17))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

const blocks = [3, 4, 15, 16, 17]
// Of each node; the amounts of feeRows.
const paid = blocks.reduce((sum, block) => sum + 10n ** 77n + BigInt(block), 0n)

test('the example for DuckDB reads what is live, and sums amounts of 256 bits exactly', async () => {
  const script = readDocument('docs/examples/lake.duckdb.sql')
    .replace("'.assay/lake'", `'${folder}'`)
    .replace('facts-opengradient-testnet-10740', nameManifest(PLACE))
    .replace(/--.*$/gm, '')
  const statements = script.split(';').filter((each) => each.trim() !== '')
  const duck = await openDuck()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = await duck.rows(statement)
    expect(rows).toEqual(
      [null, '11'.repeat(32), 'ee'.repeat(32)].map((node) => ({
        node,
        token: '04'.repeat(20),
        fees: '5',
        paid: String(paid),
      })),
    )
  } finally {
    await duck.close()
  }
})

test('the example for Python follows the manifest to what is live', async () => {
  const code = `import json, sys; sys.path.insert(0, 'docs/examples'); sys.dont_write_bytecode = True
from pathlib import Path; from lake_pyarrow import live_entries
print(json.dumps([[e['sequence'], e['from'], e['to'], [p['name'] for p in e['parts']]] for e in live_entries(Path(sys.argv[1]), sys.argv[2])]))`
  const { stdout } = await run('python3', ['-c', code, folder, nameManifest(PLACE)])
  const live = JSON.parse(stdout) as [number, number, number, string[]][]
  expect(live.map(([sequence, from, to]) => [sequence, from, to])).toEqual([
    [2, 0, 9],
    [3, 10, 19],
  ])
  expect(live[1]?.[3]).toEqual(last.entry.parts.map(({ name }) => name))
})
