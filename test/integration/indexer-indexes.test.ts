import { afterEach, beforeEach, expect, test } from 'vitest'
import { deriveCounts } from '../../src/indexer/derive/counts.ts'
import { buildIndexes, Partitions } from '../../src/indexer/store/partitions.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

let database: TestDatabase
let pool: Pool

beforeEach(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test' })
})
afterEach(async () => {
  await pool.end()
  await database.drop()
})

test('an index that takes long is left at once when the process is to stop, and built by the next start', async () => {
  const client = await pool.connect()
  await client.query('begin')
  await new Partitions().ensure(client, 'fee', 0, 1)
  await client.query('commit')
  // Somebody else builds it: as good as a partition that takes minutes.
  await client.query(`select pg_advisory_lock(hashtextextended('fee_p0_payer', 0))`)
  const stop = new AbortController()
  const building = expect(buildIndexes(pool, stop.signal)).rejects.toThrow('stopped')
  const waiting = `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`
  await expect.poll(async () => (await client.query(waiting)).rows[0].n).toBe(1)
  stop.abort(new Error('stopped'))
  await building
  client.release(true)
  expect(await buildIndexes(pool, new AbortController().signal)).toContain('fee_p0_payer')
})

test('a fact counts in the hour and day that it stands in by UTC, in the first year, before 2000 and in the last', async () => {
  const times = [
    '0001-01-01 00:00:00Z',
    '0001-12-31 23:59:59Z',
    '1999-12-31 23:59:59Z',
    '2000-01-01 00:00:00Z',
    '2026-03-29 01:30:00Z',
    '9999-12-31 23:59:59Z',
  ]
  const client = await pool.connect()
  // Whatever the session's zone is.
  await client.query(`set time zone 'Asia/Kathmandu'`)
  await client.query('begin')
  await new Partitions().ensure(client, 'heartbeat', 0, times.length)
  await client.query(
    `insert into facts.heartbeat (network, chain_id, block_number, block_hash, block_time, tx_hash, phase, position, contract, node, signed_at)
     select 'n', 1, number, '\\x', at, '\\x', 0, 0, '\\x', '\\x01', at from unnest($1::timestamptz[]) with ordinality each (at, number)`,
    [times],
  )
  const scope = { network: 'n', chain: 1, from: 0, to: times.length, kinds: new Set(['heartbeat'] as const) }
  await deriveCounts(client, scope, 1)
  const { rows: hours } = await client.query(
    `select to_char(hour at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as at from derived.node_hour where heartbeats = 1 order by hour`,
  )
  const { rows: days } = await client.query(
    `select to_char(day, 'YYYY-MM-DD') as at from derived.network_day where heartbeats = 1 order by day`,
  )
  expect(hours.map(({ at }) => at)).toEqual(times.map((time) => time.replace(/:\d\d:\d\dZ/, ':00:00')))
  expect(days.map(({ at }) => at)).toEqual(times.map((time) => time.slice(0, 10)))
  client.release(true)
})
