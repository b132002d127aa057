import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Api } from '../../src/api/api.ts'
import { LoadedRows } from '../../src/api/columnar/server.ts'
import { rowsSubject } from '../../src/api/export/rows-subject.ts'
import { getEntity } from '../../src/api/model/model.ts'
import { TokenBook } from '../../src/api/model/tokens.ts'
import { buildPublicSchema } from '../../src/api/schema/schema.ts'
import { Unavailable } from '../../src/claim/errors.ts'
import { loadFacts } from '../../src/lake/clickhouse/load.ts'
import { exportFacts } from '../../src/lake/export.ts'
import { ClickHouse } from '../../src/platform/clickhouse.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { createClickHouse, INSTALL_MS, startBoth, type TestClickHouse } from '../support/clickhouse.ts'
import { memoryLake } from '../support/lake.ts'
import { NETWORK, seedChain } from '../support/laked-chains.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const signal = new AbortController().signal
const { store } = memoryLake()

let database: TestDatabase
let pool: Pool
let clickhouse: TestClickHouse
let plain: Api
let routed: Api

// Three chains, the second of which is not loaded: its rows stand between those of the others.
beforeAll(async () => {
  const began = createClickHouse()
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 6 })
  for (const chain of [1, 3, 4]) await seedChain(pool, chain)
  clickhouse = await began
  await load(1, [100, 500])
  await load(4, [900])
  ;({ plain, routed } = await startBoth(database.readerUrl, clickhouse.url))
}, INSTALL_MS)
afterAll(async () => {
  await plain?.close()
  await routed?.close()
  await clickhouse?.drop()
  await pool?.end()
  await database?.drop()
})

async function load(chain: number, grid: readonly number[]): Promise<void> {
  const place = { network: NETWORK, chain }
  await exportFacts({ pool, place, store, grid }, signal)
  await loadFacts({ pool, place, store, server: clickhouse.server }, signal)
}

interface Source {
  readonly chainId: number
  readonly engine: string
  readonly block: number | null
  readonly before: string | null
  readonly reason: string | null
}

async function download(
  api: Api,
  path: string,
): Promise<{ bytes: Buffer; sources: Source[]; manifest: string }> {
  const request = get(`${api.url}/export/${path}`)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const bytes = await buffer(response)
  expect(response.statusCode, bytes.toString('utf8', 0, 300)).toBe(200)
  return {
    bytes,
    sources: JSON.parse(String(response.trailers['x-assay-sources'])),
    manifest: String(response.headers['x-assay-manifest']),
  }
}

function address(name: string, parameters: { where?: object; fields?: string; limit?: number } = {}): string {
  const { where, fields, limit } = parameters
  const query = new URLSearchParams({
    ...(where ? { where: JSON.stringify(where) } : {}),
    ...(fields ? { fields } : {}),
    ...(limit === undefined ? {} : { limit: String(limit) }),
  })
  return `${name}?${query}`
}

/** Downloads from both, compares the bytes, and returns who gave them, by chain. */
async function same(path: string): Promise<Map<number, Source>> {
  const one = await download(plain, path)
  const other = await download(routed, path)
  expect(other.bytes.equals(one.bytes), `${path}: ${other.bytes.length} and ${one.bytes.length} bytes`).toBe(
    true,
  )
  return new Map(other.sources.map((source) => [source.chainId, source]))
}

/** As {@link same}, of rows that come from ClickHouse but for those of the chain that is not loaded. */
async function sameFromClickHouse(path: string): Promise<void> {
  const sources = await same(path)
  const engines = [...sources].map(([chain, { engine, block, reason }]) => [chain, engine, block, reason])
  expect(engines, path).toEqual([
    [1, 'CLICKHOUSE', 899, null],
    [3, 'POSTGRES', null, 'NOTHING_LOADED'],
    [4, 'CLICKHOUSE', 899, null],
  ])
}

const FACTS = [
  'fees',
  'heartbeats',
  'requests',
  'emissions',
  'stakeChanges',
  'movements',
  'models',
  'unknownLogs',
]
const ROLLUPS = ['payerDays', 'networkDayAmounts', 'nodeDayAmounts', 'nodeHours', 'nodeDays', 'networkDays']
// Which penalties are maintenance is found out later.
const FIELDS: { readonly [name: string]: string } = Object.fromEntries(
  Object.entries({ nodeHours: 'nodeKey,hour', nodeDays: 'nodeKey,day', networkDays: 'day' }).map(
    ([name, keys]) => [name, `id,network,chainId,${keys},fees,refunds,claims,heartbeats,emissions`],
  ),
)

describe.each([...FACTS, ...ROLLUPS])('an export of %s', (name) => {
  const fields = FIELDS[name] ? { fields: FIELDS[name] } : {}

  test('is the same file with ClickHouse, whole and with a filter, in each format', async () => {
    const time = name.endsWith('Hours')
      ? { hour_gte: '2023-12-01T05:00:00Z' }
      : ROLLUPS.includes(name)
        ? { day_lt: '2023-12-20' }
        : { blockNumber_gt: 700, blockTime_lt: '2023-12-20T07:00:00.000Z' }
    await sameFromClickHouse(address(`${name}.parquet`, fields))
    await sameFromClickHouse(
      address(`${name}.csv`, { where: { OR: [time, { chainId_in: [3, 4] }] }, ...fields }),
    )
    await same(address(`${name}.jsonl`, { limit: 700, ...fields }))
    await same(address(`${name}.csv`, { limit: 700, ...fields }))
  })
})

