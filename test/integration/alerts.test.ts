import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Delivery, deliverAlerts, recordReceiver } from '../../src/keeper/alerts/deliver.ts'
import { AlertDesk, connectionsOf } from '../../src/keeper/alerts/desk.ts'
import { findAlerts } from '../../src/keeper/alerts/find.ts'
import type { RuleLook } from '../../src/keeper/alerts/rules.ts'
import { getCatalogue } from '../../src/platform/catalogue.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { readMeasurements } from '../../src/platform/measurements.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { pick, useMoneyApi } from '../support/money-api.ts'
import { GPU } from '../support/money-world.ts'
import { TrustWorld } from '../support/trust-world.ts'

const SECRET = Buffer.alloc(24, 7)
const made: { url?: string } = {}

/** One thing for most rules, on the days 1 to 20. */
async function seedEvents(url: string): Promise<void> {
  made.url = url
  const world = await TrustWorld.open(url)
  try {
    // Listed: no alert.
    await world.decide(1, 1, true)
    await world.decide(2, 9, true)
    await world.fact('parameter_change', 3, { parameter: 'attestation-root' })
    await world.fact('parameter_change', 4, { parameter: 'registry' })
    await world.fact('parameter_change', 5, { parameter: 'epoch-length' })
    await world.fact('role_change', 6, {
      role: Buffer.alloc(32),
      account: Buffer.alloc(20, 3),
      change: 'granted',
    })
    await world.query('create table facts.model_published_alerts partition of facts.model_published default')
    const model = { model: Buffer.alloc(32, 5), system: 'groth16' }
    await world.fact('model_published', 7, { ...model, verification_key_hash: Buffer.alloc(32, 1) })
    await world.fact('model_published', 8, { ...model, verification_key_hash: Buffer.alloc(32, 1) })
    await world.fact('model_published', 9, { ...model, verification_key_hash: Buffer.alloc(32, 2) })
    const claim = await world.claim(10, GPU)
    await world.judge(['claim', claim], 'hand_off_signed', 'rejected', { code: 'REJECTED_PSS' })
    await world.query(
      `insert into keeper.disclosure (network, rule, seen_at, status, value, source) values ('money', 'slashing.x', '2026-01-20', 'contradicted', '1', 't')`,
    )
    // Not final: it may be taken back.
    await world.fact('role_change', 11, { role: Buffer.alloc(32), change: 'revoked', block_number: 90_001 })
  } finally {
    await world.close()
  }
}

const { ask, api } = useMoneyApi(seedEvents)
const http = new GuardedHttp([])
let pool: Pool
let look: RuleLook
let server: Server
let heard: { headers: IncomingHttpHeaders; body: string }[] = []
let answer: (count: number) => number = () => 204
let receiver = { name: 'one', url: '', secret: SECRET }
let open: GuardedHttp

beforeAll(async () => {
  pool = createPool(made.url ?? '', { application: 'test', max: 2 })
  const network = await getNetwork('test/fixtures/economics/networks', 'money')
  look = {
    pool,
    network,
    measurements: await readMeasurements(network),
    advisories: [],
    now: Date.UTC(2026, 1, 20) / 1000,
  }
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    heard.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') })
    response.writeHead(answer(heard.length)).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  receiver = { ...receiver, url: `http://127.0.0.1:${port}/hook` }
  open = new GuardedHttp([`127.0.0.1:${port}`])
})
afterAll(async () => {
  await Promise.all([http.close(), open.close(), new Promise((resolve) => server.close(resolve))])
  await pool.end()
})

const delivery = (through: Delivery['http'] = open): Delivery => ({
  pool,
  network: 'money',
  http: through,
  log: pino({ level: 'silent' }),
  signal: new AbortController().signal,
  clock: () => 1_770_000_000,
})
const numbers = () => heard.map(({ body }) => Number((JSON.parse(body) as { number: string }).number))
const due = () => pool.query(`update keeper.alert_receiver set next_try_at = now()`)
const stored = async () =>
  (
    await pool.query<{ number: string; rule: string }>(
      'select number, rule from keeper.alert order by number',
    )
  ).rows

