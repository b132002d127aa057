import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refreshUsage } from '../../src/keeper/usage.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { expectTruths } from '../support/truths.ts'
import { contextOf } from '../unit/events/encode.ts'

const [MONDAY, TUESDAY] = [Date.UTC(2026, 10, 23, 9) / 1000, Date.UTC(2026, 10, 24, 9) / 1000] as const
const FIELDS = {
  list: ['usage', 'days'],
  day: 'date',
  requests: { name: 'count', unit: 'requests' },
  amount: { name: 'opg', unit: 'OPG' },
}
const log = pino({ level: 'silent' })
const never = new AbortController().signal

let database: TestDatabase
let pool: Pool
let http: GuardedHttp
let server: Server
let url: string
let says: { status: number; text: string }
let asked: number

beforeEach(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 2 })
  asked = 0
  server = createServer((_, response) => {
    asked++
    response.writeHead(says.status).end(says.text)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/usage?days=90`
  http = new GuardedHttp([new URL(url).host])
})

afterEach(async () => {
  server.close()
  await http.close()
  await pool.end()
  await database.drop()
})

function refresh(now: number, fields: typeof FIELDS | null = FIELDS): Promise<number> {
  const reportedUsage = { url, source: 'the service', fields: fields ?? undefined }
  const { network } = contextOf({}, { name: 'n', reportedUsage })
  return refreshUsage({ pool, network, log, signal: never }, http, now)
}
const answer = (...days: object[]) => {
  says = { status: 200, text: JSON.stringify({ usage: { days } }) }
}

test('figures are kept by day, once, and beside what is indexed; a restated one is a new row', async () => {
  await pool.query(`insert into derived.network_day (network, chain_id, day, claims, batch_leaves)
    values ('n', 1, '2026-11-22', 4, 60), ('n', 2, '2026-11-22', 1, 0), ('n', 1, '2026-11-21', 5, 0)`)
  answer({ date: '2026-11-22', count: 70, opg: '0.25' }, { date: '2026-11-23T00:00:00Z', count: 3 })
  expect(await refresh(MONDAY)).toBe(3)
  expect(await refresh(MONDAY + 60)).toBe(0)
  expect(asked).toBe(1)
  answer({ date: '2026-11-22', count: 71, opg: '0.25' }, { date: '2026-11-23', count: 3 })
  expect(await refresh(TUESDAY)).toBe(1)
  await expectTruths(pool, [
    `select array_agg(value order by seen_at) = '{70,71}' from keeper.reported_usage where day = '2026-11-22' and metric = 'requests'`,
    `select value = 0.25 and unit = 'OPG' from keeper.reported_usage where metric = 'amount'`,
    `select jsonb_agg(jsonb_build_array(day, reported, on_chain, difference) order by day) =
       '[["2026-11-21",null,5,null],["2026-11-22",71,65,6],["2026-11-23",3,null,null]]' from keeper.usage_reconciliation`,
    `select count(*) = 2 from keeper.reported_answer`,
  ])
})

test('an answer whose fields nobody has named is kept as it is, and gives no figure', async () => {
  answer({ date: '2026-11-22', count: 70 })
  expect(await refresh(MONDAY, null)).toBe(0)
  await expectTruths(pool, [
    `select body = '{"usage": {"days": [{"date": "2026-11-22", "count": 70}]}}' from keeper.reported_answer`,
    `select count(*) = 0 from keeper.reported_usage`,
  ])
})

const UNREADABLE = [
  { status: 503, text: 'no' },
  { status: 200, text: '<html>' },
  { status: 200, text: '{"usage": 5}' },
  { status: 200, text: '{"usage": {"days": [{"date": "soon", "count": 1}]}}' },
  { status: 200, text: '{"usage": {"days": [{"date": "2026-11-22", "count": "1e9"}]}}' },
]

test('what is no answer of that form gives no figure, and is asked again at the next look', async () => {
  for (const given of UNREADABLE) {
    says = given
    expect([given, await refresh(MONDAY)]).toEqual([given, 0])
  }
  expect(asked).toBe(UNREADABLE.length)
  answer({ date: '2026-11-22', count: 70 })
  expect(await refresh(MONDAY + 600)).toBe(1)
})
