import { readFileSync } from 'node:fs'
import { encodeAbiParameters } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeInclusion, rootOf } from '../../reference-node/checks/risc0/inclusion.ts'
import { Hash32, type Hex, toBytes, toHex } from '../../src/claim/hex.ts'
import { emit } from '../support/watch/calls.ts'
import { findSaid, findVerdict } from '../support/watch/verdicts.ts'
import { WatchWorld } from '../support/watch/world.ts'

const MARKET: Hex = `0x${'3a'.repeat(20)}`
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
}

function deliver(name: string, { claim, seal, shown, root }: Delivered): void {
  const id = BigInt(++requests)
  const request = `0x${requests.toString(16).padStart(64, '0')}`
  const data = shown
    ? encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes' }], [shown.image, shown.journal])
    : '0x'
  const fulfillment = {
    id,
    requestDigest: request,
    claimDigest: claim,
    fulfillmentDataType: shown ? 1 : 0,
    fulfillmentData: data,
    seal,
  }
  const logs = [
    ...(root ? [emit(SETS, 'VerifiedRoot', root)] : []),
    emit(MARKET, 'ProofDelivered', { requestId: id, prover: PROVER, fulfillment }),
  ]
  const { number } = world.chain.mine([{ logs }])
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
  // More than are judged at a time: none may wait for the root's proof where that waits for all of them.
  for (let index = 0; index < SHARING; index++)
    deliver(`one of many under one root ${index}`, { claim: SET.claimDigest, seal: BARE })
  await world.index()
  world.startWatchdog()
  await world.until(
    `select count(distinct subject_id) = ${requests} from watch.latest_verdict where statement = 'proof_valid'`,
  )
}, 120_000)
afterAll(() => world?.close())

test.each([
  ['shown', 'verified VERIFIED'],
  ['claim alone', 'verified VERIFIED'],
  ['another journal', 'rejected REJECTED_CLAIM_DIGEST node'],
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
