import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repeatBundle } from '../../reference-node/audit/repeat-bundle.ts'
import { encodeEvidenceList } from '../../reference-node/evidence/evidence-list.ts'
import { ChainIndex } from '../../reference-node/far/chain-index.ts'
import { watchFrom } from '../../reference-node/far/command.ts'
import { ElementStore } from '../../reference-node/far/element-store.ts'
import { InferencePool } from '../../reference-node/inference/pool.ts'
import { IntakeDesk } from '../../reference-node/intake/desk.ts'
import { formatPush } from '../../reference-node/intake/push.ts'
import { pushEvidence, pushLog } from '../../reference-node/intake/send.ts'
import { serveIntake } from '../../reference-node/intake/server.ts'
import { openBundle } from '../../reference-node/log/bundle.ts'
import { createKeys, type WatchdogKeys } from '../../reference-node/log/keys.ts'
import { openLogPlace } from '../../reference-node/log/read.ts'
import { LogStore } from '../../reference-node/log/store.ts'
import { createPublicContext } from '../../reference-node/repeat/open.ts'
import type { PublicApi } from '../../reference-node/repeat/public-api.ts'
import { append, signHead } from '../../reference-node/sample/run.ts'
import { OwnIndex } from '../../reference-node/sample/sampled-index.ts'
import type { LoggingWatchdog } from '../../reference-node/sample/watchdog.ts'
import { rollUpVerification } from '../../reference-node/work/rollup.ts'
import type { Api } from '../../src/api/api.ts'
import { hashOf, toHex } from '../../src/claim/hex.ts'
import { bundlePath, evidencePath } from '../../src/claim/log/files.ts'
import { sha256Bytes } from '../../src/claim/sha256.ts'
import type { JsonObject } from '../../src/claim/strict-json.ts'
import { STATEMENTS } from '../../src/claim/verdict.ts'
import { createPool } from '../../src/platform/database.ts'
import { FreshNetwork } from '../../src/platform/fresh-network.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import type { Network } from '../../src/platform/network.ts'
import type { Listening } from '../../src/platform/serve.ts'
import { subscribe } from '../support/api/stream.ts'
import { runAssay } from '../support/assay-cli.ts'
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
let fresh: FreshNetwork
const beacon = new TestBeacon(1_790_000_000)
const said: string[] = []
const faults: unknown[] = []
let heard: (origin: string) => void = () => {}
const LIMITS = { entries: 1000, bytes: 1 << 20, evidenceBytes: 1 << 20 }

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
  described.watch = { beacon: { ...beacon.chain, url: `http://${host}`, source: 'test' } }
  await writeFile(file, JSON.stringify(described))
  network = await world.getNetwork()
  fresh = new FreshNetwork(network, (text) => said.push(text))
  api = await startApiOf(world)
  own = await createDatabase()
  pool = createPool(own.url, { application: 'test', max: 2 })
  intake = await serveIntake(
    { pool: world.pool, findNetwork: () => fresh.refresh(), watchdog: 'test', limits: LIMITS },
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

/** Lists a log as whoever keeps the network's folder would: with the entry that its watchdog said. */
async function list(text: string): Promise<void> {
  const entry = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))
  const file = join(network.folder, 'network.json')
  const described = JSON.parse(await readFile(file, 'utf8'))
  described.watch.watchdogs = [entry]
  await writeFile(file, JSON.stringify(described))
}

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

async function ask(query: string) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  })
  const { data, errors } = await response.json()
  expect(errors).toBeUndefined()
  return data
}

/** Brings bytes as a piece of evidence; gives the answer's status with its code or hash. */
async function bring(bytes: Uint8Array, hash = hashOf(sha256Bytes(bytes))): Promise<string> {
  const answer = await fetch(`${url()}/logs/${encodeURIComponent(ORIGIN)}/evidence/${hash.slice(2)}`, {
    method: 'PUT',
    body: new Uint8Array(bytes),
  })
  const { errors } = (await answer.json()) as { errors?: { extensions: { code: string } }[] }
  return errors ? `${answer.status} ${errors[0]?.extensions.code}` : String(answer.status)
}

/** Logs and pushes a verdict whose bundle names this as the list of its evidence. */
async function logWithEvidence(list: Uint8Array): Promise<void> {
  const [one] = await log().listBundles('verdict')
  const { body } = await openBundle(one?.bundle ?? Buffer.alloc(0))
  await append(far(), log(), 'verdict', { ...body, evidence: hashOf(sha256Bytes(list)) } as JsonObject)
  await signHead(far(), log())
  await pushLog(log(), ORIGIN, url())
}

