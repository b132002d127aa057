import { concat, encodeAbiParameters } from 'viem/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keccak256 } from '../../src/claim/hash.ts'
import { type Hex, toHex } from '../../src/claim/hex.ts'
import type { BatchLeaf } from '../../src/claim/merkle.ts'
import { ACCOUNT_CALLS } from '../support/account-calls.ts'
import type { MockTransaction } from '../support/mockchain/chain.ts'
import { bindKeys } from '../support/nitro-authority.ts'
import { type Attested, measurementOfImage, TestNode } from '../support/watch/actors.ts'
import { makeBatch } from '../support/watch/blobs.ts'
import { call, emit } from '../support/watch/calls.ts'
import { listDisagreements } from '../support/watch/repeat.ts'
import { findSaid, findVerdict } from '../support/watch/verdicts.ts'
import { REGISTRY, RELAY, WatchWorld } from '../support/watch/world.ts'

const OWNER: Hex = `0x${'0e'.repeat(20)}`
let world: WatchWorld
const nodes: Record<
  'alice' | 'bob' | 'carol' | 'dave' | 'erin' | 'frank' | 'grace' | 'heidi' | 'ivan' | 'ghost',
  TestNode
> = {} as never
/** Subjects by what is special about them. */
const at: Record<string, string> = {}

const approve = (image: number) =>
  emit(REGISTRY, 'PCRApproved', { pcrHash: measurementOfImage(image), teeType: 0, version: `v${image}` })

function register(node: TestNode, { document, tls }: Attested, to = REGISTRY, key: Uint8Array = node.spki) {
  const log = emit(REGISTRY, 'TEERegistered', { teeId: node.teeId, owner: OWNER, teeType: 0 })
  const args = [toHex(document), toHex(key), toHex(tls), OWNER, 'https://node', 0]
  return { ...call(REGISTRY, 'registerTEEWithAttestation', args, [log]), to }
}

function beat(node: TestNode, timestamp: number, signature: Hex) {
  const log = emit(REGISTRY, 'HeartbeatReceived', { teeId: node.teeId, timestamp: BigInt(timestamp) })
  return call(REGISTRY, 'heartbeat', [node.teeId, BigInt(timestamp), signature], [log])
}

/** The first call through an operator's own account, next to the inputs of others. */
function through(made: MockTransaction, ...decoys: readonly MockTransaction[]): MockTransaction {
  const inputs = [...decoys, made].map(({ input }) => (input ?? '0x') as Hex)
  return { ...made, to: RELAY, input: ACCOUNT_CALLS.safe?.(REGISTRY, concat(inputs)) ?? '0x' }
}

/** Settles a batch in a block of its own; each leaf is found again under its name. */
function settle(
  name: string,
  leaves: Record<string, BatchLeaf>,
  change: { blob?: Buffer | null; size?: number } = {},
) {
  const { root, blob } = makeBatch(Object.values(leaves))
  const bytes = change.blob === undefined ? blob : change.blob
  const blobId = name.replaceAll(' ', '-')
  if (bytes) world.store.blobs.set(blobId, bytes)
  const batchSize = BigInt(change.size ?? Object.keys(leaves).length)
  const walrusBlobId = toHex(Buffer.from(blobId))
  const { number } = world.chain.mine([
    { logs: [emit(RELAY, 'BatchSettlement', { merkleRoot: root, batchSize, walrusBlobId })] },
  ])
  at[name] = `31337-${number}-0`
  for (const [index, leafName] of Object.keys(leaves).entries()) at[leafName] = `31337-${number}-0-${index}`
}

function settleOne(name: string, { teeId, inputHash, outputHash, timestamp, signature }: BatchLeaf) {
  const args = { teeId, ethAddress: OWNER, inputHash, outputHash, timestamp, walrusBlobId: '0x', signature }
  const { number } = world.chain.mine([{ logs: [emit(RELAY, 'IndividualSettlement', args)] }])
  at[name] = `31337-${number}-0`
}

