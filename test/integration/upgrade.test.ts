import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../db/source.ts'
import { ROOT } from '../support/documents.ts'
import { makeNetwork, type RunningIndexer, runIndexer, withStaking } from '../support/indexer.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { readTables } from '../support/truths.ts'
import { countRows, restoreDatabase } from '../upgrade/dump.ts'
import { CHAIN, mineKept, mineMore, NETWORK } from '../upgrade/world.ts'

const dumps = globSync('test/fixtures/database/*.sql.gz', { cwd: ROOT }).sort()
const OTHERS = ['archive', 'watch', 'keeper', 'served']

test('every version in the changelog has the dump of its database', () => {
  const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')
  const versions = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(([, version]) => version)
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  expect(versions[0]).toBe(version)
  expect(dumps.map((path) => basename(path, '.sql.gz'))).toEqual(versions.sort())
})

/** Every column of every table and view, with its type. */
async function listColumns({ pool }: RunningIndexer): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select concat_ws(' ', table_schema || '.' || table_name, column_name, data_type, is_nullable, column_default) as line
     from information_schema.columns where table_schema !~ '^(pg_|information_schema)' order by 1`,
  )
  return rows.map(({ line }) => line)
}

describe.each(dumps)('%s', (path) => {
  let chain: MockChain
  let endpoint: MockEndpoint
  let old: TestDatabase
  let fresh: TestDatabase
  const running: RunningIndexer[] = []

  beforeAll(async () => {
    chain = new MockChain(CHAIN)
    mineKept(chain)
    endpoint = await serveChain(chain)
    old = await createDatabase('empty')
    fresh = await createDatabase()
    await restoreDatabase(old.url, gunzipSync(readFileSync(join(ROOT, path))).toString('utf8'))
  })

  afterAll(async () => {
    for (const each of running) await each.stop()
    await endpoint.close()
    await old.drop()
    await fresh.drop()
  })

  async function index({ url }: TestDatabase): Promise<RunningIndexer> {
    const started = await runIndexer(url, withStaking(makeNetwork(NETWORK)), [endpoint.url])
    running.push(started)
    await started.reached(chain)
    return started
  }

  test('migrated to the newest, it equals a fresh index of the same chain, before and after new blocks', async () => {
    const before = await countRows(old.url, OTHERS)
    expect(before['watch.verdict']).toBeGreaterThan(5)
    await migrate(old.url)
    expect(await countRows(old.url, OTHERS)).toMatchObject(before)
    const [one, other] = [await index(old), await index(fresh)]
    expect(await listColumns(one)).toEqual(await listColumns(other))
    const [{ pool: kept }, { pool: made }] = [one, other]
    const tables = await readTables(kept, NETWORK)
    expect(tables).toEqual(await readTables(made, NETWORK))
    expect(tables['facts.fee']).toMatch(/^[1-9]/)
    mineMore(chain)
    for (const each of running) await each.reached(chain)
    expect(await readTables(kept, NETWORK)).toEqual(await readTables(made, NETWORK))
  })
})