test('an export without rows, or of none, is the same file', async () => {
  await sameFromClickHouse(address('fees.csv', { where: { network_eq: 'other' } }))
  await sameFromClickHouse(address('payerDays.parquet', { where: { day_lt: '2001-01-01' } }))
  await same(address('fees.csv', { limit: 0 }))
})

test('filters by what is null, by bytes, words and truth are the same in both', async () => {
  const { rows } = await pool.query(
    `select '0x' || encode(node, 'hex') as node from facts.fee where node is not null limit 1`,
  )
  const [{ node }] = rows
  for (const where of [
    { nodeKey_isNull: true },
    { nodeKey_not_eq: node },
    { nodeKey_not_in: [node] },
    { nodeKey_in: [node], refund_eq: true },
    { refund_not_eq: true, attribution_startsWith: 'ex' },
  ])
    await sameFromClickHouse(address('fees.csv', { where, fields: 'id,nodeKey,refund,amount' }))
  await sameFromClickHouse(address('models.jsonl', { where: { uri_contains: '"' } }))
})

test('what ClickHouse does not hold, or compares otherwise, comes from Postgres with the reason', async () => {
  for (const path of [
    address('penalties.csv'),
    address('claims.csv'),
    address('nodeDays.csv', { fields: 'id,penalties' }),
    address('fees.csv', { where: { node: { role_eq: 'validator' } } }),
    address('fees.csv', { where: { amount_gt: '5' } }),
    address('heartbeats.csv', { where: { signedAt_gt: '1970-01-01T00:00:10Z' } }),
    address('models.csv', { where: { uri_gt: 'a' } }),
  ]) {
    const sources = await same(path)
    expect(sources.get(1), path).toMatchObject({ engine: 'POSTGRES', block: null, reason: 'NOT_HELD' })
  }
})

test('the manifest says who gave the rows, and rows that Postgres lost are those of ClickHouse', async () => {
  const path = address('fees.csv', { where: { chainId_eq: 1 } })
  const whole = await download(plain, path)
  await pool.query('update facts.fee set amount = amount + 1 where chain_id = 1 and block_number < 900')
  const altered = await download(plain, path)
  const routedOne = await download(routed, path)
  await pool.query('update facts.fee set amount = amount - 1 where chain_id = 1 and block_number < 900')
  expect(altered.bytes.equals(whole.bytes)).toBe(false)
  expect(routedOne.bytes.equals(whole.bytes)).toBe(true)
  const manifest = await (await fetch(`${routed.url}${routedOne.manifest}`)).json()
  expect(manifest.sources).toEqual(routedOne.sources)
  expect(manifest.sources[0]).toEqual({
    network: NETWORK,
    chainId: 1,
    engine: 'CLICKHOUSE',
    block: 899,
    before: null,
    reason: null,
  })
})

/** A server that is gone after so many pages of rows. */
class GoneAfter extends ClickHouse {
  #pages: number
  constructor(url: string, pages: number) {
    super(url, 30_000)
    this.#pages = pages
  }
  override rows(...[text, ...more]: Parameters<ClickHouse['rows']>): ReturnType<ClickHouse['rows']> {
    if (text.includes(' order by ') && this.#pages-- <= 0)
      return Promise.reject(new Unavailable('UNAVAILABLE_CLICKHOUSE', 'it is gone'))
    return super.rows(text, ...more)
  }
}

test.each([
  ['Fee', 0],
  ['Fee', 1],
  ['Fee', 2],
  ['PayerDay', 1],
  ['NodeHour', 1],
])('an export of %s goes on from Postgres where ClickHouse is gone after %i pages', async (name, pages) => {
  const { model, schema } = buildPublicSchema()
  const entity = getEntity(model, name)
  const keys = entity.key.slice(2).map(({ column }) => column)
  const fields = [...entity.fields.values()].flatMap((field) =>
    field.kind === 'id' || ('column' in field && keys.includes(field.column)) ? [field.name] : [],
  )
  const parameters = new Map([
    [
      'fields',
      [...fields, name === 'Fee' ? 'amount' : 'fees'].filter((each) => entity.fields.has(each)).join(),
    ],
  ])
  const server = new GoneAfter(clickhouse.url, pages)
  const parts = {
    model,
    schema,
    tokens: new TokenBook([]),
    pool,
    mostMs: 60_000,
    loaded: new LoadedRows(server),
  }
  const opened = await rowsSubject(parts, entity).prepare(parameters).open('csv', signal, 'a caller')
  const chunks: Buffer[] = []
  for await (const chunk of opened.chunks) chunks.push(chunk)
  await opened.close(true)
  await server.close()
  const whole = await download(
    plain,
    address(`${entity.plural}.csv`, { fields: parameters.get('fields') ?? '' }),
  )
  expect(Buffer.concat(chunks).equals(whole.bytes)).toBe(true)
  expect(opened.sources?.().map(({ engine, reason }) => [engine, reason])).toEqual([
    // Its rows are two pages.
    pages === 2 ? ['CLICKHOUSE', null] : ['POSTGRES', 'NO_ANSWER'],
    ['POSTGRES', 'NOTHING_LOADED'],
    ['POSTGRES', 'NO_ANSWER'],
  ])
})

test('a server that lacks rows gives none', async () => {
  const [{ loads }] = (await pool.query('select loads from lake.pointer where chain_id = 1')).rows
  await clickhouse.server.run(`alter table fact_movement drop partition '${loads[1]}'`)
  const sources = await same(address('movements.csv'))
  expect(sources.get(1)).toMatchObject({ engine: 'POSTGRES', reason: 'INCOMPLETE' })
  expect(sources.get(4)).toMatchObject({ engine: 'CLICKHOUSE', reason: null })
})