const mine = (...transactions: Parameters<typeof world.chain.mine>[0]) => world.chain.mine(transactions)

beforeAll(async () => {
  world = await WatchWorld.create()
  for (const name of [
    'alice',
    'bob',
    'carol',
    'dave',
    'erin',
    'frank',
    'grace',
    'heidi',
    'ivan',
    'ghost',
  ] as const)
    nodes[name] = new TestNode()
  const { alice, bob, carol, dave, erin, frank, grace, heidi, ivan, ghost } = nodes
  const now = () => world.timeOf(world.next)
  mine({ logs: [approve(1), approve(2), approve(3)] })
  const early = alice.respond('before registration', now() - 10)
  const attested = {
    alice: alice.attest(now(), 1),
    bob: bob.attest(now(), 2),
    carol: carol.attest(now(), 1),
    dave: dave.attest(now(), 1),
    erin: erin.attest(now(), 3),
    frank: frank.attest(now(), 1),
    grace: grace.attest(now(), 1),
    heidi: heidi.attest(now(), 1),
    ivan: ivan.attest(now(), 1),
  }
  // Of the two whose registration stands in no call, the registry itself gives one key.
  world.endpoint.behaviour.lie = (method, params, honest) =>
    method === 'eth_call' && JSON.stringify(params).includes(ivan.teeId.slice(2))
      ? encodeAbiParameters([{ type: 'bytes' }], [toHex(ivan.spki)])
      : honest()
  const { number } = mine(
    register(alice, attested.alice),
    register(bob, attested.bob),
    register(carol, attested.carol),
    register(dave, attested.dave),
    register(erin, attested.erin),
    { ...register(frank, attested.frank, RELAY), input: '0x1234' },
    through(register(grace, attested.grace)),
    through(register(heidi, { ...attested.heidi, document: attested.heidi.document.subarray(1) })),
    { ...register(ivan, attested.ivan, RELAY), input: '0x1234' },
  )
  for (const [index, name] of [
    'alice',
    'bob',
    'carol',
    'dave',
    'erin',
    'frank',
    'grace',
    'heidi',
    'ivan',
  ].entries())
    at[`registration of ${name}`] = `31337-${number}-${index}`
  // The same node registers again, with documents that a registry should have refused.
  const pcrs = new Map([0, 1, 2].map((index) => [index, Buffer.alloc(48)]))
  const refused: Record<string, () => Attested> = {
    'too old': () => erin.attest(now() - 301, 1),
    'of unapproved code': () => erin.attest(now(), 9),
    'in debug mode': () => erin.attest(now(), 1, { pcrs }),
    'of another key': () => erin.attest(now(), 1, { userData: bindKeys(erin.tls, alice.spki) }),
  }
  const roots: Buffer[] = []
  for (const [name, attest] of Object.entries(refused)) {
    const document = attest()
    roots.push(document.root)
    at[`registration ${name}`] = `31337-${mine(register(erin, document)).number}-0`
  }
  const elsewhere = erin.attest(now(), 1)
  roots.push(elsewhere.root)
  const otherTls = { ...elsewhere, tls: Buffer.from('certificate of another server') }
  at['registration of another server'] = `31337-${mine(register(erin, otherTls)).number}-0`
  const misnamed = mine(register(erin, erin.attest(now(), 1), REGISTRY, alice.spki))
  at['registration under another name'] = `31337-${misnamed.number}-0`
  // Dave's authority is not in the list of roots. Image 3 is approved and not published.
  await world.describe({
    roots: [
      ...roots,
      ...[attested.alice, attested.bob, attested.carol, attested.erin, attested.grace, attested.heidi].map(
        ({ root }) => root,
      ),
    ],
    measurements: [1, 2].map((image) => ({
      measurement: measurementOfImage(image),
      version: `v${image}`,
      source: 'https://example.org/code',
    })),
    rules: { individualMaxAge: { seconds: 3600, source: 'the verifier contract' } },
  })

  const beats = mine(
    beat(alice, now(), alice.beat(now())),
    beat(bob, now(), bob.beat(now() - 1)),
    beat(carol, now(), `0x${'5a'.repeat(256)}`),
    beat(ghost, now(), ghost.beat(now())),
    through(beat(grace, now(), grace.beat(now())), beat(grace, now(), grace.beat(now() - 1))),
    through(beat(heidi, now(), `0x${'5a'.repeat(256)}`)),
    beat(ivan, now(), ivan.beat(now())),
  )
  const kinds = [
    'good',
    'altered',
    'forged',
    'unknown',
    'inside, with a decoy',
    'inside, forged',
    'by an asked key',
  ]
  for (const [index, name] of kinds.entries()) at[`heartbeat ${name}`] = `31337-${beats.number}-${index}`

  const first = alice.respond('one', now())
  settle('first batch', { honest: first, 'bob while approved': bob.respond('two', now()) })
  const beforeRevocation = bob.respond('three', now() - 1)
  const carolEarlier = carol.respond('four', now() - 1)
  mine({
    logs: [
      emit(REGISTRY, 'TEEDisabled', { teeId: bob.teeId }),
      emit(REGISTRY, 'PCRRevoked', { pcrHash: measurementOfImage(2), teeType: 0 }),
    ],
  })
  mine({ logs: [emit(REGISTRY, 'TEEDisabled', { teeId: carol.teeId })] })
  const good = alice.respond('five', now())
  settle('second batch', {
    'honest again': good,
    'bob before the revocation, settled after': beforeRevocation,
    'bob after the revocation': bob.respond('six', now()),
    'carol before she was disabled': carolEarlier,
    'carol while disabled': carol.respond('seven', now()),
    forged: { ...alice.respond('eight', now()), signature: `0x${'5a'.repeat(256)}` },
    altered: { ...alice.respond('nine', now()), outputHash: keccak256(Buffer.from('something else')) },
    replayed: first,
    'signed twice': alice.respond('one', Number(first.timestamp)),
    'of nobody': ghost.respond('ten', now()),
    future: alice.respond('eleven', now() + 301),
    'before registration': early,
    short: { ...alice.respond('twelve', now()), signature: '0x1234' },
    'repeated in its batch': good,
    'spoiled by a forgery before it': {
      ...alice.respond('thirteen', now()),
      signature: `0x${'5b'.repeat(256)}`,
    },
    'honest behind the forgery': alice.respond('thirteen', now()),
    'of the forged registration': dave.respond('fourteen', now()),
    'key not readable': frank.respond('fifteen', now()),
    'key asked': ivan.respond('forty', now()),
    'key asked, forged': { ...ivan.respond('forty-one', now()), signature: `0x${'5a'.repeat(256)}` },
    'registered through an account': grace.respond('thirty', now()),
    'registered through an account, with a broken document': heidi.respond('thirty-one', now()),
  })
  settleOne('individual', alice.respond('sixteen', now()))
  settleOne('individual replay of a leaf', first)
  settle('lost batch', { 'in the lost batch': alice.respond('seventeen', now()) }, { blob: null })
  settle(
    'swapped batch',
    { 'in the swapped batch': alice.respond('eighteen', now()) },
    { blob: Buffer.from('{}') },
  )
  settle(
    'other batch',
    { 'in the other batch': alice.respond('nineteen', now()) },
    { blob: makeBatch([first]).blob },
  )
  settle('miscounted batch', { 'in the miscounted batch': alice.respond('twenty', now()) }, { size: 2 })
  for (let day = 0; day < 24 * 60; day += 1) mine()
  settle('late batch', {
    stale: alice.respond('twenty-one', now() - 86_401),
    'late in a batch': alice.respond('twenty-two', now() - 3601),
  })
  settleOne('individual just in time', alice.respond('twenty-three', now() - 3600))
  settleOne('individual too late', alice.respond('twenty-four', now() - 3601))
  await world.index()
  world.startArchiver()
  world.startWatchdog()
  await world.until(
    `select not exists (select from watch.pending) and not exists (select from archive.blob where status = 'pending')
       and exists (select from watch.verdict)`,
  )
}, 120_000)
afterAll(() => world?.close())

