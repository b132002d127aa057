import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ChainIndex } from '../../reference-node/far/chain-index.ts'
import { watchFrom } from '../../reference-node/far/command.ts'
import { ElementStore } from '../../reference-node/far/element-store.ts'
import { IntakeDesk } from '../../reference-node/intake/desk.ts'
import { formatPush } from '../../reference-node/intake/push.ts'
import { pushLog } from '../../reference-node/intake/send.ts'
import { serveIntake } from '../../reference-node/intake/server.ts'
import { openBundle } from '../../reference-node/log/bundle.ts'
import { createKeys, type WatchdogKeys } from '../../reference-node/log/keys.ts'
import { LogStore } from '../../reference-node/log/store.ts'
import { createPublicContext } from '../../reference-node/repeat/open.ts'
import type { PublicApi } from '../../reference-node/repeat/public-api.ts'
import { append, signHead } from '../../reference-node/sample/run.ts'
import { OwnIndex } from '../../reference-node/sample/sampled-index.ts'
import type { LoggingWatchdog } from '../../reference-node/sample/watchdog.ts'
import { rollUpVerification } from '../../reference-node/work/rollup.ts'
import type { Api } from '../../src/api/api.ts'
import { toHex } from '../../src/claim/hex.ts'
import type { JsonObject } from '../../src/claim/strict-json.ts'
import { STATEMENTS } from '../../src/claim/verdict.ts'
import { createPool } from '../../src/platform/database.ts'
import type { Network } from '../../src/platform/network.ts'
import type { Listening } from '../../src/platform/serve.ts'
import { TestBeacon } from '../support/beacon.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { measurementOfImage, TestNode } from '../support/watch/actors.ts'
import { makeBatch } from '../support/watch/blobs.ts'
import { call, emit } from '../support/watch/calls.ts'
import { startApiOf } from '../support/watch/repeat.ts'
import { CHAIN, REGISTRY, RELAY, WatchWorld } from '../support/watch/world.ts'

// A reference node with an index, an API and an intake, and a watchdog elsewhere that has a database of its own for its log, the
// public API and the chain.

const ORIGIN = 'far.example/a'
let world: WatchWorld
let api: Api
let own: TestDatabase
let pool: pg.Pool
let folder: string
let keys: WatchdogKeys
let intake: Listening
let network: Network
const beacon = new TestBeacon(1_790_000_000)
const said: string[] = []
const faults: unknown[] = []
let heard: (origin: string) => void = () => {}
const LIMITS = { entries: 1000, bytes: 1 << 20 }