test('each thing is found once, of final blocks, in the order in which it happened', async () => {
  const found = await findAlerts(look)
  const rules = (await stored()).map(({ rule }) => rule)
  expect(rules).toHaveLength(found)
  const once = [
    'measurement_unpublished',
    'root_changed',
    'verifier_changed',
    'parameter_changed',
    'role_changed',
    'key_changed',
  ]
  expect(rules.filter((rule) => once.includes(rule))).toEqual(once)
  expect(new Set(rules)).toEqual(new Set([...once, 'contradiction', 'fraud_verdict', 'slash']))
  // A look that is repeated, and two at once, add nothing.
  expect(await Promise.all([findAlerts(look), findAlerts(look)])).toEqual([0, 0])
  expect(await stored()).toHaveLength(found)
})

test('who was not known is told from the newest on; who asks for a replay gets all, signed, once for each place it asks for', async () => {
  await recordReceiver(pool, 'money', receiver)
  expect(await deliverAlerts(delivery(), receiver)).toBe(0)
  const again = { ...receiver, after: 0 }
  await recordReceiver(pool, 'money', again)
  const all = (await stored()).map(({ number }) => Number(number))
  expect(await deliverAlerts(delivery(), again)).toBe(all.length)
  expect(numbers()).toEqual(all)
  for (const { headers, body } of heard) {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', SECRET).update(signed).digest('base64')}`,
    )
  }
  expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
    version: 1,
    network: 'money',
    class: 'synthetic',
    chainId: 31337,
  })
  await recordReceiver(pool, 'money', again)
  expect(await deliverAlerts(delivery(), again)).toBe(0)
})

test('a receiver that fails is asked again later, and nothing overtakes what it did not take', async () => {
  heard = []
  answer = (count) => (count === 3 || count === 4 ? 500 : 200)
  await recordReceiver(pool, 'money', { ...receiver, name: 'failing', after: 0 })
  const failing = { ...receiver, name: 'failing' }
  const all = (await stored()).map(({ number }) => Number(number))
  expect(await deliverAlerts(delivery(), failing)).toBe(2)
  // Not due yet: it is not asked.
  expect(await deliverAlerts(delivery(), failing)).toBe(0)
  const waiting = await pool.query(
    `select tries, failure, extract(epoch from next_try_at - now())::int > 5 as waits from keeper.alert_receiver where receiver = 'failing'`,
  )
  expect(waiting.rows).toEqual([{ tries: 1, failure: 'status 500', waits: true }])
  await due()
  expect(await deliverAlerts(delivery(), failing)).toBe(0)
  await due()
  expect(await deliverAlerts(delivery(), failing)).toBe(all.length - 2)
  expect(numbers()).toEqual([...all.slice(0, 3), ...all.slice(2, 3), ...all.slice(2)])
  answer = () => 204
})

test('killed after the receiver answered and before that was noted: it is sent again, and nothing is lost', async () => {
  heard = []
  const killed = { ...receiver, name: 'killed' }
  await recordReceiver(pool, 'money', { ...killed, after: 0 })
  let sent = 0
  const dying: Delivery['http'] = {
    post: async (...args) => {
      const got = await open.post(...args)
      if (++sent === 4) throw new Error('killed')
      return got
    },
  }
  await expect(deliverAlerts(delivery(dying), killed)).rejects.toThrow('killed')
  const all = (await stored()).map(({ number }) => Number(number))
  await deliverAlerts(delivery(), killed)
  expect(numbers()).toEqual([...all.slice(0, 4), ...all.slice(3)])
  expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(all.length)
})

