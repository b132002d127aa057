import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Api } from '../../src/api/api.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import { type Hash32, type Hex, toHex } from '../../src/claim/hex.ts'
import { type Run, runAssay } from '../support/assay-cli.ts'
import { documentedFields, documentedMembers } from '../support/documented-fields.ts'
import { addOne } from '../support/onnx-writer.ts'
import { measurementOfImage, TestNode } from '../support/watch/actors.ts'
import { makeBatch } from '../support/watch/blobs.ts'
import { call, emit, word } from '../support/watch/calls.ts'
import { startApiOf } from '../support/watch/repeat.ts'
import { REGISTRY, RELAY, WatchWorld, WORK } from '../support/watch/world.ts'

const OWNER: Hex = `0x${'0e'.repeat(20)}`
const ZERO: Hex = `0x${'00'.repeat(32)}`
let world: WatchWorld
let api: Api
const liars: Server[] = []
const at: Record<'honest' | 'forged' | 'replayed' | 'reproduced' | 'another output', string> = {} as never

const int32 = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer)

beforeAll(async () => {
  world = await WatchWorld.create()
  const alice = new TestNode()
  const now = () => world.timeOf(world.next)
  const approved = { pcrHash: measurementOfImage(1), teeType: 0, version: 'v1' }
  world.chain.mine([{ logs: [emit(REGISTRY, 'PCRApproved', approved)] }])
  const attested = alice.attest(now(), 1)
  await world.describe({ roots: [attested.root] })
  const registered = emit(REGISTRY, 'TEERegistered', { teeId: alice.teeId, owner: OWNER, teeType: 0 })
  const args = [toHex(attested.document), toHex(alice.spki), toHex(attested.tls), OWNER, 'https://node', 0]
  world.chain.mine([call(REGISTRY, 'registerTEEWithAttestation', args, [registered])])

  const good = alice.respond('one', now())
  const bad = { ...alice.respond('two', now()), signature: `0x${'5a'.repeat(256)}` as Hex }
  const { root, blob } = makeBatch([good, bad])
  world.store.blobs.set('batch', blob)
  const settled = { merkleRoot: root, batchSize: 2n, walrusBlobId: toHex(Buffer.from('batch')) }
  const batch = world.chain.mine([{ logs: [emit(RELAY, 'BatchSettlement', settled)] }])
  at.honest = `31337-${batch.number}-0-0`
  at.forged = `31337-${batch.number}-0-1`
  const { teeId, ...stated } = good
  const again = { teeId, ethAddress: OWNER, ...stated, walrusBlobId: '0x' }
  const individual = world.chain.mine([{ logs: [emit(RELAY, 'IndividualSettlement', again)] }])
  at.replayed = `31337-${individual.number}-0`

  const model = world.store.putByHash(addOne('int32'))
  const inputHash = world.store.putByHash(int32(1, 2, 3, 4))
  const submit = (outputHash: Hash32) => {
    const claim = { node: ZERO, model, request: ZERO, system: word('onnx-replay'), verificationKeyHash: ZERO }
    const shown = { inputHash, outputHash, proof: '0x', publicSignals: '0x' }
    const { number } = world.chain.mine([{ logs: [emit(WORK, 'ProofSubmitted', { ...claim, ...shown })] }])
    return `31337-${number}-0`
  }
  at.reproduced = submit(world.store.putByHash(int32(2, 3, 4, 5)))
  at['another output'] = submit(keccak256(int32(9, 9, 9, 9)))
  await world.index()
  world.startArchiver()
  world.startWatchdog()
  await world.until(
    `select not exists (select from watch.pending) and not exists (select from archive.blob where status = 'pending')
       and exists (select from watch.verdict)`,
  )
  api = await startApiOf(world)
}, 60_000)

afterEach(() => {
  for (const liar of liars.splice(0)) liar.close()
})
afterAll(async () => {
  await api?.close()
  await world?.close()
})

/** An API that passes everything on and changes the answers on their way. */
async function lie(change: (text: string) => string): Promise<string> {
  const server = createServer(async (request, response) => {
    const body: Uint8Array[] = []
    for await (const part of request) body.push(part as Uint8Array)
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body: Buffer.concat(body) })
    response.setHeader('content-type', 'application/json').end(change(await answer.text()))
  })
  liars.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const verify = (id: string, url = api.url, ...more: string[]): Promise<Run> => {
  const { ASSAY_NETWORKS = '', ASSAY_PRIVATE_HOSTS = '' } = world.env()
  const words = ['verify', 'claim', id, '--api', url, '--rpc', world.endpoint.url, ...more]
  return runAssay(words, { ASSAY_NETWORKS, ASSAY_PRIVATE_HOSTS })
}
const verifyJson = async (id: string, url = api.url) => {
  const { exit, stdout } = await verify(id, url, '--json')
  return { exit, report: JSON.parse(stdout) }
}
const shown = (report: { statements: { statement: string; here: { outcome: string; code: string } }[] }) =>
  report.statements.map(({ statement, here }) => `${statement} ${here.outcome} ${here.code}`)

