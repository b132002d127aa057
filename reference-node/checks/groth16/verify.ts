import { loadEngine } from '../snark/curve.ts'
import { assertSubgroupG1, assertSubgroupG2 } from '../snark/point.ts'
import { invalid } from '../snark/proof.ts'
import { assertSignals } from '../snark/signals.ts'
import { type Groth16Key, isForgeable, unsound } from './key.ts'
import { decodeGroth16Proof } from './proof.ts'

/**
 * Returns when the proof shows, under this key, that the public signals satisfy its circuit.
 *
 * `file` is snarkjs' proof.json. snarkjs 0.7.6 leaves to us: the number of signals, the subgroup of B, canonical
 * coordinates, the proof's own protocol and curve. Only then is it asked for the pairing.
 * @throws MalformedEvidence and Rejected, one code per step: see decodeGroth16Proof, assertSignals,
 *   REJECTED_PROOF_KEY_UNSOUND, _SUBGROUP, _INVALID
 */
export async function verifyGroth16(
  key: Groth16Key,
  signals: readonly bigint[],
  file: Uint8Array,
): Promise<void> {
  if (isForgeable(key)) throw unsound()
  assertSignals(signals, key.publicCount, key.curve.r)
  const proof = decodeGroth16Proof(file, key, signals)
  const engine = await loadEngine(key.curve.name)
  assertSubgroupG1(proof.a, 'pi_a', engine, key.curve)
  assertSubgroupG2(proof.b, 'pi_b', engine, key.curve)
  assertSubgroupG1(proof.c, 'pi_c', engine, key.curve)
  const { groth16 } = await import('snarkjs')
  const points = { pi_a: [...proof.a, 1n], pi_b: [...proof.b, [1n, 0n]], pi_c: [...proof.c, 1n] }
  const holds = await groth16.verify({ ...key.json, curve: key.curve.name }, signals, points)
  if (!holds) throw invalid('groth16')
}
