import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prove } from '../../devnet/actors/prover.ts'
import { createMlp, packLogits, runMlp } from '../../devnet/circuits/network.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import { type Hash32, type Hex, toHex } from '../../src/claim/hex.ts'
import { addOne } from '../support/onnx-writer.ts'
import { emit, word } from '../support/watch/calls.ts'
import { listDisagreements } from '../support/watch/repeat.ts'
import { findSaid, findVerdict } from '../support/watch/verdicts.ts'
import { WatchWorld, WORK } from '../support/watch/world.ts'

const KEYS = join(import.meta.dirname, '../../devnet/circuits/keys')
const NODE: Hex = `0x${'71'.repeat(32)}`
const FOREIGN_NODE: Hex = `0x${'72'.repeat(32)}`
const ZERO: Hex = `0x${'00'.repeat(32)}`
/** MockChain sends every transaction from here. */
const OPERATOR: Hex = `0x${'ab'.repeat(20)}`
const STRANGER: Hex = `0x${'cd'.repeat(20)}`

const CROWD = 40

let world: WatchWorld
const at: Record<string, string> = {}

interface Submitted {
  node: Hex
  model: Hash32
  system: string
  key: Hash32
  inputHash: Hash32
  outputHash: Hash32
  proof: Uint8Array
  signals: Uint8Array
}

function submit(name: string, claim: Submitted, contract = WORK) {
  const { number } = world.chain.mine([
    {
      logs: [
        emit(contract, 'ProofSubmitted', {
          node: claim.node,
          model: claim.model,
          request: ZERO,
          system: word(claim.system),
          verificationKeyHash: claim.key,
          inputHash: claim.inputHash,
          outputHash: claim.outputHash,
          proof: toHex(claim.proof),
          publicSignals: toHex(claim.signals),
        }),
      ],
    },
  ])
  at[name] = `31337-${number}-0`
}

const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer)

beforeAll(async () => {
  world = await WatchWorld.create()
  const model = world.store.putByHash(await readFile(join(KEYS, 'mlp.onnx')))
  const key = world.store.putByHash(await readFile(join(KEYS, 'verification_key.json')))
  const otherKey = world.store.putByHash(Buffer.from('not a key'))
  const bindings = { inputs: { from: 4, count: 16, as: 'u8' }, outputs: { from: 0, count: 4, as: 'i32le' } }
  const trusted = { system: 'groth16', model, bindings, source: 'devnet/circuits' }
  const [narrow, wide] = [addOne('float32'), addOne('float32', [1, 4])].map((bytes) =>
    world.store.putByHash(bytes),
  )
  await world.describe({
    roots: [],
    models: [{ model: wide, tolerance: { relative: 0.1, absolute: 0 }, source: 'calibrated' }],
    acceptAny: 'assay/v1',
    keys: [
      { ...trusted, hash: key },
      { ...trusted, hash: otherKey },
    ],
  })
  const register = (node: Hex, operator: Hex) =>
    emit(WORK, 'NodeRegistered', {
      node,
      operator,
      role: word('snark-prover'),
      payee: operator,
      endpoint: '',
    })
  world.chain.mine([{ logs: [register(NODE, OPERATOR), register(FOREIGN_NODE, STRANGER)] }])

  const input = Buffer.from(Array.from({ length: 16 }, (_, index) => 15 * index))
  const output = packLogits(runMlp(createMlp(), input))
  const { proof, signals } = await prove(input)
  const inputHash = world.store.putByHash(input)
  const good: Submitted = {
    node: NODE,
    model,
    system: 'groth16',
    key,
    inputHash,
    outputHash: keccak256(output),
    proof,
    signals,
  }
  const other = Buffer.from(input).fill(7)
  const replay = {
    ...good,
    system: 'onnx-replay',
    key: ZERO as Hash32,
    proof: Buffer.alloc(0),
    signals: Buffer.alloc(0),
  }
  const wrongOutput = keccak256(Buffer.from('another output'))
  submit('honest', good)
  submit('for another input', { ...good, inputHash: world.store.putByHash(other) })
  submit('for another output', { ...good, outputHash: wrongOutput })
  const altered = JSON.parse(proof.toString()) as { pi_a: string[]; pi_c: string[] }
  const alteredProof = Buffer.from(JSON.stringify({ ...altered, pi_a: altered.pi_c }))
  submit('altered proof', { ...good, proof: alteredProof })
  // So many under one key are verified together, on threads; the altered one among them is found.
  for (let each = 0; each < CROWD; each++)
    submit(`crowd ${each}`, { ...good, proof: each === CROWD / 2 ? alteredProof : proof })
  submit('by a stranger', { ...good, node: FOREIGN_NODE, outputHash: wrongOutput })
  submit('under no trusted key', {
    ...good,
    key: world.store.putByHash(await readFile(join(KEYS, 'mlp.onnx'))),
  })
  submit('under a key that is none', { ...good, key: otherKey })
  submit('of an unknown system', { ...good, system: 'halo2' })
  submit('for another model', { ...good, model: keccak256(Buffer.from('another model')) })
  submit('replayed', replay)
  submit('replay with another output', { ...replay, outputHash: wrongOutput })
  const swapped = keccak256(Buffer.from('what the store should have'))
  world.store.blobs.set(swapped.slice(2), input)
  submit('replay whose input the store swaps', { ...replay, inputHash: swapped })
  submit('replay without its input', { ...replay, inputHash: keccak256(Buffer.from('kept by nobody')) })
  const delivered = {
    ...replay,
    inputHash: world.store.putByHash(floats(1, 2, 3, 4)),
    outputHash: world.store.putByHash(floats(2.1, 3, 4, 5)),
  }
  submit('float within the default', {
    ...delivered,
    model: narrow as Hash32,
    outputHash: world.store.putByHash(floats(2.0001, 3, 4, 5)),
  })
  submit('float beyond the default', { ...delivered, model: narrow as Hash32 })
  submit('float within its own tolerance', { ...delivered, model: wide as Hash32 })
  // Anybody can deploy a contract, and let it say that the node's operator is somebody else.
  const rogue: Hex = `0x${'ee'.repeat(20)}`
  const usurped = {
    node: NODE,
    operator: OPERATOR,
    role: word('snark-prover'),
    payee: OPERATOR,
    endpoint: '',
  }
  world.chain.mine([{ logs: [emit(rogue, 'NodeRegistered', usurped)] }])
  submit('through a contract of no one', { ...good, outputHash: wrongOutput }, rogue)
  await world.index()
  world.startWatchdog()
  await world.until('select not exists (select from watch.pending) and exists (select from watch.verdict)')
}, 120_000)
afterAll(() => world?.close())