describe('assay verify claim repeats what the node judged', () => {
  test('about a hand-off that holds', async () => {
    const { exit, report } = await verifyJson(`world:${at.honest}`)
    expect(exit).toBe(0)
    expect(report).toMatchObject({
      version: 1,
      claim: `world:${at.honest}`,
      network: 'world',
      class: 'devnet',
      chainId: 31_337,
      outcome: 'verified',
      agrees: true,
    })
    expect(shown(report)).toEqual([
      'settlement_included verified VERIFIED',
      'hand_off_signed verified VERIFIED',
      'output_reproduced undecided NOT_RECOMPUTABLE',
    ])
    const [settlement] = report.statements
    expect(settlement).toMatchObject({
      conditions: { block: 'full' },
      said: [{ watchdog: 'test', outcome: 'verified', code: 'VERIFIED' }],
      agrees: true,
    })
    expect(report.block.hash).toMatch(/^0x[0-9a-f]{64}$/)
    const { own, of } = documentedFields('statements')
    expect(Object.keys(report)).toEqual(documentedMembers('claim'))
    for (const each of report.statements) {
      expect(Object.keys(each).sort()).toEqual(own.toSorted())
      expect(Object.keys(each.here).sort()).toEqual(of.here?.toSorted())
      for (const said of each.said) expect(Object.keys(said).sort()).toEqual(of.said?.toSorted())
    }
    expect(report.taken.join()).toContain('as complete as the API’s list')
  })

  test.each<[keyof typeof at, number, string]>([
    ['forged', 1, 'hand_off_signed rejected REJECTED_SIGNATURE_FORGED'],
    ['replayed', 1, 'hand_off_signed rejected REJECTED_DUPLICATE'],
    ['reproduced', 0, 'output_reproduced verified VERIFIED'],
    ['another output', 1, 'output_reproduced rejected REJECTED_REPLAY_OUTPUT'],
  ])('about a claim %s: exit %i', async (name, code, statement) => {
    const { exit, report } = await verifyJson(at[name])
    expect([exit, report.agrees]).toEqual([code, true])
    expect(shown(report)).toContain(statement)
  })

  test('as a table, with who must act', async () => {
    const { exit, stdout } = await verify(at.forged)
    expect(exit).toBe(1)
    expect(stdout).toContain(`claim world:${at.forged} on world (devnet), chain 31337, block `)
    expect(stdout).toMatch(/^statement +here +the verdict that stands$/m)
    const row = 'rejected REJECTED_SIGNATURE_FORGED, fault relayer'
    expect(stdout).toMatch(new RegExp(`^hand_off_signed +${row} +${row} \\(test\\)$`, 'm'))
    expect(stdout).toContain('who must act: relayer')
    expect(stdout).toContain('rejected here; the verdicts agree\n')
  })
})