beforeAll(async () => {
  world = await WatchWorld.create()
  folder = await mkdtemp(join(tmpdir(), 'assay-far-'))
  const alice = new TestNode()
  const now = () => world.timeOf(world.next)
  const attested = alice.attest(now(), 1)
  await world.describe({ roots: [attested.root] })
  const owner = `0x${'0e'.repeat(20)}` as const
  const registered = emit(REGISTRY, 'TEERegistered', { teeId: alice.teeId, owner, teeType: 0 })
  const args = [toHex(attested.document), toHex(alice.spki), toHex(attested.tls), owner, 'https://node', 0]
  world.chain.mine([
    { logs: [emit(REGISTRY, 'PCRApproved', { pcrHash: measurementOfImage(1), teeType: 0, version: 'v1' })] },
    call(REGISTRY, 'registerTEEWithAttestation', args, [registered]),
  ])
  const leaves = Array.from({ length: 6 }, (_, at) => alice.respond(`q${at}`, now()))
  leaves[4] = { ...(leaves[4] as (typeof leaves)[number]), signature: `0x${'5a'.repeat(256)}` }
  const { root, blob } = makeBatch(leaves)
  world.store.blobs.set('kept', blob)
  world.chain.mine([
    {
      logs: [
        emit(RELAY, 'BatchSettlement', {
          merkleRoot: root,
          batchSize: 6n,
          walrusBlobId: toHex(Buffer.from('kept')),
        }),
      ],
    },
  ])
  await world.index()
  world.startArchiver()
  await world.until(`select count(*) = 1 from archive.blob where status = 'kept'`)
  keys = await createKeys(join(folder, 'keys.json'), ORIGIN)
  const host = await beacon.listen()
  const file = join(world.folder, 'networks', 'world', 'network.json')
  const described = JSON.parse(await readFile(file, 'utf8'))
  described.watch = {
    beacon: { ...beacon.chain, url: `http://${host}`, source: 'test' },
    watchdogs: [
      {
        origin: ORIGIN,
        key: keys.logKey,
        address: keys.address,
        since: '2026-01-01T00:00:00Z',
        source: 'test',
      },
    ],
  }
  await writeFile(file, JSON.stringify(described))
  network = await world.getNetwork()
  api = await startApiOf(world)
  own = await createDatabase()
  pool = createPool(own.url, { application: 'test', max: 2 })
  intake = await serveIntake(
    { pool: world.pool, network, watchdog: 'test', limits: LIMITS },
    {
      host: '127.0.0.1',
      port: 0,
      onReceived: (origin) => heard(origin),
      onFault: (error) => faults.push(error),
    },
  )
}, 120_000)
afterAll(async () => {
  await intake?.close()
  await api?.close()
  await pool?.end()
  await own?.drop()
  await beacon.close()
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

const endpoints = () => new Map([[CHAIN, [world.endpoint.url]]])
const means = () => ({
  privateHosts: [world.store.host, beacon.host],
  maxAge: 86_400,
  accepted: [],
  memoryBytes: 2 ** 30,
})
const url = () => `http://127.0.0.1:${intake.port}`
const log = () => new LogStore(pool, ORIGIN)

async function withIndex(remote: PublicApi, work: (index: ChainIndex) => Promise<void>): Promise<void> {
  const { context, close } = await createPublicContext(network, remote, endpoints(), means())
  const store = new ElementStore(pool, network.name)
  const say = (text: string) => said.push(text)
  try {
    await work(new ChainIndex(network, endpoints(), { api: remote, store, evidence: context.evidence, say }))
  } finally {
    await close()
  }
}

async function post(body: Uint8Array, origin = ORIGIN): Promise<string> {
  const answer = await fetch(`${url()}/logs/${encodeURIComponent(origin)}`, {
    method: 'POST',
    body: new Uint8Array(body),
  })
  const { errors, size } = (await answer.json()) as {
    errors?: { extensions: { code: string } }[]
    size?: number
  }
  return errors ? `${answer.status} ${errors[0]?.extensions.code}` : `${answer.status} ${size}`
}

function far(): LoggingWatchdog {
  const index = new OwnIndex(world.pool, network.name)
  const now = () => Math.floor(Date.now() / 1000)
  return {
    pool,
    index,
    network,
    name: ORIGIN,
    keys,
    endpoints: endpoints(),
    now,
    say: (text) => said.push(text),
  }
}

async function settle(): Promise<void> {
  const desk = new IntakeDesk({
    pool: world.pool,
    network,
    endpoints: endpoints(),
    privateHosts: means().privateHosts,
    log: pino({ level: 'silent' }),
  })
  await desk.settle()
  await desk.close()
}

test('the chain gives the populations of an index, also where the API lists nothing', async () => {
  const index = new OwnIndex(world.pool, network.name)
  const chains = await index.readCutOff()
  const mute = { ask: async () => ({ rows: [] }) } as unknown as PublicApi
  await withIndex(mute, async (chain) => {
    for (const statement of STATEMENTS) {
      const scope = { kind: 'network' } as const
      const here = await chain.readPopulation(statement, scope, chains)
      expect([statement, here]).toEqual([statement, await index.readPopulation(statement, scope, chains)])
    }
  })
  expect(said.filter((text) => text.includes('does not list'))).toHaveLength(2)
})

test('a far watchdog commits, draws and pushes, and its sample and verdicts stand beside those of others', async () => {
  const stop = new AbortController()
  heard = async () => {
    const { rows } = await world.pool.query(`select from watch.log_entry where kind = 'outcomes'`)
    if (rows.length > 0) stop.abort()
  }
  const options = {
    from: api.url,
    push: url(),
    keys: join(folder, 'keys.json'),
    statement: ['hand_off_signed'] as const,
    count: 10,
    every: 86_400,
    lead: 1,
    deadline: 3600,
    poll: 1,
  }
  const settings = { network, endpoints: endpoints(), means: means(), passphrase: undefined }
  const usage = await watchFrom(options, settings, pool, {
    signal: stop.signal,
    say: (text) => said.push(text),
  })
  expect(faults).toEqual([])
  expect(usage.traffic.rpc.requests).toBeGreaterThan(0)
  expect(usage.traffic.api.received).toBeGreaterThan(0)
  expect(usage.traffic.intake.sent).toBeGreaterThan(1000)
  await settle()
  const { rows } = await world.pool.query(
    'select state, size, verified, rejected, undecided from watch.sample',
  )
  expect(rows).toEqual([{ state: 'self_timed', size: 6, verified: 5, rejected: 1, undecided: 0 }])
  const placed = await world.pool.query(
    'select count(*)::integer as count, count(node)::integer as of_nodes from watch.verdict where watchdog = $1',
    [ORIGIN],
  )
  expect(placed.rows).toEqual([{ count: 6, of_nodes: 0 }])
  expect(await log().head()).toEqual(await new LogStore(world.pool, ORIGIN).head())
}, 60_000)

test('a false verdict is taken in, and is a disagreement', async () => {
  const { rows } = await world.pool.query(
    `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
       outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
     select network, chain_id, 'test', subject_kind, subject_id, block_number, block_hash, node, statement, outcome, code, fault,
       detail, transient, conditions, subject_time, checked_at from watch.verdict where watchdog = $1 and outcome = 'verified'
     order by number limit 1 returning number, subject_id`,
    [ORIGIN],
  )
  const [honest] = await log()
    .listBundles('verdict')
    .then((all) =>
      all.filter(({ bundle }) =>
        Buffer.from(bundle).includes(`"leafIndex":${rows[0].subject_id.split('-')[3]}`),
      ),
    )
  const { body, hash } = await openBundle(honest?.bundle ?? Buffer.alloc(0))
  const lie = {
    outcome: 'rejected',
    code: 'REJECTED_SIGNATURE',
    fault: 'node',
    detail: 'it is not',
    transient: false,
  }
  await append(far(), log(), 'verdict', {
    ...body,
    verdict: lie,
    corrects: hash,
    reason: 'a lie',
  } as JsonObject)
  await signHead(far(), log())
  expect(await pushLog(log(), ORIGIN, url())).toBe((await log().head()).size)
  await settle()
  await rollUpVerification(world.pool, network.name)
  const found = await world.pool.query(
    `select o.watchdog, v.watchdog as other, v.outcome from watch.disagreement d join watch.verdict o on o.number = d.other
     join watch.verdict v on v.number = d.verdict`,
  )
  expect(found.rows).toEqual([{ watchdog: 'test', other: ORIGIN, outcome: 'rejected' }])
  const days = await world.pool.query(`select from watch.verification_day where outcome = 'rejected'`)
  expect(days.rowCount).toBe(0)
})

test('what is not the log’s own is refused, and nothing of it is kept', async () => {
  const before = (await new LogStore(world.pool, ORIGIN).head()).size
  const note = (await log().findCheckpoint()) ?? ''
  const good = { from: before, checkpoint: note, bundles: [] as Uint8Array[] }
  expect(await post(Buffer.from('no push'))).toBe('400 INTAKE_FORM')
  expect(await post(formatPush(good))).toBe('400 INTAKE_FORM')
  const last = (await log().read(before - 1, 1)).map(({ bundle }) => bundle)
  expect(await post(formatPush({ ...good, bundles: last }), 'nobody.example/a')).toBe('403 LOG_UNLISTED')
  expect(await post(formatPush({ ...good, from: 0, bundles: last }))).toBe('409 LOG_SIZE')
  expect(await post(formatPush({ ...good, bundles: last }))).toBe('422 LOG_ROOT')
  const forged = note.replace(
    /^(\u2014 \S+ .{20})(.)/mu,
    (_all, head: string, one: string) => head + (one === 'A' ? 'B' : 'A'),
  )
  expect(await post(formatPush({ ...good, checkpoint: forged, bundles: last }))).toBe('422 LOG_SIGNATURE')
  expect(await post(Buffer.alloc((16 << 20) + 1, 0x20))).toBe('413 TOO_LARGE')
  expect((await new LogStore(world.pool, ORIGIN).head()).size).toBe(before)
})

test('a log that signs for what is none of its bundles is refused, and one may push no more in a day than is allowed', async () => {
  const before = (await new LogStore(world.pool, ORIGIN).head()).size
  // In its tree, and not one that its watchdog signed for this log: a bundle of another log.
  const other = await createKeys(join(folder, 'other.json'), ORIGIN)
  await pool.query('update watch.log set address = $1', [Buffer.from(other.address.slice(2), 'hex')])
  const foreign = await append(
    { ...far(), keys: { ...other, log: keys.log, logKey: keys.logKey } },
    log(),
    'verdict',
    {},
  )
  await pool.query('update watch.log set address = $1', [Buffer.from(keys.address.slice(2), 'hex')])
  const note = await log().checkpoint(keys, async () => [])
  expect(await post(formatPush({ from: before, checkpoint: note, bundles: [foreign.bytes] }))).toBe(
    '422 BUNDLE_WATCHDOG',
  )
  const { rows } = await world.pool.query('select entries from watch.intake_day')
  expect(rows).toEqual([{ entries: before + 1 }])
  await world.pool.query('update watch.intake_day set entries = $1', [LIMITS.entries])
  expect(await post(formatPush({ from: before, checkpoint: note, bundles: [foreign.bytes] }))).toBe(
    '429 INTAKE_LIMIT',
  )
  expect((await new LogStore(world.pool, ORIGIN).head()).size).toBe(before)
  expect(faults).toEqual([])
})

test('a log of this node and one that is given up are not pushed', async () => {
  await world.pool.query('update watch.log set received = false')
  expect(await post(formatPush({ from: 0, checkpoint: '', bundles: [Buffer.from('{}')] }))).toBe(
    '403 LOG_OWN',
  )
  await world.pool.query('update watch.log set received = true')
})
