import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditLog } from '../../reference-node/audit/audit.ts'
import { confirmSample } from '../../reference-node/audit/confirm.ts'
import { recordSamples } from '../../reference-node/audit/record.ts'
import { repeatBundle } from '../../reference-node/audit/repeat-bundle.ts'
import type { SampleReport } from '../../reference-node/audit/report.ts'
import { trustOf } from '../../reference-node/audit/trust.ts'
import { verifyGroth16 } from '../../reference-node/checks/groth16/verify.ts'
import { readConfig } from '../../reference-node/config.ts'
import { sealBundle } from '../../reference-node/log/bundle.ts'
import { createKeys, type WatchdogKeys } from '../../reference-node/log/keys.ts'
import { publishLog } from '../../reference-node/log/publish.ts'
import { openLogPlace, readLog } from '../../reference-node/log/read.ts'
import { LogStore } from '../../reference-node/log/store.ts'
import { Witness } from '../../reference-node/log/witness.ts'
import { serveWitness, WitnessFile } from '../../reference-node/log/witness-server.ts'
import { type OpenNode, openNode } from '../../reference-node/open.ts'
import { append, beginLog, commitSample, drawSamples, logVerdicts } from '../../reference-node/sample/run.ts'
import { OwnIndex } from '../../reference-node/sample/sampled-index.ts'
import { findStanding } from '../../reference-node/sample/verdicts.ts'
import type { LoggingWatchdog } from '../../reference-node/sample/watchdog.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import type { Hex } from '../../src/claim/hex.ts'
import { toBytes, toHex } from '../../src/claim/hex.ts'
import { formatVerifierKey, parseVerifierKey, verifierKeyOf } from '../../src/claim/log/note.ts'
import { leafHash, proveConsistency, rootOf, verifyConsistency } from '../../src/claim/log/tree.ts'
import { timeOfRound } from '../../src/claim/sample/beacon.ts'
import { type Element, elementId } from '../../src/claim/sample/population.ts'
import type { JsonObject } from '../../src/claim/strict-json.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import type { Listening } from '../../src/platform/serve.ts'
import { LAUNCHER, type Run, runAssay } from '../support/assay-cli.ts'
import { TestBeacon } from '../support/beacon.ts'
import { expectCode, flip } from '../support/codes.ts'
import { measurementOfImage, TestNode } from '../support/watch/actors.ts'
import { makeBatch } from '../support/watch/blobs.ts'
import { call, emit } from '../support/watch/calls.ts'
import { startApiOf } from '../support/watch/repeat.ts'
import { CHAIN, REGISTRY, RELAY, WatchWorld } from '../support/watch/world.ts'

const OWNER: Hex = `0x${'0e'.repeat(20)}`
const WITNESS = { name: 'witness.example/w', secretKey: Buffer.alloc(32, 9) }
const START = 1_790_100_000
let world: WatchWorld
let folder: string
let node: OpenNode
let http: GuardedHttp
let server: Listening
let keys: WatchdogKeys
let watchdog: LoggingWatchdog
let clock = START
const beacon = new TestBeacon(1_790_000_000)
const refused: string[] = []