describe('when somebody says something else', () => {
  test('a node whose verdict differs is shown as one', async () => {
    await world.pool.query(
      `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node,
         statement, outcome, code, fault, detail, transient, conditions, subject_time, checked_at)
       select network, chain_id, 'careless', subject_kind, subject_id, block_number, block_hash, node, statement, 'rejected',
         'REJECTED_SIGNATURE_FORGED', 'relayer', $2, false, conditions, subject_time, checked_at from watch.verdict
       where subject_id = $1 and statement = 'hand_off_signed'`,
      [at.honest, 'no signature\u001b[2J of this key'],
    )
    const { exit, report } = await verifyJson(at.honest)
    expect([exit, report.outcome, report.agrees]).toEqual([2, 'verified', false])
    const statement = report.statements.find(
      (each: { statement: string }) => each.statement === 'hand_off_signed',
    )
    expect(statement).toMatchObject({
      here: { outcome: 'verified' },
      said: [{ watchdog: 'test' }, { watchdog: 'careless' }],
    })
    const { stdout } = await verify(at.honest)
    expect(stdout).toMatch(/REJECTED_SIGNATURE_FORGED, fault relayer \(careless\) +DIFFERS$/m)
    expect(stdout).toContain('THE VERDICTS DIFFER')
    expect(stdout).toContain('no signature?[2J of this key')
    await world.pool.query(`delete from watch.verdict where watchdog = 'careless'`)
  })

  test('an API that calls a rejection verified', async () => {
    const url = await lie((text) =>
      text
        .replaceAll('"outcome":"rejected"', '"outcome":"verified"')
        .replaceAll('"REJECTED_SIGNATURE_FORGED","fault":"relayer"', '"VERIFIED","fault":null'),
    )
    const { exit, report } = await verifyJson(at.forged, url)
    expect([exit, report.outcome, report.agrees]).toEqual([1, 'rejected', false])
    expect(shown(report)).toContain('hand_off_signed rejected REJECTED_SIGNATURE_FORGED')
  })

  test('an API that calls what is verified rejected', async () => {
    const url = await lie((text) =>
      text.replaceAll(
        '"verified","code":"VERIFIED","fault":null',
        '"rejected","code":"REJECTED_X","fault":"node"',
      ),
    )
    const { exit, report } = await verifyJson(at.reproduced, url)
    expect([exit, report.outcome, report.agrees]).toEqual([2, 'verified', false])
  })

  test('an API that leaves the verdicts out', async () => {
    const url = await lie((text) => text.replace(/"verdicts":\[.*\]/s, '"verdicts":[]'))
    const { exit, report } = await verifyJson(at.reproduced, url)
    expect([exit, report.outcome, report.agrees]).toEqual([0, 'verified', null])
  })

  test('an API that says what is not on the chain', async () => {
    const url = await lie((text) => text.replace(/"outputHash":"0x../, '"outputHash":"0x00'))
    const { exit, report } = await verifyJson(at.honest, url)
    expect([exit, report.outcome]).toEqual([2, 'undecided'])
    // That a leaf is in its batch is about its place; what stands in it is compared where it is read.
    expect(shown(report)).toEqual([
      'settlement_included verified VERIFIED',
      'hand_off_signed undecided FACT_DIFFERS',
      'output_reproduced undecided FACT_DIFFERS',
    ])
  })

  test('an API that says that the evidence is of another kind', async () => {
    const url = await lie((text) => text.replace('"evidence":"tee_signature"', '"evidence":"groth16"'))
    const { exit, report } = await verifyJson(at.honest, url)
    expect([exit, shown(report).length]).toEqual([0, 3])
  })

  test('an API that names another block', async () => {
    const url = await lie((text) => text.replace(/"blockHash":"0x......../, '"blockHash":"0x12345678'))
    const { exit, report } = await verifyJson(at.honest, url)
    expect(exit).toBe(2)
    expect(shown(report)).toContain('hand_off_signed undecided BLOCK_WITHDRAWN')
  })

  test('an API that gives another claim than was asked for', async () => {
    const url = await lie((text) => text.replace('"leafIndex":1', '"leafIndex":0'))
    const { exit, report } = await verifyJson(at.forged, url)
    expect([exit, report.code]).toEqual([2, 'UNAVAILABLE_API'])
  })
})

describe('when there is nothing to repeat', () => {
  test.each<[string, () => Promise<Run>, number, string]>([
    [
      'an API that is not there',
      () => verify(at.honest, 'http://127.0.0.1:1', '--json'),
      2,
      'UNAVAILABLE_API',
    ],
    ['an API that is none', () => verify(at.honest, world.endpoint.url, '--json'), 2, 'UNAVAILABLE_API'],
    ['a claim that is not there', () => verify('world:31337-9999-0', api.url, '--json'), 64, 'CLAIM_UNKNOWN'],
    ['an address that is none', () => verify(at.honest, 'example.org', '--json'), 64, 'USAGE'],
    ['no API', () => runAssay(['verify', 'claim', at.honest, '--json']), 64, 'USAGE'],
    [
      'a network that is not known here',
      () =>
        runAssay(['verify', 'claim', at.honest, '--api', api.url, '--json'], { ASSAY_NETWORKS: 'networks' }),
      64,
      'NETWORK_MISSING',
    ],
  ])('%s', async (_name, run, exit, code) => {
    const { exit: found, stdout } = await run()
    expect([found, JSON.parse(stdout).code]).toEqual([exit, code])
  })

  test('an endpoint that does not answer leaves everything undecided', async () => {
    const { ASSAY_NETWORKS = '' } = world.env()
    const words = ['verify', 'claim', at.honest, '--api', api.url, '--rpc', 'http://127.0.0.1:1', '--json']
    const { exit, stdout } = await runAssay(words, { ASSAY_NETWORKS })
    expect([exit, shown(JSON.parse(stdout))]).toEqual([
      2,
      ['settlement_included', 'hand_off_signed', 'output_reproduced'].map(
        (each) => `${each} undecided UNAVAILABLE_RPC`,
      ),
    ])
  })
})
