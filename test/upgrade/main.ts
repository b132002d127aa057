import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { migrate } from '../../db/source.ts'
import { startPostgres } from '../../src/platform/embedded.ts'
import { makeNetwork, runIndexer, withStaking } from '../support/indexer.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { serveChain } from '../support/mockchain/server.ts'
import { dumpDatabase, listStatements, withClient } from './dump.ts'
import { OTHER_ROWS } from './others.ts'
import { CHAIN, mineKept, NETWORK } from './world.ts'

// npm run fixture:database: writes test/fixtures/database/<version>.sql.gz, the database of this version after the kept world.
// Run it once, when the version is tagged. The dump of an older version is never written again.

const ROOT = join(import.meta.dirname, '../..')
const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string }
const folder = await mkdtemp(join(tmpdir(), 'assay-fixture-'))
const postgres = await startPostgres({ dataDir: join(folder, 'data'), settings: ['fsync=off'] })
try {
  const url = postgres.url.replace(/\/assay$/, '/kept')
  await withClient(postgres.url, (client) => client.query('create database kept'))
  await migrate(url)
  const chain = new MockChain(CHAIN)
  mineKept(chain)
  const endpoint = await serveChain(chain)
  const running = await runIndexer(url, withStaking(makeNetwork(NETWORK)), [endpoint.url])
  await running.reached(chain)
  await running.stop()
  await endpoint.close()
  await withClient(url, async (client) => {
    for (const statement of OTHER_ROWS) await client.query(statement)
  })
  const dump = gzipSync(await dumpDatabase(url, await listStatements()), { level: 9 })
  const path = join('test/fixtures/database', `${version}.sql.gz`)
  await writeFile(join(ROOT, path), dump)
  process.stdout.write(`${path}: ${dump.length} bytes\n`)
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