async function settle(): Promise<void> {
  const desk = new IntakeDesk({
    pool: world.pool,
    fresh,
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
  // Neither the intake nor the watchdog is started again when the folder lists the log.
  let listed = Promise.resolve()
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
    say: (text) => {
      said.push(text)
      if (text.includes('(LOG_UNLISTED)')) listed = list(said.find((each) => each.includes('would be')) ?? '')
    },
  })
  await listed
  expect(said).toContainEqual(expect.stringContaining('does not list far.example/a (LOG_UNLISTED)'))
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

test('what it was judged by comes with it: who has the API alone audits the log and repeats each verdict', async () => {
  const place = `${api.url}/logs/${encodeURIComponent(ORIGIN)}`
  const audit = await runAssay(['log', 'verify', place, '--json'], world.env() as Record<string, string>)
  const { findings, verdicts } = JSON.parse(audit.stdout)
  expect([audit.exit, findings, verdicts]).toEqual([0, [], 6])
  const { logEntries } = await ask(
    `{ logEntries(where: { kind_eq: "verdict" }) { origin index bundle verdict { watchdog code logEntries { bundle } } } }`,
  )
  expect(logEntries).toHaveLength(6)
  const http = new GuardedHttp([new URL(api.url).host])
  const models = new InferencePool({ children: 1 })
  const read = openLogPlace(place, http)
  try {
    for (const { bundle, verdict } of logEntries) {
      expect(verdict.logEntries).toEqual([{ bundle }])
      const bytes = (await read(bundlePath(bundle))) as Uint8Array
      const { result, here } = await repeatBundle(bytes, (hash) => read(evidencePath(hash)), models)
      expect([result, here?.code]).toEqual(['confirmed', verdict.code])
    }
  } finally {
    models.close()
    await http.close()
  }
  // From another folder, and as another user where this one may become one.
  const one = `${place}/${bundlePath(logEntries[0].bundle)}`
  const as = { cwd: '/', ...(process.getuid?.() === 0 ? { uid: 65_534 } : {}) }
  const { exit, stdout, stderr } = await runAssay(['recheck', one, '--json'], {}, as)
  expect([exit, stderr, JSON.parse(stdout)]).toMatchObject([0, '', { result: 'confirmed' }])
}, 60_000)

test('a false verdict is taken in, and is a disagreement; who subscribed to the log is told of it, with its entry', async () => {
  const told = `{ cursor verdict { watchdog outcome logEntries { origin index bundle } } }`
  const verdictsOf = (more: string) =>
    `subscription { verdicts(where: { watchdog_eq: "${ORIGIN}" }${more}) ${told} }`
  const stream = await subscribe(api.url, verdictsOf(''))
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
  const lied = await append(far(), log(), 'verdict', {
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
  const event = (await stream.next()).verdicts as { cursor: string; verdict: unknown }
  const entry = { origin: ORIGIN, index: String((await log().head()).size - 1), bundle: lied.hash }
  expect(event.verdict).toEqual({ watchdog: ORIGIN, outcome: 'rejected', logEntries: [entry] })
  await stream.stop()
  // While nobody listens it takes its word back: from the cursor on that is all.
  const taken = { ...body, corrects: lied.hash, reason: 'it was a lie' } as JsonObject
  const { hash: mended } = await append(far(), log(), 'verdict', taken)
  await signHead(far(), log())
  await pushLog(log(), ORIGIN, url())
  await settle()
  const resumed = await subscribe(api.url, verdictsOf(`, after: "${event.cursor}"`))
  expect((await resumed.next()).verdicts).toMatchObject({
    verdict: { outcome: 'verified', logEntries: [{ bundle: mended }] },
  })
  await resumed.stop()
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

test('evidence is taken only as a bundle or its list names it, and never what somebody may have asked a model', async () => {
  const before = await world.pool.query('select count(*) from watch.log_evidence')
  expect(await bring(Buffer.from('whatever'))).toBe('422 EVIDENCE_UNNAMED')
  expect(await bring(Buffer.from('x'), hashOf(sha256Bytes(Buffer.from('y'))))).toBe('422 EVIDENCE_HASH')
  const { rows } = await world.pool.query('select bytes from watch.log_evidence limit 1')
  expect(await bring(rows[0].bytes)).toBe('200')
  expect((await world.pool.query('select count(*) from watch.log_evidence')).rows).toEqual(before.rows)

  const prompt = Buffer.from('what somebody asked')
  const [piece, bulky] = [Buffer.from('{}'), Buffer.alloc(LIMITS.evidenceBytes, 'x')]
  const items = Object.fromEntries(
    [
      [`content 0x${'5a'.repeat(32)}`, prompt],
      ['hint 1 0 1', piece],
      ['blob big', bulky],
    ].map(([key, bytes]) => [key, { sha256: hashOf(sha256Bytes(bytes as Buffer)) }]),
  )
  const rule = { seconds: 60, source: 'test' }
  const list = encodeEvidenceList({
    format: 'assay-evidence/1',
    network: 'world',
    files: {},
    chains: [],
    maxAge: { batch: rule, individual: rule },
    items,
  })
  const other = Buffer.from('{"format":"none"}')
  await logWithEvidence(list)
  await logWithEvidence(other)
  const wanted = await fetch(`${url()}/logs/${encodeURIComponent(ORIGIN)}/evidence`)
  const hashes = [list, other].map((each) => hashOf(sha256Bytes(each)))
  expect(await wanted.json()).toEqual({ wanted: hashes.sort() })
  expect(await bring(piece)).toBe('422 EVIDENCE_UNNAMED')
  expect(await bring(other)).toBe('422 EVIDENCE_FORM')
  expect(await bring(list)).toBe('200')
  expect(await bring(prompt)).toBe('422 EVIDENCE_UNNAMED')
  expect(await bring(bulky)).toBe('429 INTAKE_LIMIT')
  await log().evidence.keep(new Map([piece, prompt].map((bytes) => [hashOf(sha256Bytes(bytes)), bytes])))
  expect(await pushEvidence(log(), ORIGIN, url())).toBe(1)
  const left = await fetch(`${url()}/logs/${encodeURIComponent(ORIGIN)}/evidence`)
  expect(await left.json()).toEqual({ wanted: [hashOf(sha256Bytes(bulky))] })
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
