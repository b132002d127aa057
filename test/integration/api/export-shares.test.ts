import { once } from 'node:events'
import { connect } from 'node:net'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, startApi } from '../../../src/api/api.ts'
import { startTestApi, type TestApi, testConfig } from '../../support/api/server.ts'
import { eventually } from '../../support/indexer.ts'
import { rawRequest, stalledRequest } from '../../support/raw-http.ts'

const FORMATS = ['csv', 'jsonl', 'parquet']
// What the database does for exports: everything of the API that runs in a transaction of its own.
const EXPORTS = `from pg_stat_activity where datname = current_database() and application_name = 'assay-api'
  and (state = 'idle in transaction' or (state = 'active' and (query like 'copy %' or query like 'declare %' or query like 'fetch %')))`

let api: TestApi
let watcher: pg.Pool

beforeAll(async () => {
  // Addresses are told by the header, so that one machine is several callers.
  api = await startTestApi({ trustProxy: true, exportStallMs: 1000, statementTimeoutMs: 120_000 })
  watcher = new pg.Pool({ connectionString: api.database.url, max: 2 })
  // More than the buffers of a connection hold, also when it is packed: 30 rows of 500 kB of noise.
  await watcher.query(
    `insert into facts.unknown_log (network, chain_id, block_number, block_hash, block_time, tx_hash, phase, position, contract, topics, data, reason)
     select network, chain_id, block_number, block_hash, block_time, tx_hash, 0, 6000000 + i, contract, array['\\x01'::bytea],
       (select string_agg(sha256(convert_to(i || ' ' || n, 'UTF8')), '') from generate_series(1, 16000) n), 'test'
       from (select * from facts.fee limit 1) f, generate_series(1, 30) i`,
  )
})
afterAll(async () => {
  await watcher.end()
  await api.close()
})

const lines = (path: string, caller: string) => [
  `GET /export/${path} HTTP/1.1`,
  'host: x',
  'connection: close',
  `x-forwarded-for: ${caller}`,
]

function ask(path: string, caller: string, url = api.url): Promise<Response> {
  return fetch(`${url}/export/${path}`, { headers: { 'x-forwarded-for': caller } })
}

/** Waits until nothing is done for exports. */
async function quiet(): Promise<void> {
  await eventually(watcher, `select count(*) = 0 ${EXPORTS}`)
}

/** Asks until the caller's slot is free: what ends an export is seen by its caller only so. */
async function free(caller: string): Promise<void> {
  for (;;) {
    const response = await ask('networks.csv', caller)
    await response.arrayBuffer()
    if (response.status === 200) return
    expect(response.status).toBe(429)
  }
}

test.each(FORMATS)(
  'callers who read nothing of %s hold up nobody else, and lose their slots',
  async (format) => {
    const stalled = ['10.0.0.1', '10.0.0.2'].map((caller) =>
      stalledRequest(api.url, lines(`unknownLogs.${format}`, caller)),
    )
    await eventually(watcher, `select count(*) = 2 ${EXPORTS}`)
    const second = await ask('networks.csv', '10.0.0.1')
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '10'])
    expect(await second.json()).toMatchObject({ errors: [{ extensions: { code: 'BUSY' } }] })
    const other = await ask('networks.csv', '10.0.0.3')
    expect(other.status).toBe(200)
    expect(await other.text()).toContain('alpha')
    await quiet()
    await Promise.all(['10.0.0.1', '10.0.0.2'].map(free))
    for (const socket of stalled) socket.destroy()
  },
)

test('few run at once in all', async () => {
  const stalled = [1, 2, 3, 4].map((n) => stalledRequest(api.url, lines('unknownLogs.csv', `10.0.1.${n}`)))
  await eventually(watcher, `select count(*) = 4 ${EXPORTS}`)
  const fifth = await ask('networks.csv', '10.0.1.5')
  expect(fifth.status).toBe(429)
  expect(await fifth.text()).toContain('4 exports are running')
  for (const socket of stalled) socket.destroy()
  await quiet()
  await free('10.0.1.5')
})

test.each(FORMATS)(
  'a caller who leaves while the database works on %s ends its statement',
  async (format) => {
    const holder = await watcher.connect()
    await holder.query('begin; lock table facts.heartbeat in access exclusive mode')
    const socket = stalledRequest(api.url, lines(`heartbeats.${format}`, '10.0.2.1'))
    await eventually(watcher, `select count(*) = 1 ${EXPORTS} and wait_event_type = 'Lock'`)
    expect((await ask('networks.csv', '10.0.2.1')).status).toBe(429)
    socket.destroy()
    await quiet()
    await free('10.0.2.1')
    // The table is still locked: nothing but the caller's leaving ended it.
    await holder.query('rollback')
    holder.release()
  },
)

