import { Rejected } from '../../../src/claim/errors.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { at, isJsonObject, type JsonObject } from '../../../src/claim/strict-json.ts'
import { loadEngine } from '../snark/curve.ts'
import { asKeyPart, decodeKeyHead, decodePower, type KeyHead, keyShape } from '../snark/key.ts'
import { assertSubgroupG1, assertSubgroupG2, decodeG1, decodeG2, decodeNumber } from '../snark/point.ts'
import {
  assertEvaluation,
  assertMembers,
  decodeFinite,
  decodeProofHead,
  invalid,
  shape,
} from '../snark/proof.ts'
import { assertSignals } from '../snark/signals.ts'
import { isBatchedInverse } from './inverse.ts'

const KEY_NUMBERS = ['k1', 'k2', 'w', 'w3', 'w4', 'w8', 'wr']
const COMMITMENTS = ['C1', 'C2', 'W1', 'W2']
const EVALUATIONS = 'ql qr qm qo qc s1 s2 s3 a b c z zw t1w t2w'.split(' ')

/** An FFLONK verification key whose points have all been checked. Decode once per key. */
export interface FflonkKey extends KeyHead {
  readonly protocol: 'fflonk'
}

/**
 * Decodes snarkjs' verification_key.json for FFLONK (eprint 2021/1167).
 * @throws as decodeGroth16Key does
 */
export async function decodeFflonkKey(file: Uint8Array, pinned: Hash32 | null): Promise<FflonkKey> {
  const head = decodeKeyHead(file, 'fflonk', pinned)
  const { json, curve } = head
  const engine = await loadEngine(curve.name)
  decodePower(json)
  asKeyPart(() => {
    for (const name of KEY_NUMBERS) decodeNumber(at(json, name), curve.r, name)
    const c0 = decodeG1(at(json, 'C0'), 'C0', curve)
    const x2 = decodeG2(at(json, 'X_2'), 'X_2', curve)
    if (!c0 || !x2) throw keyShape('C0 and X_2', 'finite points')
    assertSubgroupG1(c0, 'C0', engine, curve)
    assertSubgroupG2(x2, 'X_2', engine, curve)
  })
  return { ...head, protocol: 'fflonk' }
}

/**
 * Returns when the proof shows, under this key, that the public signals satisfy its circuit.
 * @throws as verifyGroth16 does, and MalformedEvidence REJECTED_PROOF_EVALUATION
 */
export async function verifyFflonk(
  key: FflonkKey,
  signals: readonly bigint[],
  file: Uint8Array,
): Promise<void> {
  const { curve } = key
  assertSignals(signals, key.publicCount, curve.r)
  const members = ['polynomials', 'evaluations']
  const proof = decodeProofHead(file, { protocol: 'fflonk', curve, members, signals })
  const polynomials = memberObject(proof, 'polynomials', COMMITMENTS)
  const evaluations = memberObject(proof, 'evaluations', [...EVALUATIONS, 'inv'])
  const engine = await loadEngine(curve.name)
  for (const name of EVALUATIONS) assertEvaluation(at(evaluations, name), name, curve.r)
  for (const name of COMMITMENTS)
    assertSubgroupG1(decodeFinite(polynomials, name, curve), name, engine, curve)
  const { fflonk } = await import('snarkjs')
  if (!(await fflonk.verify({ ...key.json, curve: curve.name }, signals, proof))) throw invalid('fflonk')
  assertInverse(key, signals, polynomials, evaluations)
}

/** Provers before snarkjs 0.7 left `inv` out; where it stands it must be right. */
function assertInverse(
  { json, curve }: FflonkKey,
  signals: readonly bigint[],
  polynomials: JsonObject,
  evaluations: JsonObject,
): void {
  if (at(evaluations, 'inv') === undefined) return
  assertEvaluation(at(evaluations, 'inv'), 'inv', curve.r)
  const number = (from: JsonObject, name: string) => BigInt(at(from, name) as string)
  const isRight = isBatchedInverse(number(evaluations, 'inv'), {
    key: {
      w: number(json, 'w'),
      w3: number(json, 'w3'),
      w4: number(json, 'w4'),
      w8: number(json, 'w8'),
      wr: number(json, 'wr'),
    },
    power: at(json, 'power') as number,
    signals,
    points: {
      C0: decodeFinite(json, 'C0', curve),
      C1: decodeFinite(polynomials, 'C1', curve),
      C2: decodeFinite(polynomials, 'C2', curve),
      W1: decodeFinite(polynomials, 'W1', curve),
    },
    evaluations: EVALUATIONS.map((name) => number(evaluations, name)),
    r: curve.r,
    width: curve.name === 'bn128' ? 32 : 48,
  })
  if (!isRight)
    throw new Rejected(
      'REJECTED_PROOF_INVERSE',
      'inv is not the inverse that an on-chain verifier would need',
    )
}

function memberObject(proof: JsonObject, name: string, members: readonly string[]): JsonObject {
  const value = at(proof, name)
  if (!isJsonObject(value)) throw shape(name, 'an object')
  assertMembers(value, members)
  return value
}
