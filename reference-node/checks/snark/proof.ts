import { MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { at, type Json, type JsonObject } from '../../../src/claim/strict-json.ts'
import { type CurveParameters, getCurve } from './curve.ts'
import { assertDecimal, readSnarkJson, unwrap } from './form.ts'
import { assertProtocol, type SnarkProtocol } from './key.ts'
import { decodeG1, type PointG1 } from './point.ts'

const LIMITS = { maxBytes: 64 << 10, maxDepth: 32 }

/** What a proof's file is held against before anything in it is computed with. */
interface ProofHead {
  readonly protocol: SnarkProtocol
  readonly curve: CurveParameters
  readonly members: readonly string[]
  /** Those of the claim: a wrapper that names others beside the proof is not read. */
  readonly signals: readonly bigint[]
}

/**
 * Parses a proof's JSON and holds its head against the key's: protocol, curve, and exactly these members. snarkjs
 * ignores the proof's own protocol and curve and takes the key's. A proof that names none is read as the key's.
 * @throws MalformedEvidence REJECTED_JSON_…, REJECTED_PROOF_SHAPE; Rejected REJECTED_PROOF_PROTOCOL, _CURVE;
 *   NotCheckable UNKNOWN_PROOF_FORM, _MEMBER, _PROTOCOL, _CURVE, UNKNOWN_JSON_…
 */
export function decodeProofHead(
  file: Uint8Array,
  { protocol, curve, members, signals }: ProofHead,
): JsonObject {
  const { json, publicSignals } = unwrap(readSnarkJson(file, LIMITS), 'the proof')
  const named = at(json, 'protocol')
  if (named !== undefined) assertProtocol('the proof', named, protocol)
  assertMembers(json, [...members, 'protocol', 'curve'])
  if (publicSignals !== undefined && !isSame(publicSignals, signals))
    throw new NotCheckable(
      'UNKNOWN_PROOF_MEMBER',
      'the file holds public signals too, and they are not those that the proof is checked for',
    )
  const spelling = at(json, 'curve')
  if (spelling !== undefined && getCurve(spelling) !== curve)
    throw new Rejected('REJECTED_PROOF_CURVE', `the proof is for another curve than the key's ${curve.name}`)
  return json
}

/**
 * A member that no verifier reads could be altered without anybody noticing, and nothing shows what its writer means by it.
 * @throws NotCheckable UNKNOWN_PROOF_MEMBER
 */
export function assertMembers(json: JsonObject, members: readonly string[]): void {
  const stray = Object.keys(json).find((key) => !members.includes(key))
  if (stray !== undefined)
    throw new NotCheckable(
      'UNKNOWN_PROOF_MEMBER',
      `the proof has a member ${JSON.stringify(stray.slice(0, 40))}, which is not read here`,
    )
}

function isSame(json: Json, signals: readonly bigint[]): boolean {
  const said = Array.isArray(json) ? json.map((each) => (Array.isArray(each) ? '[]' : String(each))) : ['{}']
  return said.join() === signals.join()
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
 * @throws MalformedEvidence REJECTED_PROOF_EVALUATION; NotCheckable UNKNOWN_PROOF_FORM for another spelling
 */
export function assertEvaluation(value: Json | undefined, name: string, r: bigint): void {
  assertDecimal(value, name)
  const digits = value ?? ''
  if (!/^(0|[1-9][0-9]{0,119})$/.test(digits) || BigInt(digits) >= r)
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
