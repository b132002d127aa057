import { at } from '../../../src/claim/strict-json.ts'
import { decodeG2, type PointG1, type PointG2 } from '../snark/point.ts'
import { decodeFinite, decodeProofHead, infinite } from '../snark/proof.ts'
import type { Groth16Key } from './key.ts'

/** Three points on their curves, finite; whether `b` lies in the subgroup is not checked yet. */
export interface Groth16Proof {
  readonly a: PointG1
  readonly b: PointG2
  readonly c: PointG1
}

/**
 * Decodes snarkjs' proof.json for Groth16, which is checked for these public signals.
 * @throws what decodeProofHead and the point decoders throw, and Rejected REJECTED_PROOF_INFINITY
 */
export function decodeGroth16Proof(
  file: Uint8Array,
  { curve }: Groth16Key,
  signals: readonly bigint[],
): Groth16Proof {
  const members = ['pi_a', 'pi_b', 'pi_c']
  const json = decodeProofHead(file, { protocol: 'groth16', curve, members, signals })
  const a = decodeFinite(json, 'pi_a', curve)
  const b = decodeG2(at(json, 'pi_b'), 'pi_b', curve)
  const c = decodeFinite(json, 'pi_c', curve)
  if (!b) throw infinite('pi_b')
  return { a, b, c }
}