test('killed again and again, before and after the receiver has it: every alert arrives, and none before one that is older', async () => {
  heard = []
  const dying = { ...receiver, name: 'dying' }
  await recordReceiver(pool, 'money', { ...dying, after: 0 })
  let kills = 0
  // Each life ends at its second alert, half of them with it on its way and half with its answer on the way back.
  const live = () => {
    let sent = 0
    const post: Delivery['http']['post'] = async (...args) => {
      const isLast = ++sent === 2
      if (isLast && kills % 2 === 0) throw new Error(`killed ${++kills}`)
      const got = await open.post(...args)
      if (isLast) throw new Error(`killed ${++kills}`)
      return got
    }
    return deliverAlerts(delivery({ post }), dying)
  }
  const all = (await stored()).map(({ number }) => Number(number))
  for (let lives = 1; lives < all.length; lives++) await expect(live()).rejects.toThrow(`killed ${lives}`)
  expect([await live(), await live()]).toEqual([1, 0])
  expect(kills).toBe(all.length - 1)
  expect([...new Set(numbers())]).toEqual(all)
  expect(numbers()).toEqual(numbers().toSorted((one, other) => one - other))
})

test('a receiver that points elsewhere is not followed, and has taken nothing', async () => {
  heard = []
  const asked: string[] = []
  const inner = createServer((request, response) => {
    asked.push(String(request.url))
    response.writeHead(204).end()
  })
  const outer = createServer((_, response) => {
    const { port } = inner.address() as AddressInfo
    response.writeHead(301, { location: `http://127.0.0.1:${port}/inside` }).end()
  })
  for (const each of [inner, outer])
    await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve))
  const { port } = outer.address() as AddressInfo
  const through = new GuardedHttp([`127.0.0.1:${port}`])
  const moved = { ...receiver, name: 'moved', url: `http://127.0.0.1:${port}/hook` }
  try {
    await recordReceiver(pool, 'money', { ...moved, after: 0 })
    expect(await deliverAlerts(delivery(through), moved)).toBe(0)
  } finally {
    await through.close()
    for (const each of [inner, outer]) await new Promise((resolve) => each.close(resolve))
  }
  expect(asked).toEqual([])
  const { rows } = await pool.query(
    `select number, failure from keeper.alert_receiver where receiver = 'moved'`,
  )
  expect(rows).toEqual([{ number: 0, failure: 'status 301' }])
})

test('two receivers at one address are told each by itself, with its own secret', async () => {
  heard = []
  const twins = [
    { ...receiver, name: 'twin-a' },
    { ...receiver, name: 'twin-b', secret: Buffer.alloc(32, 9) },
  ]
  const all = (await stored()).map(({ number }) => Number(number))
  for (const twin of twins) {
    await recordReceiver(pool, 'money', { ...twin, after: 0 })
    expect(await deliverAlerts(delivery(), twin)).toBe(all.length)
  }
  expect(numbers()).toEqual([...all, ...all])
  const signed = heard.map(({ headers }) => headers['webhook-signature'])
  expect(signed[0]).not.toBe(signed[all.length])
})

test('two keepers at once send each alert once', async () => {
  heard = []
  const shared = { ...receiver, name: 'shared' }
  await recordReceiver(pool, 'money', { ...shared, after: 0 })
  await Promise.all([deliverAlerts(delivery(), shared), deliverAlerts(delivery(), shared)])
  await deliverAlerts(delivery(), shared)
  expect(numbers()).toEqual((await stored()).map(({ number }) => Number(number)))
})

test('a receiver that takes its time does not hold up the next look', async () => {
  heard = []
  const slow = { ...receiver, name: 'slow' }
  await recordReceiver(pool, 'money', { ...slow, after: 0 })
  let now = 1_770_000_000
  const late: Delivery['http'] = {
    post: (...args) => {
      now += 9
      return open.post(...args)
    },
  }
  // At 0, 9, 18 and 27 seconds of 30.
  expect(await deliverAlerts({ ...delivery(late), clock: () => now }, slow)).toBe(4)
})

