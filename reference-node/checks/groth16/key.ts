import { Rejected } from '../../../src/claim/errors.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { at } from '../../../src/claim/strict-json.ts'
import { loadEngine } from '../snark/curve.ts'
import { asKeyPart, decodeKeyHead, type KeyHead, keyShape } from '../snark/key.ts'
import {
  assertSubgroupG1,
  assertSubgroupG2,
  decodeG1,
  decodeG2,
  type PointG1,
  type PointG2,
} from '../snark/point.ts'

/** A Groth16 verification key whose points have all been checked. Decode once per key. */
export interface Groth16Key extends KeyHead {
  readonly alpha: PointG1
  readonly beta: PointG2
  readonly gamma: PointG2
  readonly delta: PointG2
  /** nPublic + 1 points; undefined stands for the point at infinity: a signal that no constraint uses. */
  readonly ic: readonly (PointG1 | undefined)[]
}

/**
 * Decodes snarkjs' verification_key.json for Groth16 (eprint 2016/260).
 * @throws what decodeKeyHead throws, MalformedEvidence REJECTED_PROOF_KEY_SHAPE, Rejected REJECTED_PROOF_KEY_UNSOUND
 */
export async function decodeGroth16Key(file: Uint8Array, pinned: Hash32 | null): Promise<Groth16Key> {
  const head = decodeKeyHead(file, 'groth16', pinned)
  const { json, curve, publicCount } = head
  const list = at(json, 'IC')
  if (!Array.isArray(list) || list.length !== publicCount + 1)
    throw keyShape('IC', `${publicCount + 1} points`)
  const engine = await loadEngine(curve.name)
  return asKeyPart(() => {
    const g2 = (name: string): PointG2 => {
      const point = decodeG2(at(json, name), name, curve)
      if (!point) throw keyShape(name, 'a finite point')
      assertSubgroupG2(point, name, engine, curve)
      return point
    }
    const g1 = (value: Parameters<typeof decodeG1>[0], name: string): PointG1 | undefined => {
      const point = decodeG1(value, name, curve)
      if (point) assertSubgroupG1(point, name, engine, curve)
      return point
    }
    const alpha = g1(at(json, 'vk_alpha_1'), 'vk_alpha_1')
    if (!alpha) throw keyShape('vk_alpha_1', 'a finite point')
    return {
      ...head,
      alpha,
      beta: g2('vk_beta_2'),
      gamma: g2('vk_gamma_2'),
      delta: g2('vk_delta_2'),
      ic: list.map((value, index) => g1(value, `IC[${index}]`)),
    }
  })
}

/**
 * A setup that was never contributed to leaves delta equal to gamma. Then C can cancel the public part, and whoever
 * likes makes a "proof" of anything: under such a key a proof that verifies proves nothing.
 */
export function isForgeable({ gamma, delta }: Groth16Key): boolean {
  return gamma.flat().join() === delta.flat().join()
}

export function unsound(): Rejected {
  return new Rejected(
    'REJECTED_PROOF_KEY_UNSOUND',
    'gamma equals delta in this key: anybody can forge proofs for it',
  )
}