const verdictOn = (name: string, statement: string) =>
  findVerdict(world.pool, at[name] ?? `no subject ${name}`, statement)
type Row = [name: string, verdict: string]

describe('attestation_valid', () => {
  test.each<Row>([
    ['registration of alice', 'verified VERIFIED'],
    ['registration of bob', 'verified VERIFIED'],
    ['registration of dave', 'rejected REJECTED_NITRO_ROOT registry'],
    ['registration of erin', 'undecided MEASUREMENT_UNPUBLISHED'],
    ['registration of frank', 'undecided CALLDATA_UNREADABLE'],
    ['registration of grace', 'verified VERIFIED'],
    ['registration of heidi', 'undecided CALLDATA_UNPROVED'],
    ['registration of ivan', 'undecided CALLDATA_UNREADABLE'],
    ['registration too old', 'rejected REJECTED_NITRO_STALE registry'],
    ['registration of unapproved code', 'rejected REJECTED_NITRO_MEASUREMENT registry'],
    ['registration in debug mode', 'rejected REJECTED_NITRO_DEBUG registry'],
    ['registration of another key', 'rejected REJECTED_NITRO_KEY_BINDING registry'],
    ['registration of another server', 'rejected REJECTED_NITRO_TLS_BINDING registry'],
    ['registration under another name', 'rejected REJECTED_KEY_ID registry'],
  ])('%s: %s', async (name, verdict) => {
    expect(await verdictOn(name, 'attestation_valid')).toBe(verdict)
  })
})

