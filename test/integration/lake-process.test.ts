import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Partitions } from '../../src/indexer/store/partitions.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { runAssay } from '../support/assay-cli.ts'
import { CHAIN_ID, makeNetwork } from '../support/indexer.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { spawnProcess } from '../support/processes.ts'

let database: TestDatabase
let pool: Pool
let folder: string
let env: Record<string, string>

// Thirty thousand final blocks with a fee in every tenth: three cells of the least width.
beforeAll(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 2 })
  folder = await mkdtemp(join(tmpdir(), 'assay-lake-'))
  const { folder: _, ...file } = makeNetwork('laked')
  await mkdir(join(folder, 'networks/laked'), { recursive: true })
  await writeFile(join(folder, 'networks/laked/network.json'), JSON.stringify(file))
  env = {
    DATABASE_URL: database.url,
    ASSAY_NETWORKS: join(folder, 'networks'),
    ASSAY_NETWORK: 'laked',
    ASSAY_LAKE: join(folder, 'lake'),
    ASSAY_SEGMENTS: join(folder, 'segments'),
  }
  const client = await pool.connect()
  await new Partitions().ensure(client, 'fee', 0, 29_999)
  client.release()
  await pool.query(
    `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, payer, payee,
       token, amount, attribution, refund)
     select 'laked', $1, i * 10, sha256(int4send(i)), to_timestamp(1700000000 + i), sha256(int4send(i)), 0, '\\x01', sha256(int4send(i % 7)),
       '\\x02', '\\x03', '\\x04', 1e30 + i, 'explicit', false from generate_series(0, 2999) i`,
    [CHAIN_ID],
  )
  await pool.query(
    `insert into ingest.status (network, chain_id, genesis_hash, height, hash, finalized_height, finalized_hash, head, digest,
       source_set_hash, fence)
     values ('laked', $1, sha256(''), 29999, sha256('a'), 29999, sha256('a'), 29999, sha256('d'), sha256('s'), 1)`,
    [CHAIN_ID],
  )
})

afterAll(async () => {
  await pool?.end()
  await database?.drop()
  await rm(folder, { recursive: true })
})

async function lake(...words: string[]): Promise<Record<string, unknown>> {
  const { exit, stdout, stderr } = await runAssay(['lake', ...words, '--json'], env)
  expect({ words, exit, stderr: exit ? stderr : '' }).toEqual({ words, exit: 0, stderr: '' })
  return JSON.parse(stdout) as Record<string, unknown>
}

test('a process that is killed in the middle leaves a lake that the commands finish, verify and restore from', async () => {
  const process = spawnProcess(['lake', 'run'], env)
  await vi.waitFor(() => expect(process.log()).toContain('cell written'), { timeout: 60_000, interval: 5 })
  await process.kill()
  const exported = await lake('export')
  expect(exported).toMatchObject({ covered: 29_999, final: 29_999 })
  expect(await lake('export')).toMatchObject({ cells: 0 })
  const verified = await lake('verify', '--rows')
  expect(verified).toMatchObject({ cells: 3, rows: 3000, comparedDigests: 3, comparedRows: 3 })
  expect(await lake('status')).toMatchObject({
    covered: 29_999,
    behind: 0,
    kinds: { fee: 3000 },
    entry: verified.entry,
  })

  const sum = `select count(*)::int as count, sum(amount)::text as sum from facts.fee`
  const before = await pool.query(sum)
  await pool.query('delete from facts.fee')
  expect(await lake('restore')).toMatchObject({
    fromLake: 3000,
    thereAlready: 0,
    fromSegments: 0,
    covered: 29_999,
  })
  expect((await pool.query(sum)).rows).toEqual(before.rows)

  const refused = await runAssay(['lake', 'verify', '--seen', 'ab'.repeat(32)], env)
  expect(refused.exit).toBe(70)
  expect(refused.stderr).toMatch(/\(LAKE_ROLLED_BACK\)\n$/)
})
