import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { KeptPlans } from '../../../src/api/execute/kept-plans.ts'
import { Snapshot } from '../../../src/api/execute/snapshot.ts'
import { createPool, type Pool } from '../../../src/platform/database.ts'
import { startTestApi, type TestApi } from '../../support/api/server.ts'
import { createDatabase, type TestDatabase } from '../../support/postgres.ts'

let database: TestDatabase
let kept: Pool
let planned: Pool
let plans: KeptPlans
/** Milliseconds that every statement takes, by the clock of the plans: it is looked at before and after each. */
let took = 1
let looks = 0

beforeAll(async () => {
  database = await createDatabase()
})
afterAll(() => database.drop())
beforeEach(() => {
  const url = new URL(database.url)
  url.searchParams.set('options', '-c plan_cache_mode=force_generic_plan')
  kept = createPool(url.href, { application: 'kept', max: 1 })
  planned = createPool(database.url, { application: 'planned', max: 1 })
  took = 1
  plans = new KeptPlans(kept, () => (++looks % 2 ? 0 : took))
})
afterEach(async () => {
  await kept.end()
  await planned.end()
})

const TEXT = 'select $1::integer + 1'

async function ask(text: string, value: unknown, anyValues = true): Promise<unknown> {
  const snapshot = new Snapshot(planned, false, { plans })
  return (await snapshot.rows(text, [value], anyValues))[0]?.[0]
}

async function listKept(): Promise<unknown[]> {
  const { rows } = await kept.query('select statement, generic_plans from pg_prepared_statements')
  return rows
}

describe('the plan of a statement', () => {
  test('is kept once it was asked three times, and is one for all values', async () => {
    for (const value of [1, 2, 3]) expect(await ask(TEXT, value)).toBe(value + 1)
    expect(await listKept()).toEqual([])
    for (const value of [4, 5]) expect(await ask(TEXT, value)).toBe(value + 1)
    expect(await listKept()).toEqual([{ statement: TEXT, generic_plans: 2 }])
  })

  test('is not kept of what is asked once, nor of what is planned for its values', async () => {
    for (let n = 0; n < 20; n++) expect(await ask(`select $1::integer + ${n}`, 1)).toBe(1 + n)
    for (let n = 0; n < 5; n++) await ask(TEXT, n, false)
    expect(await listKept()).toEqual([])
  })

  test('is one of few on a connection, whatever a stranger asks', async () => {
    const backends = new Set<number>()
    for (let n = 0; n < 120; n++) {
      for (let time = 0; time < 4; time++) await ask(`select pg_backend_pid() + $1::integer * ${n}`, 0)
      backends.add(Number(await ask(`select pg_backend_pid() + $1::integer * ${n}`, 0)))
      expect((await listKept()).length).toBeLessThan(50)
    }
    expect(backends.size).toBeGreaterThan(2)
  })

  test('is given up when it is dear for some values, again and again', async () => {
    for (let n = 0; n < 5; n++) await ask(TEXT, n)
    expect(await listKept()).toMatchObject([{ generic_plans: 2 }])
    // Not for having been slow once or twice.
    for (const ms of [100, 100, 1, 100, 100, 100]) {
      took = ms
      await ask(TEXT, 0)
    }
    expect(await listKept()).toMatchObject([{ generic_plans: 8 }])
    for (let n = 0; n < 5; n++) expect(await ask(TEXT, n)).toBe(n + 1)
    expect(await listKept()).toMatchObject([{ generic_plans: 8 }])
  })

  test('survives a value that its statement refuses', async () => {
    const text = 'select 6 / $1::integer'
    for (let n = 0; n < 5; n++) expect(await ask(text, 3)).toBe(2)
    await expect(ask(text, 0)).rejects.toMatchObject({ code: '22012' })
    expect(await ask(text, 2)).toBe(3)
  })
})

describe('of the API', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await startTestApi()
  })
  afterAll(() => api.close())

  /** Sessions of the API that plan named statements once; they have asked something when one was kept. */
  const listSessions = async () => {
    const { rows } = await planned.query(
      `select query from pg_stat_activity where application_name = 'assay-api' and query like '%from api.node %' and datname = $1`,
      [new URL(api.database.url).pathname.slice(1)],
    )
    return rows.length
  }

  test('a list that is asked again with other values answers from one plan, also where a node’s row has a role', async () => {
    const { nodes } = (await api.ask('{ nodes(limit: 8) { key } }')).data as { nodes: { key: string }[] }
    const query = 'query($key: Bytes) { nodes(where: { key_eq: $key }) { key role } }'
    for (const { key } of nodes)
      expect(await api.ask(query, { key })).toEqual({ data: { nodes: [{ key, role: expect.any(String) }] } })
    // One of the pool that plans for values, and one of the other.
    expect(await listSessions()).toBe(2)
  })

  test('a search for a hash has one plan, and one for a name is planned for it', async () => {
    const search = 'query($text: String!) { search(text: $text, limit: 5) { type entityId } }'
    const { nodes } = (await api.ask('{ nodes(limit: 5) { key } }')).data as { nodes: { key: string }[] }
    for (const { key } of nodes) {
      const { search: found } = (await api.ask(search, { text: key })).data as { search: { type: string }[] }
      expect(found.map(({ type }) => type)).toContain('Node')
      await api.ask(search, { text: `blob-${key.slice(2, 8)}` })
    }
    const { rows } = await api.plansPool.query(
      `select statement like '%starts_with%' as "ofName" from pg_prepared_statements where statement like '%union all%'`,
    )
    expect(rows).toEqual([{ ofName: false }])
  })
})