describe('heartbeat_signed', () => {
  test.each<Row>([
    ['heartbeat good', 'verified VERIFIED'],
    ['heartbeat altered', 'rejected REJECTED_SIGNATURE_ALTERED registry'],
    ['heartbeat forged', 'rejected REJECTED_SIGNATURE_FORGED registry'],
    ['heartbeat unknown', 'rejected REJECTED_NODE_UNKNOWN registry'],
    ['heartbeat inside, with a decoy', 'verified VERIFIED'],
    ['heartbeat inside, forged', 'undecided CALLDATA_UNPROVED'],
    ['heartbeat by an asked key', 'verified VERIFIED'],
  ])('%s: %s', async (name, verdict) => {
    expect(await verdictOn(name, 'heartbeat_signed')).toBe(verdict)
  })
})

describe('hand_off_signed', () => {
  test.each<Row>([
    ['honest', 'verified VERIFIED'],
    ['bob while approved', 'verified VERIFIED'],
    ['honest again', 'verified VERIFIED'],
    ['bob before the revocation, settled after', 'verified VERIFIED'],
    ['bob after the revocation', 'rejected REJECTED_MEASUREMENT_REVOKED node'],
    ['carol before she was disabled', 'verified VERIFIED'],
    ['carol while disabled', 'rejected REJECTED_NODE_DISABLED node'],
    ['forged', 'rejected REJECTED_SIGNATURE_FORGED relayer'],
    ['altered', 'rejected REJECTED_SIGNATURE_ALTERED relayer'],
    ['replayed', 'rejected REJECTED_DUPLICATE relayer'],
    ['signed twice', 'undecided DUPLICATE_OTHER_SIGNATURE'],
    ['of nobody', 'rejected REJECTED_NODE_UNKNOWN relayer'],
    ['future', 'rejected REJECTED_CLAIM_FUTURE node'],
    // The network has no rule for batches: our own limit rejects nobody.
    ['stale', 'undecided UNSUPPORTED_CLAIM_AGE'],
    ['late in a batch', 'verified VERIFIED'],
    ['before registration', 'rejected REJECTED_NODE_NOT_REGISTERED node'],
    ['short', 'rejected REJECTED_SIGNATURE_LENGTH relayer'],
    ['repeated in its batch', 'rejected REJECTED_DUPLICATE relayer'],
    ['honest behind the forgery', 'verified VERIFIED'],
    // That the key is the enclave's is the registration's matter; that it signed is this statement's.
    ['of the forged registration', 'verified VERIFIED'],
    ['key not readable', 'undecided CALLDATA_UNREADABLE'],
    // Signed by its key; whether its code was approved, no document says.
    ['key asked', 'undecided MEASUREMENT_UNKNOWN'],
    ['key asked, forged', 'rejected REJECTED_SIGNATURE_FORGED relayer'],
    ['registered through an account', 'verified VERIFIED'],
    ['registered through an account, with a broken document', 'undecided CALLDATA_UNPROVED'],
    ['individual', 'verified VERIFIED'],
    ['individual just in time', 'verified VERIFIED'],
    ['individual too late', 'rejected REJECTED_CLAIM_STALE relayer'],
    ['individual replay of a leaf', 'rejected REJECTED_DUPLICATE relayer'],
  ])('%s: %s', async (name, verdict) => {
    expect(await verdictOn(name, 'hand_off_signed')).toBe(verdict)
  })

  test('what a relayer did never enters the record of the node it names', async () => {
    for (const name of ['forged', 'altered', 'replayed', 'individual replay of a leaf'])
      expect(await findSaid(world.pool, at[name] ?? '', 'hand_off_signed')).toMatchObject({
        inNodeRecord: false,
      })
    for (const name of ['honest', 'bob after the revocation'])
      expect(await findSaid(world.pool, at[name] ?? '', 'hand_off_signed')).toMatchObject({
        inNodeRecord: true,
      })
  })
})

