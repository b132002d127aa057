import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMPARISONS } from '../../../bench/scale/investor.ts'
import type { Api } from '../../../src/api/api.ts'
import { getEntity, type Model } from '../../../src/api/model/model.ts'
import { measuresOf } from '../../../src/api/schema/aggregate.ts'
import { buildPublicSchema } from '../../../src/api/schema/schema.ts'
import { loadFacts } from '../../../src/lake/clickhouse/load.ts'
import { exportFacts } from '../../../src/lake/export.ts'
import { createPool, type Pool } from '../../../src/platform/database.ts'
import { collectSamples, type Samples, where } from '../../support/api/queries.ts'
import { createClickHouse, INSTALL_MS, startBoth, type TestClickHouse } from '../../support/clickhouse.ts'
import { memoryLake } from '../../support/lake.ts'
import { HUGE, NETWORK, seedChain, seedLeaves } from '../../support/laked-chains.ts'
import { createDatabase, type TestDatabase } from '../../support/postgres.ts'

// `ASSAY_ORACLE_RUNS` makes it longer, `ASSAY_ORACLE_SEED` makes it ask other questions: `npm run fuzz` sets both.
const RUNS = Number(process.env.ASSAY_ORACLE_RUNS ?? 12)
const SEED = Number(process.env.ASSAY_ORACLE_SEED ?? 20260101)

const ENTITIES = ['PayerDay', 'NetworkDayAmount', 'NodeHour', 'NodeDay', 'NetworkDay', 'NodeDayAmount']
const signal = new AbortController().signal
const model: Model = buildPublicSchema().model

let database: TestDatabase
let pool: Pool
let clickhouse: TestClickHouse
let plain: Api
let routed: Api
let samples: Samples
let networks: string
const { store } = memoryLake()

// Two chains of a thousand blocks, an hour each; nine hundred blocks are final. The second chain is not loaded.
beforeAll(async () => {
  const began = createClickHouse()
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 6 })
  for (const chain of [1, 2]) await seedChain(pool, chain)
  await seedLeaves(pool)
  clickhouse = await began
  const place = { network: NETWORK, chain: 1 }
  await exportFacts({ pool, place, store, grid: [100, 500] }, signal)
  await loadFacts({ pool, place, store, server: clickhouse.server }, signal)
  networks = await mkdtemp(join(tmpdir(), 'assay-networks-'))
  await mkdir(join(networks, NETWORK))
  await writeFile(join(networks, NETWORK, 'network.json'), JSON.stringify(NETWORK_FILE))
  ;({ plain, routed } = await startBoth(database.readerUrl, clickhouse.url, { networks }))
  samples = await collectSamples(model, (query) => ask(plain, query))
}, INSTALL_MS)
afterAll(async () => {
  await plain?.close()
  await routed?.close()
  await clickhouse?.drop()
  await pool?.end()
  await database?.drop()
  await rm(networks, { recursive: true, force: true })
})

const NETWORK_FILE = {
  name: NETWORK,
  title: 'Two chains',
  chains: [1, 2].map((id) => ({
    id,
    name: `Chain ${id}`,
    class: 'synthetic',
    family: 'ethereum',
    finality: { depth: 100 },
  })),
  contracts: [],
  tokens: [],
}

async function ask(api: Api, query: string): Promise<{ data?: Record<string, unknown>; errors?: unknown }> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return (await response.json()) as { data?: Record<string, unknown>; errors?: unknown }
}

/** `_meta` of the first chain in an answer. */
function sourceIn(answer: { data?: Record<string, unknown> }): Record<string, unknown> {
  const [meta] = answer.data?._meta as { aggregates: Record<string, unknown> }[]
  return meta?.aggregates ?? {}
}

const META = '_meta { chainId aggregates { engine block before reason } }'

// Sums of these are not kept in ClickHouse.
const POSTGRES_ALONE = new Set(['penalties', 'maintenance'])