test('receivers that do not answer, and one whose delivery fails here, hold up no other', async () => {
  heard = []
  const named = (name: string) => ({ ...receiver, name, url: `${receiver.url}/${name}` })
  const [good, broken] = [named('good'), named('broken')]
  const receivers = [named('hung-1'), named('hung-2'), named('hung-3'), broken, good]
  for (const each of receivers) await recordReceiver(pool, 'money', { ...each, after: 0 })
  const all = (await stored()).length
  const isDone = Promise.withResolvers<void>()
  const post: Delivery['http']['post'] = async (url, ...args) => {
    if (url.endsWith('broken')) throw new Error('a fault of ours')
    if (url.includes('hung')) {
      await isDone.promise
      return { status: 500 }
    }
    const got = await open.post(url, ...args)
    if (heard.length === all) isDone.resolve()
    return got
  }
  const own = createPool(made.url ?? '', { application: 'test', max: connectionsOf(receivers) })
  try {
    const kept: Record<string, number> = {}
    const count = ({ kind }: { kind: string }, by: number) => {
      kept[kind] = (kept[kind] ?? 0) + by
    }
    const { log, signal } = delivery()
    const desk = new AlertDesk(
      { ...look, look: { pool: own, network: look.network, log, signal }, http: { post }, receivers },
      { inc: count as never },
    )
    await expect(desk.work()).rejects.toThrow('a fault of ours')
    expect(numbers()).toHaveLength(all)
    expect(kept.alerts_delivered).toBe(all)
  } finally {
    await own.end()
  }
})

test('of two keepers the second gets its numbers once the first’s can be read: who has read up to a number misses none', async () => {
  const { advisories } = await getCatalogue('catalogue')
  const own = createPool(made.url ?? '', { application: 'test', max: 4 })
  const mayCommit = Promise.withResolvers<void>()
  const held = {
    connect: async () => {
      const client = await own.connect()
      return {
        release: (broken: boolean) => client.release(broken),
        query: async (text: string, values: unknown[]) => {
          if (text === 'commit') await mayCommit.promise
          return client.query(text, values)
        },
      }
    },
    query: own.query.bind(own),
  } as unknown as Pool
  const of = (name: string, through: Pool): RuleLook => ({
    ...look,
    pool: through,
    network: { ...look.network, name },
    advisories: advisories.slice(0, 1),
  })
  try {
    const first = findAlerts(of('elsewhere', held))
    const waiting = `select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`
    await vi.waitFor(async () => expect((await own.query(waiting)).rows).toHaveLength(1))
    let isNoted = false
    const second = findAlerts(of('beyond', own)).then(() => {
      isNoted = true
    })
    await vi.waitFor(async () =>
      expect(isNoted || (await own.query(`${waiting} and not granted`)).rows.length === 1).toBe(true),
    )
    expect(isNoted).toBe(false)
    mayCommit.resolve()
    await Promise.all([first, second])
    const { rows } = await own.query(
      `delete from keeper.alert where network in ('elsewhere', 'beyond') returning network, number`,
    )
    expect(rows.toSorted((a, b) => a.number - b.number).map(({ network }) => network)).toEqual([
      'elsewhere',
      'beyond',
    ])
  } finally {
    mayCommit.resolve()
    await own.end()
  }
})

test('a private address is never called', async () => {
  heard = []
  const inside = { ...receiver, name: 'inside' }
  await recordReceiver(pool, 'money', { ...inside, after: 0 })
  expect(await deliverAlerts(delivery(http), inside)).toBe(0)
  expect(heard).toEqual([])
  const { rows } = await pool.query(`select failure from keeper.alert_receiver where receiver = 'inside'`)
  expect(rows).toEqual([{ failure: 'UNAVAILABLE_PRIVATE_ADDRESS' }])
})

test('only the rules that were asked for', async () => {
  heard = []
  const some = { ...receiver, name: 'some', rules: ['key_changed' as const] }
  await recordReceiver(pool, 'money', { ...some, after: 0 })
  expect(await deliverAlerts(delivery(), some)).toBe(1)
  expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
    rule: 'key_changed',
    subject: `0x${'05'.repeat(32)}`,
  })
})

