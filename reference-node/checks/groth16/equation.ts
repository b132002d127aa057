import { randomBytes } from 'node:crypto'
import { toG1 } from '../snark/point.ts'
import { multiplyMillerLoops, type PreparedPair } from './miller.ts'
import type { PreparedKey } from './prepared.ts'
import type { Groth16Proof } from './proof.ts'

/** A proof whose signals and points have passed every check but the pairing. */
export interface Groth16Item {
  readonly signals: readonly bigint[]
  readonly proof: Groth16Proof
  /** The proof's B as pairings take it. */
  readonly b: Uint8Array
}

/**
 * Whether the Groth16 equations of all items hold, by one product of pairings:
 * ∏ e(−rᵢAᵢ, Bᵢ) · e(Σ rᵢ·vkxᵢ, γ) · e(Σ rᵢCᵢ, δ) · e((Σ rᵢ)α, β) = 1.
 *
 * The weights rᵢ are 128 random bits, drawn here, when the items are fixed: whoever made them cannot have fitted
 * errors that cancel, save with probability 2^-127. All points must be in their subgroups.
 */
export async function doEquationsHold(
  prepared: PreparedKey,
  items: readonly Groth16Item[],
): Promise<boolean> {
  const { engine, key } = prepared
  const { G1, Gt } = engine
  const weights = items.map(drawWeight)
  const pairs = items.map(({ proof, b }, index): PreparedPair => {
    const weight = weights[index] as bigint
    const a = G1.neg(G1.timesScalar(toG1(engine, proof.a), toLittleEndian(weight, 16)))
    return [engine.prepareG1(G1.toJacobian(a)), b]
  })
  const cSum = await G1.multiExpAffine(
    Buffer.concat(items.map(({ proof }) => toG1(engine, proof.c))),
    Buffer.concat(weights.map((weight) => toLittleEndian(weight, 16))),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  // Σ rᵢ·vkxᵢ = Σⱼ (Σᵢ rᵢ·signalᵢⱼ) · ICⱼ, with signal 1 for IC₀: as many products as signals, however many proofs.
  const factors = prepared.ic.map((_, column) =>
    items.reduce(
      (part, { signals }, index) =>
        part + (weights[index] as bigint) * (column === 0 ? 1n : (signals[column - 1] as bigint)),
      0n,
    ),
  )
  const xSum = await G1.multiExpAffine(
    Buffer.concat(prepared.ic),
    Buffer.concat(factors.map((factor) => toLittleEndian(factor % key.curve.r, 32))),
  )
  const fixed: readonly PreparedPair[] = [
    [xSum, prepared.gamma],
    [cSum, prepared.delta],
    [G1.timesScalar(prepared.alpha, toLittleEndian(total % key.curve.r, 32)), prepared.beta],
  ]
  for (const [point, line] of fixed)
    if (!G1.isZero(point)) pairs.push([engine.prepareG1(G1.toJacobian(point)), line])
  return Gt.eq(engine.finalExponentiation(multiplyMillerLoops(engine, pairs)), Gt.one)
}

function drawWeight(): bigint {
  // The lowest bit is set, so that no weight is zero and no proof is left out.
  return BigInt(`0x${randomBytes(16).toString('hex')}`) | 1n
}

function toLittleEndian(value: bigint, bytes: number): Uint8Array {
  return Buffer.from(value.toString(16).padStart(2 * bytes, '0'), 'hex').reverse()
}