/** A random aggregate over a rollup. Half have no filter, so that ClickHouse answers a good part. */
function aggregates(name: string): fc.Arbitrary<string> {
  const entity = getEntity(model, name)
  const { rollup } = entity
  if (!rollup) throw new TypeError(`${name} is no rollup`)
  const measures = measuresOf(entity, rollup)
  const intervals = ['DAY', 'WEEK', 'MONTH', ...(rollup.time === 'hour' ? ['HOUR'] : [])]
  const plainFilter = where(model, entity, samples, 0)
  const held = measures.filter(({ name }) => !POSTGRES_ALONE.has(name))
  const filter = fc
    .tuple(plainFilter, fc.option(fc.tuple(fc.constantFrom('AND', 'OR'), plainFilter), { nil: undefined }))
    .map(([one, more]) => (more ? `{ ${more[0]}: [${one}, ${more[1]}] }` : one))
  const figures = fc
    .tuple(fc.subarray(['sum', 'min', 'max', 'avg'], { minLength: 1 }), fc.constantFrom(held, held, measures))
    .chain(([some, from]) => fc.tuple(...some.map((figure) => fields(figure, from))))
  return fc
    .record({
      filter: fc.oneof(filter, fc.constant(undefined)),
      interval: fc.option(fc.constantFrom(...intervals), { nil: undefined }),
      by: rollup.by.length ? fc.subarray([...rollup.by]) : fc.constant([]),
      limit: fc.integer({ min: 0, max: 60 }),
      offset: fc.integer({ min: 0, max: 30 }),
      figures,
    })
    .map(({ filter: given, interval, by, limit, offset, figures: asked }) => {
      const args = [
        ...(given ? [`where: ${given}`] : []),
        ...(interval ? [`interval: ${interval}`] : []),
        ...(by.length ? [`by: [${by.join(', ')}]`] : []),
        `limit: ${limit}`,
        `offset: ${offset}`,
      ]
      const keys = [...rollup.apart, ...by]
      return `rows: ${entity.plural}Aggregate(${args.join(', ')}) { start count ${keys.join(' ')} ${asked.join(' ')} }`
    })
}

function fields(figure: string, measures: ReturnType<typeof measuresOf>): fc.Arbitrary<string> {
  return fc
    .subarray(measures, { minLength: 1 })
    .map(
      (some) =>
        `${figure} { ${some.map(({ name, kind }) => (kind === 'amount' && figure !== 'avg' ? `${name} { value reason }` : name)).join(' ')} }`,
    )
}

/** A random list over a rollup in the order of a figure, of which the second term may be any. */
function lists(name: string): fc.Arbitrary<string> {
  const entity = getEntity(model, name)
  const { rollup } = entity
  if (!rollup) throw new TypeError(`${name} is no rollup`)
  const measures = measuresOf(entity, rollup).filter((each) => !POSTGRES_ALONE.has(each.name))
  const keys = [rollup.time, ...rollup.apart, ...rollup.by]
  const link = entity.fields.has('node') ? ['', 'node { id role }'] : ['']
  return fc
    .record({
      filter: fc.oneof(where(model, entity, samples, 0), fc.constant(undefined)),
      figure: fc.constantFrom(...measures),
      direction: fc.constantFrom('ASC', 'DESC', 'DESC_NULLS_LAST'),
      after: fc.subarray(keys, { maxLength: 2 }),
      limit: fc.integer({ min: 0, max: 60 }),
      offset: fc.integer({ min: 0, max: 30 }),
      linked: fc.constantFrom(...link),
    })
    .map(({ filter, figure, direction, after, limit, offset, linked }) => {
      const order = [`${figure.name}_${direction}`, ...after.map((key) => `${key}_ASC`)]
      const args = `${filter ? `where: ${filter}, ` : ''}orderBy: [${order.join(', ')}], limit: ${limit}, offset: ${offset}`
      const figures = measures.map((each) =>
        each.kind === 'amount' ? `${each.name} { value token { symbol } reason }` : each.name,
      )
      return `rows: ${entity.plural}(${args}) { id ${keys.join(' ')} ${figures.join(' ')} ${linked} }`
    })
}

describe.each(ENTITIES)('rows of %s', (name) => {
  test('in the order of a figure are the same to the digit from Postgres alone and with ClickHouse', async () => {
    await sameFromBoth(lists(name), Math.ceil(RUNS / 4))
  })

  test('are added up the same to the digit from Postgres alone and with ClickHouse', async () => {
    const engines = await sameFromBoth(aggregates(name), RUNS)
    expect(Object.keys(engines).sort(), JSON.stringify(engines)).toEqual(['CLICKHOUSE', 'NOT_HELD'])
  })
})