describe('settlement_included', () => {
  test.each<Row>([
    ['first batch', 'verified VERIFIED'],
    ['lost batch', 'undecided BLOB_MISSING'],
    ['swapped batch', 'rejected REJECTED_BATCH_SHAPE relayer'],
    ['other batch', 'rejected REJECTED_BATCH_ROOT relayer'],
    ['miscounted batch', 'rejected REJECTED_BATCH_SIZE relayer'],
    ['honest', 'verified VERIFIED'],
    ['forged', 'verified VERIFIED'],
    ['individual', 'verified VERIFIED'],
  ])('%s: %s', async (name, verdict) => {
    expect(await verdictOn(name, 'settlement_included')).toBe(verdict)
  })
})

describe('output_reproduced', () => {
  test('an output of a language model stays undecided for good', async () => {
    for (const name of ['honest', 'individual']) {
      expect(await verdictOn(name, 'output_reproduced')).toBe('undecided NOT_RECOMPUTABLE')
      expect(await findSaid(world.pool, at[name] ?? '', 'output_reproduced')).toMatchObject({
        transient: false,
      })
    }
  })
})

test('a block proved up to its hash stands in the conditions of every verdict', async () => {
  const { rows } = await world.pool.query(
    `select count(*) > 50 as many, bool_and(conditions->>'block' = 'full') as proved from watch.verdict
     where code <> 'BLOB_MISSING'`,
  )
  expect(rows[0]).toEqual({ many: true, proved: true })
})

test('a key that was asked of the endpoints is named in the conditions', async () => {
  const { rows } = await world.pool.query(
    `select distinct conditions->>'key' as key from watch.verdict where subject_id = any($1) order by 1`,
    [[at['key asked'], at['heartbeat by an asked key']]],
  )
  const others = await world.pool.query(
    `select count(*)::int as count from watch.verdict where subject_id = $1 and conditions ? 'key'`,
    [at.honest],
  )
  expect([rows.map(({ key }) => key), others.rows]).toEqual([['getTEEPublicKey', null], [{ count: 0 }]])
})

test('whoever repeats a claim from public data comes to the same answers', async () => {
  expect(await listDisagreements(world)).toEqual([])
}, 60_000)
