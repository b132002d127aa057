import { execFile } from 'node:child_process'
import { appendFile, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../../db/source.ts'
import { type Api, startApi } from '../../../src/api/api.ts'
import { encodePosition } from '../../../src/api/live/position.ts'
import { type EmbeddedPostgres, startPostgres } from '../../../src/platform/embedded.ts'
import { testConfig } from '../../support/api/server.ts'
import { seed } from '../../support/seed.ts'

// Two real servers: the second one follows the first by streaming replication.
const PASSWORD = 'reads-and-nothing-else'
const SETTINGS = ['fsync=off', 'shared_buffers=32MB']
let folder: string
let primary: EmbeddedPostgres
let standby: EmbeddedPostgres
let apis: { primary: Api; standby: Api }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-replica-'))
  await chmod(folder, 0o755)
  const [first, second] = [join(folder, 'primary'), join(folder, 'standby')]
  await (await startPostgres({ dataDir: first, settings: SETTINGS })).stop()
  await promisify(execFile)('cp', ['-a', first, second])
  primary = await startPostgres({ dataDir: first, settings: SETTINGS })
  const { hostname, port, username, password } = new URL(primary.url)
  await writeFile(join(second, 'cluster/standby.signal'), '')
  await appendFile(
    join(second, 'cluster/postgresql.auto.conf'),
    `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'\n`,
  )
  standby = await startPostgres({ dataDir: second, settings: SETTINGS })
  await migrate(primary.url, PASSWORD)
  await seed(primary.url)
  await caughtUp()
  const serve = ({ url }: EmbeddedPostgres) => startApi(testConfig(asReader(url)), pino({ level: 'silent' }))
  apis = { primary: await serve(primary), standby: await serve(standby) }
})
afterAll(async () => {
  await Promise.all(Object.values(apis ?? {}).map((api) => api.close()))
  await standby?.stop()
  await primary?.stop()
  await rm(folder, { recursive: true, force: true })
})

function asReader(url: string): string {
  const reader = new URL(url)
  reader.username = 'assay_api'
  reader.password = PASSWORD
  return reader.href
}

/** Settles when the second server has everything that the first one has now. */
async function caughtUp(): Promise<void> {
  const [from, to] = [primary, standby].map(({ url }) => new pg.Client({ connectionString: url }))
  await Promise.all([from?.connect(), to?.connect()])
  const { rows } = (await from?.query('select pg_current_wal_lsn() lsn')) ?? { rows: [] }
  const ask = 'select coalesce(pg_last_wal_replay_lsn() >= $1, false) done'
  while (!(await to?.query(ask, [rows[0]?.lsn]))?.rows[0]?.done);
  await Promise.all([from?.end(), to?.end()])
}

const EXPORTS = [
  'claims.csv',
  'verdicts.jsonl',
  'nodes.parquet',
  'leaderboard.csv?network=alpha&metric=CLAIMS',
]

test.each(EXPORTS)('a replica exports %s as its primary does, and promises no manifest', async (name) => {
  const [ours, theirs] = await Promise.all(
    [apis.standby, apis.primary].map(async ({ url }) => {
      const answer = await fetch(`${url}/export/${name}`)
      return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
    }),
  )
  expect([ours?.answer.status, theirs?.answer.status]).toEqual([200, 200])
  expect(ours?.bytes.equals(theirs?.bytes ?? Buffer.of())).toBe(true)
  expect(ours?.answer.headers.get('x-assay-manifest')).toBeNull()
  const manifest = theirs?.answer.headers.get('x-assay-manifest')
  await caughtUp()
  const kept = await fetch(`${apis.standby.url}${manifest}`)
  expect([kept.status, await kept.json()]).toMatchObject([200, { bytes: theirs?.bytes.length }])
})

test('a replica answers the other doors', async () => {
  for (const path of ['/rest/nodes?limit=3', '/graphql?query={networks{id}}', '/status', '/metrics'])
    expect([path, (await fetch(`${apis.standby.url}${path}`)).status]).toEqual([path, 200])
})

test('a live stream of a replica tells what its primary took, on one connection', async () => {
  // From the beginning: where a stream without a cursor begins is read after its headers came, and may be this very block.
  const after = encodePosition({
    chains: [{ network: 'alpha', chain: 31337, number: 0, hash: '' }],
    verdict: 0,
  })
  const query = encodeURIComponent(
    `subscription { claims(after: "${after}", where: { network_eq: "alpha" }) { claim { blockNumber } } }`,
  )
  const left = new AbortController()
  const headers = { accept: 'text/event-stream' }
  const stream = await fetch(`${apis.standby.url}/graphql?query=${query}`, { headers, signal: left.signal })
  const reader = stream.body?.getReader()
  const writer = new pg.Client({ connectionString: primary.url })
  await writer.connect()
  await writer.query('begin')
  await writer.query("update ingest.status set height = 201, hash = '\\x01' where network = 'alpha'")
  await writer.query(`insert into ingest.block (network, chain_id, number, hash, block_time, digest, holds_data, proof)
    values ('alpha', 31337, 201, '\\x01', now(), '', true, 'full')`)
  await writer.query(`insert into facts.settled_claim (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node, evidence, input_hash, output_hash)
    select 'alpha', 31337, 201, '\\x01', now(), '', 0, '', node, 'tee_signature', '', '' from derived.node where network = 'alpha' limit 1`)
  await writer.query('commit')
  await writer.end()
  let text = ''
  while (!text.includes('"blockNumber":201'))
    text += Buffer.from((await reader?.read())?.value ?? []).toString()
  const looker = new pg.Client({ connectionString: standby.url })
  await looker.connect()
  const { rows } = await looker.query(
    "select count(*)::int n from pg_stat_activity where application_name = 'assay-api-listen'",
  )
  await looker.end()
  expect(rows).toEqual([{ n: 1 }])
  left.abort()
})