// The index ends with the last of a thousand hours after this one.
const FIRST_HOUR = 1_700_000_000
const LEADERBOARDS = fc
  .record({
    days: fc.integer({ min: 1, max: 45 }),
    to: fc.option(fc.integer({ min: FIRST_HOUR + 3600, max: FIRST_HOUR + 3_600_000 }), { nil: undefined }),
    metric: fc.constantFrom('CLAIMS', 'CLAIMS', 'CLAIMS', 'FEES'),
    top: fc.integer({ min: 1, max: 10 }),
  })
  .map(({ days, to, metric, top }) => {
    const end = to === undefined ? '' : `, to: "${new Date(1000 * to).toISOString()}"`
    return `rows: leaderboard(network: "${NETWORK}", metric: ${metric}, days: ${days}${end}, top: ${top}) {
      class nodes dead rows { rank key figure { value reason finality eventsCounted } } }`
  })

test('nodes by claims are ranked and counted the same from Postgres alone and with ClickHouse', async () => {
  await sameFromBoth(LEADERBOARDS, RUNS)
})

test('claims of a window are counted by both, and its ends, late leaves and newer days by Postgres', async () => {
  const board = `rows: leaderboard(network: "${NETWORK}", metric: CLAIMS, days: 30, top: 10) { rows { key figure { value } } }`
  const answer = await ask(routed, `{ ${META} ${board} }`)
  expect(sourceIn(answer)).toMatchObject({ engine: 'CLICKHOUSE', reason: null })
  const { rows } = await pool.query(
    `select '0x' || encode(node_key, 'hex') as key, count(*)::text as value from api.claim
     where node_key is not null and block_time >= (select max(block_time) + interval '1 second' - interval '30 days' from ingest.status)
     group by 1`,
  )
  const [list] = answer.data?.rows as { rows: { key: string; figure: { value: string } }[] }[]
  const found = list?.rows.map(({ key, figure }) => [key, figure.value])
  expect(rows.length).toBeGreaterThan(2)
  // One of the four has none.
  expect(Object.fromEntries(found ?? [])).toEqual({
    ...Object.fromEntries((found ?? []).map(([key]) => [key, '0'])),
    ...Object.fromEntries(rows.map(({ key, value }) => [key, value])),
  })
})

/**
 * Asks both so many times. Filters by amounts, ids and links, and penalties, are Postgres' alone, all other questions are answered by both.
 * Returns how often who answered, or why it was Postgres alone.
 */
async function sameFromBoth(questions: fc.Arbitrary<string>, runs: number): Promise<Record<string, number>> {
  const engines: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(questions, async (question) => {
      const [one, other] = await Promise.all([
        ask(plain, `{ ${question} }`),
        ask(routed, `{ ${META} ${question} }`),
      ])
      expect(one.errors).toBeUndefined()
      expect(other.data?.rows).toEqual(one.data?.rows)
      const { engine, reason } = sourceIn(other)
      engines[String(reason ?? engine)] = (engines[String(reason ?? engine)] ?? 0) + 1
    }),
    { numRuns: runs, seed: SEED },
  )
  expect(engines.CLICKHOUSE, JSON.stringify(engines)).toBeGreaterThan(runs / 3)
  return engines
}

const ALL = `rows: payerDaysAggregate(where: { token_not_eq: "0x99" }, limit: 100) { chainId token count sum { payments paid { value } } avg { paid } }`

test('what a node got by way of its payment address is of Postgres, and the rest of ClickHouse', async () => {
  const question = `rows: nodeDayAmountsAggregate(where: { kind_eq: "fee", chainId_eq: 1 }) { attribution count }`
  const { data } = await ask(routed, `{ ${question} ${META} }`)
  expect(data?.rows).toEqual((await ask(plain, `{ ${question} }`)).data?.rows)
  expect(new Set((data?.rows as { attribution: string }[]).map((row) => row.attribution))).toEqual(
    new Set(['explicit', 'payment_address']),
  )
  expect(sourceIn({ data: data ?? {} }).reason).toBeNull()
})