beforeAll(async () => {
  world = await WatchWorld.create()
  folder = await mkdtemp(join(tmpdir(), 'assay-log-'))
  const alice = new TestNode()
  const now = () => world.timeOf(world.next)
  const attested = alice.attest(now(), 1)
  await world.describe({ roots: [attested.root] })
  const registered = emit(REGISTRY, 'TEERegistered', { teeId: alice.teeId, owner: OWNER, teeType: 0 })
  const args = [toHex(attested.document), toHex(alice.spki), toHex(attested.tls), OWNER, 'https://node', 0]
  world.chain.mine([
    { logs: [emit(REGISTRY, 'PCRApproved', { pcrHash: measurementOfImage(1), teeType: 0, version: 'v1' })] },
    call(REGISTRY, 'registerTEEWithAttestation', args, [registered]),
  ])
  // A batch that is archived, with one forged leaf, and one whose blob nobody has.
  const leaves = Array.from({ length: 12 }, (_, at) => alice.respond(`q${at}`, now()))
  leaves[4] = { ...(leaves[4] as (typeof leaves)[number]), signature: `0x${'5a'.repeat(256)}` }
  const { root, blob } = makeBatch(leaves)
  world.store.blobs.set('kept', blob)
  settle(root, 12n, 'kept')
  settle(makeBatch(Array.from({ length: 5 }, (_, at) => alice.respond(`lost${at}`, now()))).root, 5n, 'lost')
  await world.index()
  world.startArchiver()
  await world.until(`select count(*) = 2 from archive.blob where status in ('kept', 'lost')`)
  node = await openNode(readConfig(world.env()), 'test')
  http = new GuardedHttp([await beacon.listen()])
  keys = await createKeys(join(folder, 'keys.json'), 'watchdog.example/a')
  const witness = new Witness(
    WITNESS,
    [parseVerifierKey(keys.logKey)],
    new WitnessFile(join(folder, 'seen.json')),
    () => clock,
  )
  server = await serveWitness(witness, { port: 0, host: '127.0.0.1' }, (text) => refused.push(text))
  await describeWatch()
  watchdog = await open()
}, 120_000)
afterAll(async () => {
  await server?.close()
  await http?.close()
  await beacon.close()
  await node?.close()
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

function settle(merkleRoot: Hex, batchSize: bigint, blob: string): void {
  const stated = { merkleRoot, batchSize, walrusBlobId: toHex(Buffer.from(blob)) }
  world.chain.mine([{ logs: [emit(RELAY, 'BatchSettlement', stated)] }])
}

/** Whom a network believes on time and on logs, as its folder says. */
async function describeWatch(): Promise<void> {
  const file = join(world.folder, 'networks', 'world', 'network.json')
  const network = JSON.parse(await readFile(file, 'utf8'))
  const { port } = server
  network.watch = {
    beacon: { ...beacon.chain, url: `http://${beacon.host}`, source: 'test' },
    witnesses: [
      {
        key: formatVerifierKey(verifierKeyOf(WITNESS, true)),
        url: `http://127.0.0.1:${port}`,
        source: 'test',
      },
    ],
    quorum: 1,
    watchdogs: [
      {
        origin: keys.origin,
        key: keys.logKey,
        address: keys.address,
        since: new Date(START * 1000).toISOString(),
        source: 'test',
      },
    ],
  }
  await writeFile(file, JSON.stringify(network))
}
async function open(): Promise<LoggingWatchdog> {
  const network = await world.getNetwork()
  return {
    pool: world.pool,
    index: new OwnIndex(world.pool, network.name),
    network,
    name: 'test',
    keys,
    endpoints: readConfig(world.env()).endpoints,
    now: () => clock,
    say: (text) => refused.push(text),
  }
}
async function ask(url: string, query: string) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
  const { data, errors } = await response.json()
  expect(errors).toBeUndefined()
  return data
}
const readHeader = () => Promise.reject(new Error('no weak beacon here'))
const draw = () => drawSamples(watchdog, { ...node.context, verifyGroth16 }, { http, readHeader })
const sample = (count: number) =>
  commitSample(watchdog, {
    statement: 'hand_off_signed',
    scope: { kind: 'network' },
    count,
    leadSeconds: 300,
    outcomeSeconds: 3600,
  })
const verify = (command: 'log' | 'sample', place: string, ...more: string[]): Promise<Run> =>
  runAssay([command, 'verify', place, '--json', ...more], world.env() as Record<string, string>)

async function publish(to: string): Promise<string> {
  const store = new LogStore(world.pool, keys.origin)
  await publishLog(store, (await store.findCheckpoint()) ?? '', join(folder, to))
  return join(folder, to)
}

const SAMPLES = `{ samples(orderBy: [number_ASC]) { class size count census state verified rejected undecided upperBound noBound drawnAt }
  verdictLogs { origin size checkpointSize checkpoint } }`

describe('a watchdog’s log', () => {
  test('begins with whose it is, once', async () => {
    await beginLog(watchdog)
    await expectCode(() => beginLog(watchdog), 'LOG_EXISTS')
    const other = { ...watchdog, keys: { ...keys, origin: 'watchdog.example/none' } }
    await expectCode(() => logVerdicts(other), 'LOG_MISSING')
    expect(refused).toEqual([])
  })

  test('holds a population of every settled leaf, also of those whose blob nobody has, and draws when its round is out', async () => {
    const { commitment, cosigned } = await sample(17)
    expect(commitment).toMatchObject({
      size: 17,
      count: 17,
      notRecomputable: 0,
      chains: [{ chainId: CHAIN, class: 'devnet' }],
    })
    expect(cosigned).toBe(1)
    expect(await draw()).toMatchObject([{ outcomes: null }])
    clock = timeOfRound(beacon.chain, commitment.round)
    expect(await draw()).toMatchObject([{ outcomes: 17 }])
    expect(await draw()).toEqual([])
  })

  test('is shown by the API with its samples', async () => {
    await recordSamples(watchdog)
    const open = await sample(3)
    await recordSamples(watchdog)
    const api = await startApiOf(world)
    try {
      const { samples, verdictLogs } = await ask(api.url, SAMPLES)
      expect(samples).toMatchObject([
        {
          class: 'devnet',
          size: '17',
          census: true,
          state: 'drawn',
          verified: '11',
          rejected: '1',
          undecided: '5',
          upperBound: '6',
          noBound: null,
        },
        {
          count: '3',
          census: false,
          state: 'open',
          verified: null,
          upperBound: null,
          noBound: 'its outcomes are not due yet',
        },
      ])
      expect(verdictLogs).toMatchObject([{ origin: keys.origin, size: verdictLogs[0].checkpointSize }])
    } finally {
      await api.close()
    }
    clock = timeOfRound(beacon.chain, open.commitment.round)
    expect(await draw()).toMatchObject([{ outcomes: 3 }])
  })

  test('is audited by a stranger who has its files alone', async () => {
    const { exit, stdout, stderr } = await verify('log', await publish('a'))
    expect([exit, stderr]).toEqual([0, ''])
    const { findings, samples, verdicts } = JSON.parse(stdout)
    expect([findings, verdicts]).toEqual([[], 20])
    expect(samples[0]).toMatchObject({
      state: 'drawn',
      isCensus: true,
      counts: { verified: 11, rejected: 1, undecided: 5 },
      upperBound: 6,
    })
  })

  test('is repeated by a stranger with an index of their own: every verdict, and nothing left out', async () => {
    const { exit, stdout } = await verify('sample', await publish('a'))
    const { samples } = JSON.parse(stdout)
    expect(samples[0].here).toEqual({ confirmed: 17, notCheckable: 0, findings: [] })
    expect(exit).toBe(0)
  })

  test('is contradicted by a stranger where it says something false, or draws from another population', async () => {
    const network = await world.getNetwork()
    const trust = trustOf(network, keys.origin, keys.logKey, clock, watchdog.endpoints)
    const served = await readLog(openLogPlace(join(folder, 'a'), http))
    const [sample] = (await auditLog(served, trust)).samples as [SampleReport]
    const context = { ...node.context, verifyGroth16 }
    const lie = { outcome: 'verified', code: 'VERIFIED', fault: null } as const
    const told = sample.drawn.map((each) =>
      each.verdict.outcome === 'rejected' ? { ...each, verdict: { ...each.verdict, ...lie } } : each,
    )
    const lied = await confirmSample(watchdog.index, network, context, { ...sample, drawn: told })
    expect(lied).toMatchObject({ confirmed: 16, findings: [{ code: 'SAMPLE_CONTRADICTED' }] })
    const committed = { ...sample.committed, size: sample.committed.size - 1 }
    const other = await confirmSample(watchdog.index, network, context, { ...sample, committed, drawn: [] })
    expect(other.findings).toMatchObject([{ code: 'SAMPLE_POPULATION' }])
  })

  test('is audited over HTTP, and a server that lacks a file is said to', async () => {
    const files = createServer((request, response) => {
      readFile(join(folder, 'a', request.url ?? '')).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      )
    })
    await new Promise<void>((done) => files.listen(0, '127.0.0.1', done))
    const host = `127.0.0.1:${(files.address() as AddressInfo).port}`
    const env = world.env({ ASSAY_PRIVATE_HOSTS: host }) as Record<string, string>
    try {
      const whole = await runAssay(['log', 'verify', `http://${host}/`, '--json'], env)
      expect([whole.exit, JSON.parse(whole.stdout).findings, JSON.parse(whole.stdout).cosigned]).toEqual([
        0,
        [],
        1,
      ])
      const none = await runAssay(['log', 'verify', `http://${host}/none`], env)
      expect([none.exit, none.stderr]).toEqual([69, expect.stringContaining('(UNAVAILABLE_LOG)')])
    } finally {
      files.closeAllConnections()
      files.close()
    }
  })

  test('says a smaller sample with its exact bound, after the verdicts that were there', async () => {
    world.startWatchdog()
    await world.until(`select count(*) >= 12 from watch.verdict where statement = 'hand_off_signed'`)
    const logged = await logVerdicts(watchdog)
    expect(logged).toBeGreaterThanOrEqual(12)
    expect(await logVerdicts(watchdog)).toBe(0)
    const { commitment } = await sample(6)
    clock = timeOfRound(beacon.chain, commitment.round)
    expect(await draw()).toMatchObject([{ outcomes: 6 }])
    const { exit, stdout } = await verify(
      'sample',
      await publish('b'),
      '--seen',
      join(folder, 'a', 'checkpoint'),
    )
    const { findings, samples } = JSON.parse(stdout)
    expect([exit, findings]).toEqual([0, []])
    expect(samples[2]).toMatchObject({ state: 'drawn', isCensus: false })
    expect(samples[2].upperBound).toBeGreaterThan(0)
  })

  test('corrects a drawn verdict once, and what was drawn stands against later answers of the queue', async () => {
    const owner = { network: 'world', watchdog: 'test', origin: keys.origin }
    const { rows } = await world.pool.query(
      `select number, subject_id from watch.verdict where watchdog = 'test' and statement = 'hand_off_signed' and outcome = 'verified'
       order by number limit 1`,
    )
    const values = [rows[0].number]
    // The queue said something else of it: the next draw corrects that, and one more draw has nothing to correct.
    await world.pool.query(
      `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
         outcome, code, fault, detail, transient, conditions, subject_time, checked_at, corrects, correction_reason)
       select network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
         'undecided', 'KEY_UNKNOWN', null, '', false, conditions, subject_time, now(), number, 'test' from watch.verdict where number = $1`,
      values,
    )
    expect(await logVerdicts(watchdog)).toBe(1)
    for (const _draw of [1, 2]) {
      const { commitment } = await sample(17)
      clock = timeOfRound(beacon.chain, commitment.round)
      expect(await draw()).toMatchObject([{ outcomes: 17 }])
    }
    const audited = JSON.parse((await verify('log', await publish('e'))).stdout)
    expect(audited.findings).toEqual([])
    expect(audited.samples.at(-1)).toMatchObject({ state: 'drawn', counts: { verified: 11 } })
    const drawn = audited.samples
      .at(-1)
      .drawn.find(({ element }: { element: Element }) => elementId(element) === rows[0].subject_id)
    const asked = [{ subject: drawn.element, statement: 'hand_off_signed' as const }]
    expect(await findStanding(world.pool, owner, asked)).toMatchObject([{ said: 'verified,VERIFIED,' }])
    await recordSamples(watchdog)
  })

  test('draws the others where one commitment cannot be drawn, and says which', async () => {
    const { commitment } = await sample(3)
    const store = new LogStore(world.pool, keys.origin)
    const bad = { ...commitment, root: `0x${'11'.repeat(32)}` }
    const { hash } = await append(watchdog, store, 'commitment', bad as unknown as JsonObject)
    await sample(2)
    clock += 600
    expect(await draw()).toMatchObject([
      { outcomes: 3 },
      { hash, outcomes: null, refused: 'SAMPLE_POPULATION' },
      { outcomes: 2 },
    ])
    expect(refused.at(-1)).toContain(`commitment ${hash}`)
    refused.pop()
  })

  describe('whose verdicts are repeated offline', () => {
    let log: string
    const files: { file: string; outcome: string; evidence: string | null; hash: string }[] = []
    /** As nobody where this process may: another folder, no settings, no database, no endpoint. */
    const recheck = (file: string, ...more: string[]): Promise<Run> =>
      runAssay(
        ['recheck', file, '--json', ...more],
        {},
        {
          cwd: '/',
          ...(process.getuid?.() === 0 ? { uid: 65_534 } : {}),
        },
      )
    const resultOf = async (run: Promise<Run>) => {
      const { exit, stdout, stderr } = await run
      expect(stderr).toBe('')
      return [exit, JSON.parse(stdout)] as const
    }

    beforeAll(async () => {
      log = await mkdtemp(join(tmpdir(), 'assay-published-'))
      await cp(await publish('d'), log, { recursive: true })
      await chmod(log, 0o755)
      for (const path of await readdir(join(log, 'bundle'), { recursive: true })) {
        const file = join(log, 'bundle', path)
        if (!(await stat(file)).isFile()) continue
        const { kind, body } = JSON.parse(await readFile(file, 'utf8'))
        if (kind === 'verdict')
          files.push({ file, outcome: body.verdict.outcome, evidence: body.evidence, hash: path.slice(3) })
      }
    })
    afterAll(() => rm(log, { recursive: true, force: true }))
    const one = (outcome: string) => files.find((each) => each.outcome === outcome && each.evidence !== null)

    test.each(['verified', 'rejected'])('confirms what is %s', async (outcome) => {
      const [exit, found] = await resultOf(recheck(one(outcome)?.file ?? ''))
      expect([exit, found]).toMatchObject([0, { result: 'confirmed', here: { outcome } }])
      expect(found.trust).toContainEqual({
        file: 'network.json',
        sha256: expect.stringMatching(/^0x[0-9a-f]{64}$/),
        isOurs: null,
      })
    })

    test('contradicts a watchdog that signs something false', async () => {
      for (const [outcome, said] of [
        ['verified', { outcome: 'rejected', code: 'REJECTED_SIGNATURE_FORGED', fault: 'relayer' }],
        ['rejected', { outcome: 'verified', code: 'VERIFIED', fault: null }],
      ] as const) {
        const { body, origin } = JSON.parse(await readFile(one(outcome)?.file ?? '', 'utf8'))
        const verdict = { ...body.verdict, ...said }
        const lie = { kind: 'verdict', origin, time: clock, body: { ...body, verdict } } as const
        const file = join(log, `lie-${outcome}.json`)
        await writeFile(file, (await sealBundle(lie, keys.watchdogKey)).bytes)
        const [exit, found] = await resultOf(recheck(file))
        expect([exit, found]).toMatchObject([1, { result: 'contradicted', here: { outcome } }])
      }
    })

    test('says so when there is no evidence, when it is not here, and when a byte of it is another', async () => {
      const bare = files.find(({ evidence }) => evidence === null)
      const [exit, found] = await resultOf(recheck(bare?.file ?? ''))
      expect([exit, found]).toMatchObject([
        2,
        {
          result: 'not_checkable',
          why: 'the bundle names no evidence: nobody drew it, and its log is kept without --evidence',
        },
      ])
      const { file, evidence } = one('verified') ?? { file: '', evidence: '' }
      expect((await resultOf(recheck(file, '--evidence', '/nowhere')))[0]).toBe(2)
      const name = (evidence ?? '').slice(2)
      const path = join(log, 'evidence', name.slice(0, 2), name)
      const list = await readFile(path)
      await writeFile(path, flip(list, 30))
      expect((await resultOf(recheck(file)))[1]).toMatchObject({ result: 'not_checkable', here: null })
      const { items } = JSON.parse(list.toString())
      await writeFile(path, list)
      // Every answer that the judge reads, one after the other, is not what its hash says.
      for (const [key, { sha256 }] of Object.entries(items) as [string, { sha256?: string }][]) {
        if (!sha256 || !key.includes('eth_getBlockByHash')) continue
        const answer = join(log, 'evidence', sha256.slice(2, 4), sha256.slice(2))
        const bytes = await readFile(answer)
        await writeFile(answer, flip(bytes, bytes.length >> 1))
        expect((await resultOf(recheck(file)))[1].result).toMatch(/^(not_checkable|confirmed)$/)
        await writeFile(answer, bytes)
        break
      }
    })

    test('refuses a bundle with a byte flipped, and what is no verdict', async () => {
      const bytes = await readFile(one('verified')?.file ?? '')
      const file = join(log, 'flipped.json')
      for (const at of [0, 100, bytes.length >> 1, bytes.length - 3]) {
        await writeFile(file, flip(bytes, at))
        const [exit, found] = await resultOf(recheck(file))
        expect([exit, found.result]).toEqual([1, 'refused'])
        expect(found.code).toMatch(/^BUNDLE_(FORM|SIGNATURE)$/)
      }
      const sealed = await sealBundle(
        { kind: 'watchdog', origin: keys.origin, time: clock, body: { network: 'world', logKey: 'x' } },
        keys.watchdogKey,
      )
      await writeFile(file, sealed.bytes)
      expect((await resultOf(recheck(file)))[1]).toMatchObject({ result: 'refused', code: 'BUNDLE_KIND' })
    })

    test('carries no prompt: every answer is of a kind that holds none', async () => {
      const { evidence } = one('verified') ?? { evidence: '' }
      const name = (evidence ?? '').slice(2)
      const { items } = JSON.parse(await readFile(join(log, 'evidence', name.slice(0, 2), name), 'utf8'))
      for (const key of Object.keys(items))
        expect(key).toMatch(/^(chain \d+ endpoint \d+|blob|hint|copies|seal) /)
    })
  })

  test('that hides its newest entries from one who has seen them, is found out', async () => {
    const { exit, stdout } = await verify('log', join(folder, 'a'), '--seen', join(folder, 'b', 'checkpoint'))
    expect(exit).toBe(1)
    expect(JSON.parse(stdout).findings).toMatchObject([{ code: 'LOG_WITHHELD' }])
  })

  test('with one bundle changed on the server, is found out', async () => {
    await cp(join(folder, 'b'), join(folder, 'c'), { recursive: true })
    const { rows } = await world.pool.query<{ hash: string }>(
      `select encode(entry, 'hex') as hash from watch.log_entry where index = 3 and origin = 'watchdog.example/a'`,
    )
    const hash = rows[0]?.hash ?? ''
    const file = join(folder, 'c', 'bundle', hash.slice(0, 2), hash)
    await writeFile(file, (await readFile(file, 'utf8')).replace('"time":', '"time": '))
    const { exit, stdout } = await verify('log', join(folder, 'c'))
    expect(exit).toBe(1)
    expect(JSON.parse(stdout).findings[0]).toMatchObject({ code: 'LOG_BUNDLE_MISSING', entry: 3 })
  })

  test('lets one of two writers win, and loses nothing', async () => {
    const store = new LogStore(world.pool, keys.origin)
    const head = await store.head()
    const body = { network: 'world', logKey: 'x' }
    const bundle = await sealBundle(
      { kind: 'watchdog', origin: keys.origin, time: clock, body },
      keys.watchdogKey,
    )
    const both = await Promise.allSettled([0, 1].map(() => store.append(head, [{ bundle, verdict: null }])))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await store.head()).size).toBe(head.size + 1)
    await expectCode(() => store.append(head, [{ bundle, verdict: null }]), 'LOG_WRITER')
  })

  test('keeps the hashes of its tiles as it grows past them, however it grows', async () => {
    const own = {
      ...keys,
      origin: 'watchdog.example/long',
      log: { ...keys.log, name: 'watchdog.example/long' },
    }
    const store = new LogStore(world.pool, own.origin)
    await store.create('world', 'long', own)
    const bundle = await sealBundle(
      { kind: 'watchdog', origin: own.origin, time: clock, body: {} },
      keys.watchdogKey,
    )
    // Any 32 bytes are an entry: what stands in the bundles does not matter to the tree.
    const entry = (at: number) => ({
      bundle: { ...bundle, hash: keccak256(Buffer.from(String(at))) },
      verdict: null,
    })
    const leaves: Uint8Array[] = []
    for (const count of [255, 1, 1, 300, 211, 600]) {
      const more = Array.from({ length: count }, (_, at) => entry(leaves.length + at))
      await store.append(await store.head(), more)
      leaves.push(...more.map((each) => leafHash(toBytes(each.bundle.hash))))
      const { size, root } = await store.head()
      expect([size, toHex(root)]).toEqual([leaves.length, toHex(rootOf(leaves))])
    }
    const path = await proveConsistency(store.hashes, 257, 1368)
    verifyConsistency(
      { oldSize: 257, oldRoot: rootOf(leaves.slice(0, 257)), size: 1368, root: rootOf(leaves) },
      path,
    )
    const note = await store.checkpoint(own, async () => [])
    await publishLog(store, note, join(folder, 'long'))
    const served = await readLog(openLogPlace(join(folder, 'long'), http))
    expect(served.entries.map((each) => toHex(leafHash(toBytes(each))))).toEqual(leaves.map(toHex))
    const tile = await readFile(join(folder, 'long', 'tile', '1', '000.p', '5'))
    expect(toHex(tile.subarray(0, 32))).toBe(toHex(rootOf(leaves.slice(0, 256))))
  })

  test('is kept by commands alone, and says what no witness cosigned', async () => {
    const file = join(folder, 'cli.json')
    const watch = (...words: string[]): Promise<Run> =>
      runAssay(['watch', ...words, '--keys', file], world.env() as Record<string, string>)
    const made = await watch('init', '--origin', 'watchdog.example/cli')
    expect([made.exit, JSON.parse(made.stdout).origin]).toEqual([0, 'watchdog.example/cli'])
    expect(made.stderr).toContain('no cosignature on 1 entries: witness.example/w: it answers 404')
    const appended = await watch('append')
    expect(JSON.parse(appended.stdout).logged).toBeGreaterThan(12)
    const committed = await watch('commit', '--statement', 'attestation_valid', '--count', '5')
    expect(JSON.parse(committed.stdout)).toMatchObject({
      size: 1,
      count: 1,
      cosigned: 0,
      quorum: 1,
      checksFor: { '0.01': 1 },
      costPerCheck: { calls: expect.any(Number), cpuSeconds: expect.any(Number), checks: expect.any(Number) },
      costFor: { '0.01': { calls: expect.any(Number), cpuSeconds: expect.any(Number) } },
    })
    const none = await watch('commit', '--statement', 'proof_valid', '--count', '5')
    expect([none.exit, none.stderr]).toEqual([78, expect.stringContaining('(SAMPLE_EMPTY)')])
    const drawn = await watch('draw')
    expect(JSON.parse(drawn.stdout).samples).toMatchObject([{ outcomes: null }])
    const published = await watch('publish', join(folder, 'cli'))
    expect(published.exit).toBe(0)
    const { exit, stdout } = await verify('log', join(folder, 'cli'), '--key', JSON.parse(made.stdout).key)
    const { findings, samples } = JSON.parse(stdout)
    expect([exit, findings, samples[0].state]).toEqual([0, [], 'open'])
    const unknown = await verify('log', join(folder, 'cli'))
    expect([unknown.exit, unknown.stderr]).toEqual([78, expect.stringContaining('(LOG_UNKNOWN)')])
  })

  test('names the evidence of ordinary verdicts where that is asked for, and each is repeated from it', async () => {
    const own = {
      ...watchdog,
      keys: await createKeys(join(folder, 'proved.json'), 'watchdog.example/proved'),
    }
    await beginLog(own)
    const context = { ...node.context, verifyGroth16 }
    expect(await logVerdicts(own, context)).toBeGreaterThan(12)
    const store = new LogStore(world.pool, own.keys.origin)
    const results = new Map<string, number>()
    for (const { bundle } of await store.listBundles('verdict')) {
      const { result, here } = await repeatBundle(
        bundle,
        (hash) => store.evidence.find(hash),
        node.context.inference,
      )
      const key = `${result} ${here?.outcome ?? 'without evidence'}`
      results.set(key, (results.get(key) ?? 0) + 1)
    }
    // The last is what a test above made the queue say, which no evidence gives.
    expect([...results.keys()].sort()).toEqual([
      'confirmed rejected',
      'confirmed undecided',
      'confirmed verified',
      'not_checkable without evidence',
    ])
  })

  test('is handed over and kept on by commands alone', async () => {
    const [before, after] = [join(folder, 'cli.json'), join(folder, 'cli-next.json')]
    const env = world.env() as Record<string, string>
    const rotated = await runAssay(['watch', 'rotate', '--keys', before, '--to', after], env)
    const said = JSON.parse(rotated.stdout)
    expect([rotated.exit, said.origin]).toEqual([0, 'watchdog.example/cli'])
    const old = await runAssay(['watch', 'append', '--keys', before], env)
    expect([old.exit, old.stderr]).toEqual([78, expect.stringContaining('(WATCHDOG_KEYS)')])
    const files = join(folder, 'cli-run')
    const words = ['watch', 'run', '--keys', after, '--publish', files, '--poll', '1']
    const run = spawn(process.execPath, [LAUNCHER, ...words], {
      env: { PATH: process.env.PATH, ...env },
      stdio: 'ignore',
    })
    const ended = new Promise((done) => run.once('exit', (code) => done(code)))
    await expect.poll(() => existsSync(join(files, 'checkpoint')), { timeout: 60_000 }).toBe(true)
    run.kill('SIGTERM')
    expect(await ended).toBe(0)
    const [registration] = await new LogStore(world.pool, said.origin).listBundles('watchdog')
    const { logKey } = JSON.parse(Buffer.from(registration?.bundle ?? []).toString()).body
    const { exit, stdout } = await verify('log', files, '--key', logKey)
    expect([exit, JSON.parse(stdout).findings]).toEqual([0, []])
  })

  test('in a fork is cosigned by no witness that has seen the other', async () => {
    await world.pool.query(
      `update watch.log_entry set entry = sha256(entry) where index = 2 and origin = 'watchdog.example/a'`,
    )
    await logVerdicts(watchdog)
    expect(refused.at(-1)).toContain('witness.example/w')
  })
})