test('GraphQL and the feed list them, the newest first', async () => {
  const asked = await ask(
    '{ alerts(where: { rule_eq: "slash" }, orderBy: [number_DESC]) { rule subject class at says source } }',
  )
  expect(pick(asked, 'data.alerts')).toEqual([
    expect.objectContaining({ rule: 'slash', subject: GPU, class: 'synthetic' }),
  ])
  const { url } = api()
  const feed = await fetch(`${url}/alerts.atom?network=money&rule=slash`)
  expect([feed.status, feed.headers.get('content-type')]).toEqual([
    200,
    'application/atom+xml; charset=utf-8',
  ])
  const text = await feed.text()
  expect(text.match(/<entry>/g)).toHaveLength(1)
  expect(text).toMatch(/<feed xmlns="http:\/\/www.w3.org\/2005\/Atom">.*<category term="slash"\/>/s)
  const known = await fetch(`${url}/alerts.atom?network=money&rule=slash`, {
    headers: { 'if-none-match': feed.headers.get('etag') ?? '' },
  })
  expect(known.status).toBe(304)
  expect((await fetch(`${url}/alerts.atom?netwrk=money`)).status).toBe(400)
})

test('a lapse, a chain that stands still, code that nobody listed, less looked at, a new advisory', async () => {
  const node = Buffer.from(GPU.slice(2), 'hex')
  const at = '2026-02-10T00:00:00Z'
  const run = (sql: string, values: unknown[] = []) => pool.query(sql, values)
  await run(
    `insert into ingest.block (network, chain_id, number, hash, block_time, digest, holds_data, proof)
     values ('money', 31337, 80000, '\\x01', $1, '\\x00', true, 'full')`,
    [at],
  )
  // Broken before the newest final block; another one only after it.
  await run(
    `insert into derived.lapse (network, chain_id, node, after_block, after_time, limit_seconds, from_time)
     values ('money', 31337, $1, 1, '2026-02-01', 60, '2026-02-02'), ('money', 31337, $1, 2, '2026-02-11', 60, '2026-02-12')`,
    [node],
  )
  const work = Buffer.alloc(20, 9)
  await run(
    `insert into derived.implementation (network, chain_id, contract, block_number, position, implementation)
     values ('money', 31337, $1, 1, 0, $2), ('money', 31337, $1, 2, 0, $3)`,
    [work, Buffer.alloc(20, 1), Buffer.alloc(20, 2)],
  )
  await run(
    `update ingest.status set head = height + 5, updated_at = '2026-02-19' where network = 'money' and chain_id = 31337`,
  )
  await run(
    `insert into derived.network_day (network, chain_id, day, claims) select 'money', 31337, date '2026-01-28' + i, 100 from generate_series(0, 8) i
     on conflict (network, chain_id, day) do update set claims = 100, batch_leaves = 0`,
  )
  await run('delete from watch.verification_day')
  await run(
    `insert into watch.verification_day (network, chain_id, node, day, statement, outcome, verdicts)
     select 'money', 31337, $1, date '2026-01-28' + i, 'proof_valid', 'verified', case when i < 8 then 50 else 5 end from generate_series(0, 8) i`,
    [node],
  )
  await run(
    `insert into watch.verification_mark (network, chain_id, verdict, block, journal_number, journal_hash) values ('money', 31337, 1, 80000, 80000, '\\x01')`,
  )
  const [advisory] = (await getCatalogue('catalogue')).advisories
  const before = (await stored()).length
  await findAlerts({ ...look, advisories: advisory ? [advisory] : [] })
  const { rows } = await pool.query<{ rule: string; says: string }>(
    'select rule, says from keeper.alert order by number offset $1',
    [before],
  )
  const says = new Map(rows.map((row) => [row.rule, row.says]))
  expect([...says.keys()].sort()).toEqual([
    'advisory',
    'coverage_drop',
    'implementation_unlisted',
    'lag',
    'lapse',
  ])
  expect(rows).toHaveLength(5)
  expect(says.get('lapse')).toBe(`node ${GPU} was silent for more than 60 seconds`)
  expect(says.get('implementation_unlisted')).toMatch(
    /^work at 0x0909.* runs the code at 0x0202.*, which network.json does not list$/,
  )
  expect(says.get('coverage_drop')).toBe(
    'of the claims of 2026-02-05, 5.0 % were decided by watchdogs, 50.0 % over the week before',
  )
  expect(says.get('lag')).toMatch(
    /^the index of chain 31337 stands at block 90000, 5 below the newest, since 2026-02-19T00:00:00Z$/,
  )
  expect(says.get('advisory')).toContain(advisory?.name)
})