test('who answered is in _meta, by chain', async () => {
  const { data } = await ask(routed, `{ ${ALL} ${META} }`)
  expect(data?._meta).toEqual([
    {
      chainId: 1,
      aggregates: { engine: 'CLICKHOUSE', block: 899, before: '2023-12-22', reason: null },
    },
    { chainId: 2, aggregates: { engine: 'POSTGRES', block: null, before: null, reason: 'NOTHING_LOADED' } },
  ])
  const alone = await ask(plain, `{ ${META} }`)
  expect(sourceIn(alone)).toMatchObject({ engine: 'POSTGRES', reason: 'NOT_SET_UP' })
})

test('a sum beyond 256 bits is the true one: ClickHouse refuses to say it, and Postgres says it', async () => {
  const place = { network: NETWORK, chain: 2 }
  await exportFacts({ pool, place, store, grid: [100, 500] }, signal)
  await loadFacts({ pool, place, store, server: clickhouse.server }, signal)
  const huge = (more: string) =>
    `rows: payerDaysAggregate(where: { token_eq: "0x99" }${more}) { count sum { paid { value } } }`
  const paid = (answer: { data?: Record<string, unknown> }) =>
    (answer.data?.rows as { sum: { paid: { value: string } } }[]).map(({ sum }) => BigInt(sum.paid.value))
  const whole = await ask(routed, `{ ${META} ${huge('')} }`)
  expect(sourceIn(whole)).toMatchObject({ engine: 'POSTGRES', reason: 'OVERFLOW' })
  expect(paid(whole)).toEqual([3n * HUGE])
  expect(3n * HUGE).toBeGreaterThan(2n ** 256n)
  // Each alone is held, and said.
  const byDay = await ask(routed, `{ ${META} ${huge(', interval: DAY')} }`)
  expect(sourceIn(byDay)).toMatchObject({ engine: 'CLICKHOUSE', reason: null })
  expect(paid(byDay)).toEqual([HUGE, HUGE, HUGE])
})

test.each(['percentiles of payments by month', 'payers who come back, by week', 'all nodes × all days'])(
  '%s, which do not add up over parts, are the same from both',
  async (name) => {
    const comparison = COMPARISONS.find((each) => each.name === name)
    const { rows } = await pool.query(
      `select min(before)::text as day, array_agg(load) as loads from lake.pointer, unnest(loads) load`,
    )
    const { day, loads } = rows[0]
    const here = await pool.query({ text: comparison?.postgres ?? '', values: [day], rowMode: 'array' })
    const there = await clickhouse.server.rows(comparison?.clickhouse ?? '', { day, loads })
    const texts = (all: readonly (readonly unknown[])[]) => all.map((row) => row.map(String))
    expect(here.rows.length).toBeGreaterThan(1)
    expect(texts(there.rows)).toEqual(texts(here.rows))
  },
)

test('the figures do not change when ClickHouse lacks rows, lost its facts, or is gone: Postgres answers and says why', async () => {
  const wanted = (await ask(plain, `{ ${ALL} }`)).data?.rows
  const [{ loads }] = (await pool.query('select loads from lake.pointer where chain_id = 1')).rows
  const { server } = clickhouse
  const said = async () => {
    const answer = await ask(routed, `{ ${META} ${ALL} }`)
    expect(answer.data?.rows).toEqual(wanted)
    return sourceIn(answer).reason
  }
  expect(await said()).toBeNull()
  await server.run(`alter table payer_day_part drop partition '${loads[1]}'`)
  expect(await said()).toBe('INCOMPLETE')
  // The next load finds what is missing, and puts it back.
  const place = { network: NETWORK, chain: 1 }
  expect(await loadFacts({ pool, place, store, server }, signal)).toMatchObject({ entries: 1, covered: 899 })
  expect(await said()).toBeNull()
  await pool.query('update ingest.block set digest = sha256(digest) where number = 899')
  expect(await said()).toBe('REPLACED')
  await pool.query('update ingest.block set digest = sha256(int4send(1000899)) where number = 899')
  expect(await said()).toBeNull()
  await clickhouse.kill()
  expect(await said()).toBe('NO_ANSWER')
  expect(await said()).toBe('NO_ANSWER')
})