test('a caller who leaves while figures are read from the ledger ends their statement', async () => {
  const holder = await watcher.connect()
  await holder.query('begin; lock table facts.fee in access exclusive mode')
  const figures = 'networkEconomics.csv?network=alpha&days=30'
  const socket = stalledRequest(api.url, lines(figures, '10.0.3.1'))
  await eventually(
    watcher,
    `select count(*) = 1 from pg_stat_activity where application_name = 'assay-api' and wait_event_type = 'Lock'`,
  )
  socket.destroy()
  // The table is still locked: nothing but the caller's leaving ended it.
  await eventually(
    watcher,
    `select count(*) = 0 from pg_stat_activity where application_name = 'assay-api' and wait_event_type = 'Lock'`,
  )
  await free('10.0.3.1')
  await holder.query('rollback')
  holder.release()
})

test.each(FORMATS)('a caller who leaves in the middle of %s gives the slot back', async (format) => {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(api.url).port) })
  socket.write(`${lines(`unknownLogs.${format}`, '10.0.3.1').join('\r\n')}\r\n\r\n`)
  await once(socket, 'data')
  socket.destroy()
  await quiet()
  await free('10.0.3.1')
})

test.each(FORMATS)(
  'a fault behind the status line resets the connection: half of %s does not look whole',
  async (format) => {
    for (const version of ['1.0', '1.1']) {
      const [, ...rest] = lines('', '10.0.4.1')
      const ask = [`GET /export/unknownLogs.${format} HTTP/${version}`, ...rest]
      const { status, ended } = await rawRequest(api.url, ask, () =>
        eventually(watcher, `select coalesce(bool_or(pg_terminate_backend(pid)), false) ${EXPORTS}`),
      )
      expect([version, status, ended]).toEqual([version, 200, 'reset'])
      await free('10.0.4.1')
    }
  },
)

test('an export that finds no first row in time is refused with 503', async () => {
  const slow = await startApi(testConfig(api.database.url, { exportMostMs: 300 }), pino({ level: 'silent' }))
  const holder = await watcher.connect()
  await holder.query('begin; lock table facts.heartbeat in access exclusive mode')
  for (const format of FORMATS) {
    const response = await ask(`heartbeats.${format}`, 'x', slow.url)
    expect([format, response.status]).toEqual([format, 503])
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'STATEMENT_TIMEOUT' } }] })
  }
  await holder.query('rollback')
  holder.release()
  await slow.close()
})

test('each export leaves something for good, so a caller may have so many over time', async () => {
  const limited = await startApi(
    testConfig(api.database.url, { ratePerSecond: 1000, rateBurst: 1000, trustProxy: true }),
    pino({ level: 'silent' }),
  )
  const statuses: number[] = []
  for (let i = 0; i < 62; i++) {
    const response = await ask('networks.csv', '10.0.5.1', limited.url)
    await response.arrayBuffer()
    statuses.push(response.status)
  }
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(60)
  expect(statuses).toContain(429)
  expect((await ask('networks.csv', '10.0.5.2', limited.url)).status).toBe(200)
  await limited.close()
})

test('a manifest is kept for good: after a restart, and by every process on the database', async () => {
  const start = (): Promise<Api> => startApi(testConfig(api.database.url), pino({ level: 'silent' }))
  const first = await start()
  const response = await ask('fees.csv?limit=3', 'x', first.url)
  await response.arrayBuffer()
  const address = response.headers.get('x-assay-manifest')
  const before = await (await fetch(`${first.url}${address}`)).text()
  await first.close()
  const next = await start()
  const again = await fetch(`${next.url}${address}`)
  expect(again.headers.get('cache-control')).toContain('immutable')
  expect(await again.text()).toBe(before)
  expect(await (await fetch(`${api.url}${address}`)).text()).toBe(before)
  expect(JSON.parse(before)).toMatchObject({ entity: 'Fee', format: 'csv', parameters: { limit: '3' } })
  await next.close()
})

test('the API’s role may add a manifest, and neither change nor remove one', async () => {
  const client = await watcher.connect()
  await client.query('set role assay_api')
  const run = (sql: string) =>
    client.query(sql).then(
      () => 'done',
      (error: { code: string }) => error.code,
    )
  const denied = '42501'
  expect(await run(`update served.export_manifest set manifest = '{}'`)).toBe(denied)
  expect(await run('delete from served.export_manifest')).toBe(denied)
  expect(await run(`insert into served.export_manifest values (gen_random_uuid(), '{}')`)).toBe(denied)
  expect(await run('update api.export_manifest set kept_at = now()')).toBe(denied)
  const taken = `(select id from api.export_manifest limit 1)`
  expect(await run(`select api.keep_manifest(${taken}, '{}')`)).toBe('23505')
  expect(await run(`select api.keep_manifest(gen_random_uuid(), to_json(repeat('x', 300000)))`)).toBe('23514')
  expect(await run(`select api.keep_manifest(gen_random_uuid(), '{}')`)).toBe('done')
  await client.query('reset role')
  client.release()
})
