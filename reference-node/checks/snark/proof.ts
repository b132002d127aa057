import { MalformedEvidence, Rejected } from '../../../src/claim/errors.ts'
import {
  at,
  isJsonObject,
  type Json,
  type JsonObject,
  parseStrictJson,
} from '../../../src/claim/strict-json.ts'
import { type CurveParameters, getCurve } from './curve.ts'
import { type SnarkProtocol, wrongProtocol } from './key.ts'
import { decodeG1, type PointG1 } from './point.ts'

const LIMITS = { maxBytes: 64 << 10, maxDepth: 32 }

/**
 * Parses a proof's JSON and holds its head against the key's: protocol, curve, and exactly these members. snarkjs
 * ignores the proof's own protocol and curve and takes the key's.
 * @throws MalformedEvidence REJECTED_JSON_…, REJECTED_PROOF_SHAPE; Rejected REJECTED_PROOF_PROTOCOL, _CURVE
 */
export function decodeProofHead(
  file: Uint8Array,
  protocol: SnarkProtocol,
  curve: CurveParameters,
  members: readonly string[],
): JsonObject {
  const json = parseStrictJson(file, LIMITS)
  if (!isJsonObject(json)) throw shape('the proof', 'an object')
  if (at(json, 'protocol') !== protocol) throw wrongProtocol('the proof', at(json, 'protocol'), protocol)
  assertMembers(json, [...members, 'protocol', 'curve'])
  const spelling = at(json, 'curve')
  if (spelling !== undefined && (typeof spelling !== 'string' || getCurve(spelling) !== curve))
    throw new Rejected('REJECTED_PROOF_CURVE', `the proof is for another curve than the key's ${curve.name}`)
  return json
}

/** A member that no verifier reads could be altered without anybody noticing. */
export function assertMembers(json: JsonObject, members: readonly string[]): void {
  const stray = Object.keys(json).find((key) => !members.includes(key))
  if (stray !== undefined) throw shape('the proof', `no member ${JSON.stringify(stray.slice(0, 40))}`)
}

/** A point that a prover's randomness makes finite: infinity in its place is nobody's honest proof. */
export function decodeFinite(json: JsonObject, name: string, curve: CurveParameters): PointG1 {
  const point = decodeG1(at(json, name), name, curve)
  if (!point) throw infinite(name)
  return point
}

export function infinite(name: string): Rejected {
  return new Rejected('REJECTED_PROOF_INFINITY', `${name} is the point at infinity`)
}

/**
 * An opening: a field element in canonical decimal.
 * @throws MalformedEvidence REJECTED_PROOF_EVALUATION
 */
export function assertEvaluation(value: Json | undefined, name: string, r: bigint): void {
  if (typeof value !== 'string' || !/^(0|[1-9][0-9]{0,119})$/.test(value) || BigInt(value) >= r)
    throw new MalformedEvidence(
      'REJECTED_PROOF_EVALUATION',
      `${name}: expected a decimal below the field's modulus`,
    )
}

export function invalid(protocol: SnarkProtocol): Rejected {
  return new Rejected(
    'REJECTED_PROOF_INVALID',
    `the ${protocol} equation does not hold for this key, these signals and this proof`,
  )
}

export function shape(name: string, expected: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_PROOF_SHAPE', `${name}: expected ${expected}`)
}
