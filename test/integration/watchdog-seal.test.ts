import { readFileSync } from 'node:fs'
import { encodeAbiParameters } from 'viem/utils'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256 } from '../../reference-node/checks/risc0/digest.ts'
import { decodeInclusion, rootOf } from '../../reference-node/checks/risc0/inclusion.ts'
import { Hash32, type Hex, toBytes, toHex } from '../../src/claim/hex.ts'
import { encode, toCall } from '../support/market/recording.ts'
import { digestOn, MARKET, makeRequest, type TestRequest } from '../support/market/requests.ts'
import { emit } from '../support/watch/calls.ts'
import { findSaid, findVerdict } from '../support/watch/verdicts.ts'
import { WatchWorld } from '../support/watch/world.ts'

const SETS: Hex = `0x${'3b'.repeat(20)}`
const PROVER: Hex = `0x${'b1'.repeat(20)}`

interface Receipt {
  readonly seal: Hex
  readonly imageId: Hex
  readonly journal: Hex
  readonly claimDigest: Hash32
}
const read = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../devnet/market/receipts/${name}.json`, import.meta.url), 'utf8'),
  ) as Receipt
const GROTH16 = read('groth16-3.0.0')
const BLAKE3 = read('blake3-groth16-0.0.1')
const SET = read('set-inclusion-0.9.0')
const BARE = SET.seal.slice(0, 10) as Hex

let world: WatchWorld
const at: Record<string, string> = {}
let requests = 0
const SHARING = 20

interface Delivered {
  readonly claim: Hash32
  readonly seal: Hex
  readonly shown?: { readonly image: Hex; readonly journal: Hex }
  readonly root?: { readonly root: Hex; readonly seal: Hex }
  /** What the client asked, and where that stands: in the call that delivers, at any depth, or in a log before it. */
  readonly asked?: { readonly type: number; readonly data: Hex; readonly seenIn: 'call' | 'nested' | 'log' }
}

const CHAIN = 31_337
const CLIENT: Hex = `0x${'c1'.repeat(20)}`

function requestOf(index: number, asked: Delivered['asked']): TestRequest {
  const request = makeRequest(CLIENT, index)
  const { type = 0, data = '0x' } = asked ?? {}
  return {
    ...request,
    requirements: { ...request.requirements, predicate: { predicateType: type, data } },
  }
}

function deliver(name: string, { claim, seal, shown, root, asked }: Delivered): void {
  const request = requestOf(++requests, asked)
  const { id } = request
  const data = shown
    ? encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes' }], [shown.image, shown.journal])
    : '0x'
  const fulfillment = {
    id,
    requestDigest: digestOn(CHAIN, request),
    claimDigest: claim,
    fulfillmentDataType: shown ? 1 : 0,
    fulfillmentData: data,
    seal,
  }
  if (asked?.seenIn === 'log')
    world.chain.mine([
      { logs: [{ address: MARKET, ...encode({ event: 'RequestSubmitted', request }, CHAIN) }] },
    ])
  const logs = [
    ...(root ? [emit(SETS, 'VerifiedRoot', root)] : []),
    emit(MARKET, 'ProofDelivered', { requestId: id, prover: PROVER, fulfillment }),
  ]
  const way = asked?.seenIn === 'nested' ? 'nested' : 'direct'
  const isCalled = asked !== undefined && asked.seenIn !== 'log'
  const called = isCalled ? toCall({ priced: [request], logs: [], way }, CHAIN) : {}
  const { number } = world.chain.mine([{ ...called, logs }])
  at[name] = `31337-${number}-${logs.length - 1}`
}

beforeAll(async () => {
  world = await WatchWorld.create()
  await world.describe({ roots: [], acceptAny: ['boundless/market-v1', 'boundless/set-verifier'] })
  const shown = { image: GROTH16.imageId, journal: GROTH16.journal }
  const good = { claim: GROTH16.claimDigest, seal: GROTH16.seal }
  const { path, rootSeal } = decodeInclusion(toBytes(SET.seal).subarray(4))
  const root = { root: rootOf(SET.claimDigest, path), seal: toHex(rootSeal) }
  deliver('shown', { ...good, shown })
  deliver('claim alone', good)
  deliver('another journal', { ...good, shown: { ...shown, journal: '0x00' } })
  deliver('another claim', { ...good, claim: Hash32(GROTH16.imageId) })
  deliver('fake', { ...good, seal: `0xffffffff${GROTH16.seal.slice(10)}` })
  deliver('unknown verifier', { ...good, seal: `0x12345678${GROTH16.seal.slice(10)}` })
  deliver('stopped verifier', { ...good, seal: `0x9f39696c${GROTH16.seal.slice(10)}` })
  deliver('under a root of no one', { claim: GROTH16.claimDigest, seal: BARE })
  deliver('under a root beside it', { claim: SET.claimDigest, seal: BARE, root })
  deliver('under a root before it', { claim: SET.claimDigest, seal: BARE })
  const journal = `${GROTH16.imageId}${toHex(sha256(toBytes(GROTH16.journal))).slice(2)}` as Hex
  const match = { type: 0, data: journal }
  const prefix = { type: 1, data: `${GROTH16.imageId}${GROTH16.journal.slice(2, 10)}` as Hex }
  deliver('asked in the call', { ...good, asked: { ...match, seenIn: 'call' } })
  deliver('asked in the call of another contract', { ...good, asked: { ...match, seenIn: 'nested' } })
  deliver('asked in a log before it', { ...good, asked: { ...match, seenIn: 'log' } })
  deliver('another program than asked for', {
    ...good,
    shown,
    asked: { type: 1, data: `0x${'0b'.repeat(32)}`, seenIn: 'log' },
  })
  deliver('as it begins', { ...good, shown, asked: { ...prefix, seenIn: 'log' } })
  deliver('as it begins, not shown', { ...good, asked: { ...prefix, seenIn: 'log' } })
  deliver('a predicate of tomorrow', { ...good, asked: { type: 9, data: '0x', seenIn: 'log' } })
  deliver('a predicate cut short', { ...good, asked: { type: 2, data: '0x01', seenIn: 'log' } })
  const blake3 = { claim: BLAKE3.claimDigest, seal: BLAKE3.seal }
  deliver('Blake3 by its claim', {
    ...blake3,
    asked: { type: 2, data: BLAKE3.claimDigest, seenIn: 'log' },
  })
  deliver('Blake3 by its journal', { ...blake3, shown, asked: { ...match, seenIn: 'log' } })
  // More than are judged at a time: none may wait for the root's proof where that waits for all of them.
  for (let index = 0; index < SHARING; index++)
    deliver(`one of many under one root ${index}`, { claim: SET.claimDigest, seal: BARE })
  await world.index()
  world.startWatchdog()
  await world.until(`select count(*) = ${4 * requests} from watch.latest_verdict`)
}, 120_000)
afterAll(() => world?.close())

test.each([
  ['shown', 'verified VERIFIED'],
  ['claim alone', 'verified VERIFIED'],
  // The seal proves what was delivered; that something else was shown is another statement.
  ['another journal', 'verified VERIFIED'],
  ['another claim', 'rejected REJECTED_PROOF_INVALID node'],
  ['fake', 'rejected REJECTED_SEAL_FAKE node'],
  ['unknown verifier', 'undecided VERIFIER_KEY_MISSING'],
  ['stopped verifier', 'rejected REJECTED_PROOF_INVALID node'],
  ['under a root of no one', 'undecided UNAVAILABLE_PROOF_ROOT'],
  ['under a root beside it', 'verified VERIFIED'],
  ['under a root before it', 'verified VERIFIED'],
])('%s: %s', async (name, verdict) => {
  expect(await findVerdict(world.pool, at[name] ?? '', 'proof_valid')).toBe(verdict)
})

test.each([
  ['shown', 'verified VERIFIED'],
  ['claim alone', 'undecided CLAIM_NOT_SHOWN'],
  ['another journal', 'rejected REJECTED_CLAIM_DIGEST node'],
  ['Blake3 by its journal', 'rejected REJECTED_JOURNAL_LENGTH node'],
])('program and journal of: %s: %s', async (name, verdict) => {
  expect(await findVerdict(world.pool, at[name] ?? '', 'claim_shown')).toBe(verdict)
})

test.each([
  ['asked in the call', 'verified VERIFIED'],
  ['asked in the call of another contract', 'verified VERIFIED'],
  ['asked in a log before it', 'verified VERIFIED'],
  ['another program than asked for', 'rejected REJECTED_PREDICATE node'],
  ['as it begins', 'verified VERIFIED'],
  ['as it begins, not shown', 'undecided PREDICATE_WITHOUT_JOURNAL'],
  ['a predicate of tomorrow', 'undecided UNKNOWN_PREDICATE'],
  ['a predicate cut short', 'rejected REJECTED_PREDICATE_SHAPE unknown'],
  ['Blake3 by its claim', 'verified VERIFIED'],
  ['Blake3 by its journal', 'undecided UNKNOWN_CLAIM_FORMULA'],
  ['shown', 'undecided UNAVAILABLE_REQUEST'],
])('what its client asked for: %s: %s', async (name, verdict) => {
  expect(await findVerdict(world.pool, at[name] ?? '', 'predicate_met')).toBe(verdict)
})

test('a root that may still be seen is asked for again', async () => {
  expect(await findSaid(world.pool, at['under a root of no one'] ?? '', 'proof_valid')).toMatchObject({
    transient: true,
  })
})

test('nobody runs again what was proved', async () => {
  expect(await findVerdict(world.pool, at.shown ?? '', 'output_reproduced')).toBe(
    'undecided NOT_RECOMPUTABLE',
  )
})

test('verdicts name the verifiers and stand in the prover’s record', async () => {
  const { rows } = await world.pool.query(
    `select conditions->'verifiers' as verifiers, encode(node, 'hex') as node from watch.latest_verdict
     where subject_id = $1 and statement = 'proof_valid'`,
    [at['under a root beside it']],
  )
  expect(rows[0]).toMatchObject({
    node: PROVER.slice(2),
    verifiers: [
      { kind: 'set-inclusion', version: '0.9.0' },
      { kind: 'groth16', version: '3.0.0' },
    ],
  })
})
