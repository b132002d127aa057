import type { Hash32 } from '../../src/claim/hex.ts'
import { at, type JsonObject } from '../../src/claim/strict-json.ts'
import { loadEngine } from './snark/curve.ts'
import { asKeyPart, decodeKeyHead, decodePower, type KeyHead, keyShape } from './snark/key.ts'
import { assertSubgroupG1, assertSubgroupG2, decodeG1, decodeG2, decodeNumber } from './snark/point.ts'
import { assertEvaluation, decodeFinite, decodeProofHead, invalid } from './snark/proof.ts'
import { assertSignals } from './snark/signals.ts'

const KEY_POINTS = ['Qm', 'Ql', 'Qr', 'Qo', 'Qc', 'S1', 'S2', 'S3']
const KEY_NUMBERS = ['k1', 'k2', 'w']
const COMMITMENTS = ['A', 'B', 'C', 'Z', 'T1', 'T2', 'T3', 'Wxi', 'Wxiw']
const EVALUATIONS = ['eval_a', 'eval_b', 'eval_c', 'eval_s1', 'eval_s2', 'eval_zw']

/** A PLONK verification key whose points have all been checked. Decode once per key. */
export interface PlonkKey extends KeyHead {
  readonly protocol: 'plonk'
}

/**
 * Decodes snarkjs' verification_key.json for PLONK (eprint 2019/953).
 * @throws as decodeGroth16Key does
 */
export async function decodePlonkKey(file: Uint8Array, pinned: Hash32 | null): Promise<PlonkKey> {
  const head = decodeKeyHead(file, 'plonk', pinned)
  const { json, curve } = head
  const engine = await loadEngine(curve.name)
  decodePower(json)
  asKeyPart(() => {
    for (const name of KEY_NUMBERS) decodeNumber(at(json, name), curve.r, name)
    for (const name of KEY_POINTS) {
      // A selector that the circuit does not use commits to zero: the point at infinity.
      const point = decodeG1(at(json, name), name, curve)
      if (point) assertSubgroupG1(point, name, engine, curve)
    }
    const x2 = decodeG2(at(json, 'X_2'), 'X_2', curve)
    if (!x2) throw keyShape('X_2', 'a finite point')
    assertSubgroupG2(x2, 'X_2', engine, curve)
  })
  return { ...head, protocol: 'plonk' }
}

/**
 * Returns when the proof shows, under this key, that the public signals satisfy its circuit.
 * @throws as verifyGroth16 does, and MalformedEvidence REJECTED_PROOF_EVALUATION
 */
export async function verifyPlonk(
  key: PlonkKey,
  signals: readonly bigint[],
  file: Uint8Array,
): Promise<void> {
  const { curve } = key
  assertSignals(signals, key.publicCount, curve.r)
  const members = [...COMMITMENTS, ...EVALUATIONS]
  const proof: JsonObject = decodeProofHead(file, { protocol: 'plonk', curve, members, signals })
  const engine = await loadEngine(curve.name)
  for (const name of EVALUATIONS) assertEvaluation(at(proof, name), name, curve.r)
  for (const name of COMMITMENTS) assertSubgroupG1(decodeFinite(proof, name, curve), name, engine, curve)
  const { plonk } = await import('snarkjs')
  if (!(await plonk.verify({ ...key.json, curve: curve.name }, signals, proof))) throw invalid('plonk')
}
