import { keccak256 } from '../../src/claim/hash.ts'
import { type Hash32, toHex } from '../../src/claim/hex.ts'
import { type Proof, prove } from '../actors/prover.ts'
import { Choices } from '../actors/random.ts'
import { timeOf } from '../chain/chain.ts'
import type { Call } from '../chain/journal.ts'
import { createMlp, INPUTS, packLogits, runMlp } from '../circuits/network.ts'
import {
  call,
  isQuiet,
  type ProverName,
  proverId,
  type WorkingProver,
  type World,
  word,
  XUSD,
} from './world.ts'

/** Blocks of the dishonest provers' claims. */
export const PROVER_CHEATS = {
  /** A valid proof, shown for another input. */
  'other-input': 16,
  /** A valid proof, shown for another output. */
  'other-output': 20,
  /** The proof of one input with the signals of another. */
  'broken-proof': 24,
  /** No proof, and an output that the model does not give. */
  'wrong-output': 22,
} as const
const LATE = 13
export const NEVER = 21

const NO_PROOF = { proof: Buffer.alloc(0), signals: Buffer.alloc(0) }
const ZERO: Hash32 = word('')
const mlp = createMlp()

/** The block in which the work assigned in block `assigned` is delivered; null: never. */
function deliveryOf(world: World, assigned: number): number | null {
  if (assigned === LATE) return assigned + 6
  if (assigned === NEVER) return null
  if (assigned > 40 && new Choices(world.seed, `delivery/${assigned}`).chance(5)) return null
  return assigned + 2
}

/**
 * Who is given work in this block; null: nobody, or it would be delivered in a quiet one. From the fifth block on it is
 * `prover-honest` in every fourth, `prover-2` once a day and `prover-3` every second day: a proof costs half a second.
 */
export function workerOf(block: number): WorkingProver | null {
  if (block < 5 || isQuiet(block) || isQuiet(block + 2)) return null
  if (block % 4 === 1) return 'prover-honest'
  if (block % 12 === 3) return 'prover-2'
  return block % 24 === 11 ? 'prover-3' : null
}

export function requestId(assigned: number): Hash32 {
  return keccak256(Buffer.from(`assay-devnet/request/${assigned}`))
}

/** Everything that provers claim in this block, and the work that is given. */
export async function doWork(world: World, block: number): Promise<Call[]> {
  const calls: Call[] = []
  const worker = workerOf(block)
  if (worker) calls.push(await assign(world, worker, block))
  for (const assigned of [block - 2, block - 6]) {
    const name = workerOf(assigned)
    if (name && deliveryOf(world, assigned) === block) calls.push(await deliver(world, name, assigned))
  }
  if (block >= 9 && block % 8 === 1 && !isQuiet(block))
    calls.push(await replay(world, 'runner-honest', block))
  if (block === PROVER_CHEATS['wrong-output']) calls.push(await replay(world, 'runner-cheat', block))
  if (
    block === PROVER_CHEATS['other-input'] ||
    block === PROVER_CHEATS['other-output'] ||
    block === PROVER_CHEATS['broken-proof']
  )
    calls.push(await cheat(world, block))
  return calls
}

async function assign(world: World, name: WorkingProver, block: number): Promise<Call> {
  const args = [
    requestId(block),
    proverId(name),
    world.accounts['payer-1'],
    world.model.hash,
    keccak256(await serveInput(world, `request/${block}`)),
    timeOf(block + 3),
  ]
  return call(world, 'admin', 'AssayWork', 'assign', args)
}

async function deliver(world: World, name: WorkingProver, assigned: number): Promise<Call> {
  const input = await serveInput(world, `request/${assigned}`)
  const made = await prove(input)
  return submit(world, name, {
    ...made,
    input,
    output: outputOf(input),
    request: requestId(assigned),
  })
}

async function replay(world: World, name: ProverName, block: number): Promise<Call> {
  const input = await serveInput(world, `replay/${block}`)
  const output = name === 'runner-cheat' ? outputOf(input.toReversed()) : outputOf(input)
  return submit(world, name, { ...NO_PROOF, input, output })
}

async function cheat(world: World, block: number): Promise<Call> {
  const input = await serveInput(world, `cheat/${block}`)
  const other = await serveInput(world, `cheat/${block}/other`)
  const made = await prove(input)
  if (block === PROVER_CHEATS['other-input'])
    return submit(world, 'prover-input', { ...made, input: other, output: outputOf(input) })
  if (block === PROVER_CHEATS['other-output'])
    return submit(world, 'prover-output', { ...made, input, output: outputOf(other) })
  const { proof } = await prove(other)
  return submit(world, 'prover-output', { ...made, proof, input, output: outputOf(input) })
}

interface Claim extends Proof {
  readonly input: Uint8Array
  readonly output: Uint8Array
  readonly request?: Hash32
}

function submit(world: World, name: ProverName, claim: Claim): Call {
  const isSnark = claim.proof.length > 0
  return call(world, name, 'AssayWork', 'submitProof', [
    proverId(name),
    world.model.hash,
    claim.request ?? ZERO,
    word(isSnark ? 'groth16' : 'onnx-replay'),
    isSnark ? world.verificationKey.hash : ZERO,
    keccak256(claim.input),
    keccak256(claim.output),
    toHex(claim.proof),
    toHex(claim.signals),
  ])
}

/** Inputs of provers are public: the blob store serves them under their hash, so that anyone can run the model again. */
async function serveInput(world: World, purpose: string): Promise<Uint8Array> {
  const input = new Choices(world.seed, `input/${purpose}`).bytes(INPUTS)
  await world.blobs.put(keccak256(input), input)
  return input
}

function outputOf(input: Uint8Array): Buffer {
  return packLogits(runMlp(mlp, input))
}

/** What a request costs, in xUSD's base units. */
export function priceOf(world: World, assigned: number): bigint {
  return BigInt(new Choices(world.seed, `price/${assigned}`).integer(50, 400)) * (XUSD / 100n)
}