type Row = [name: string, verdict: string]
const verdictOn = (name: string, statement: string) => findVerdict(world.pool, at[name] ?? '', statement)

describe('proof_valid', () => {
  test.each<Row>([
    ['honest', 'verified VERIFIED'],
    ['for another input', 'rejected REJECTED_PROOF_INPUT_BINDING node'],
    ['for another output', 'rejected REJECTED_PROOF_OUTPUT_BINDING node'],
    ['altered proof', 'rejected REJECTED_PROOF_INVALID node'],
    ['by a stranger', 'rejected REJECTED_PROOF_OUTPUT_BINDING unknown'],
    ['through a contract of no one', 'rejected REJECTED_PROOF_OUTPUT_BINDING unknown'],
    ['of an unknown system', 'undecided UNKNOWN_PROOF_SYSTEM'],
    ['for another model', 'rejected REJECTED_PROOF_KEY_MODEL node'],
  ])('%s: %s', async (name, verdict) => {
    expect(await verdictOn(name, 'proof_valid')).toBe(verdict)
  })

  test('each of a crowd of proofs has the verdict that it would have alone', async () => {
    for (let each = 0; each < CROWD; each++)
      expect(await verdictOn(`crowd ${each}`, 'proof_valid')).toBe(
        each === CROWD / 2 ? 'rejected REJECTED_PROOF_INVALID node' : 'verified VERIFIED',
      )
  })

  test('a key that nobody trusts proves nothing, whatever it is', async () => {
    for (const name of ['under no trusted key', 'under a key that is none'])
      expect((await findSaid(world.pool, at[name] ?? '', 'proof_valid'))?.outcome).not.toBe('verified')
  })

  test('a replay states no proof', async () => {
    expect(await verdictOn('replayed', 'proof_valid')).toBeUndefined()
  })
})

describe('output_reproduced', () => {
  test.each<Row>([
    ['honest', 'verified VERIFIED'],
    ['for another input', 'rejected REJECTED_REPLAY_OUTPUT node'],
    ['for another output', 'rejected REJECTED_REPLAY_OUTPUT node'],
    // Whoever sent it does not speak for the node, so it does not enter the node's record.
    ['by a stranger', 'rejected REJECTED_REPLAY_OUTPUT unknown'],
    ['of an unknown system', 'undecided UNKNOWN_PROOF_SYSTEM'],
    ['for another model', 'undecided CONTENT_MISSING'],
    ['replayed', 'verified VERIFIED'],
    ['replay with another output', 'rejected REJECTED_REPLAY_OUTPUT node'],
    ['replay whose input the store swaps', 'undecided CONTENT_MISSING'],
    ['float within the default', 'verified VERIFIED'],
    ['float beyond the default', 'rejected REJECTED_REPLAY_TOLERANCE node'],
    ['float within its own tolerance', 'verified VERIFIED'],
    ['replay without its input', 'undecided CONTENT_MISSING'],
  ])('%s: %s', async (name, verdict) => {
    expect(await verdictOn(name, 'output_reproduced')).toBe(verdict)
  })

  test('the conditions say on what it was run', async () => {
    const { rows } = await world.pool.query(
      `select conditions from watch.verdict where subject_id = $1 and statement = 'output_reproduced'`,
      [at.honest],
    )
    expect(Object.keys(rows[0].conditions)).toEqual(expect.arrayContaining(['block', 'arithmetic', 'node']))
  })
})

test('whoever repeats a claim from public data comes to the same answers', async () => {
  expect(await listDisagreements(world)).toEqual([])
}, 120_000)
