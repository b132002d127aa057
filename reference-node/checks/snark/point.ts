import type { Curve } from 'ffjavascript'
import { MalformedEvidence, Rejected } from '../../../src/claim/errors.ts'
import type { Json } from '../../../src/claim/strict-json.ts'
import type { CurveParameters } from './curve.ts'
import { assertDecimal, unknownForm } from './form.ts'
import { isInSubgroupG2 } from './subgroup.ts'

export type PointG1 = readonly [bigint, bigint]
type Fq2 = readonly [bigint, bigint]
export type PointG2 = readonly [Fq2, Fq2]

/** What stands for the point at infinity in snarkjs' JSON. */
const INFINITY = JSON.stringify(['0', '1', '0'])
const INFINITY_G2 = JSON.stringify([
  ['0', '0'],
  ['1', '0'],
  ['0', '0'],
])

/**
 * Decodes `["x", "y", "1"]` into a point of G1 that is on the curve; the point at infinity gives undefined.
 * @throws MalformedEvidence REJECTED_PROOF_SHAPE, _COORDINATE; Rejected REJECTED_PROOF_NOT_ON_CURVE; NotCheckable
 *   UNKNOWN_PROOF_FORM
 */
export function decodeG1(value: Json | undefined, name: string, curve: CurveParameters): PointG1 | undefined {
  assertPoint(value, name)
  if (JSON.stringify(value) === INFINITY) return undefined
  if (value[2] !== '1') throw unknownForm(`the third coordinate of ${name} is not "1"`)
  const x = decodeNumber(value[0], curve.q, name)
  const y = decodeNumber(value[1], curve.q, name)
  if ((y * y - x * x * x - curve.b) % curve.q !== 0n) throw offCurve(name)
  return [x, y]
}

/** The same for G2: `[["x0", "x1"], ["y0", "y1"], ["1", "0"]]`. */
export function decodeG2(value: Json | undefined, name: string, curve: CurveParameters): PointG2 | undefined {
  assertPoint(value, name)
  if (JSON.stringify(value) === INFINITY_G2) return undefined
  if (JSON.stringify(value[2]) !== '["1","0"]')
    throw unknownForm(`the third coordinate of ${name} is not ["1","0"]`)
  const [x0, x1] = decodePair(value[0], curve.q, name)
  const [y0, y1] = decodePair(value[1], curve.q, name)
  // x³ and y² over Fq[i]/(i²+1)
  const square: Fq2 = [x0 * x0 - x1 * x1, 2n * x0 * x1]
  const cube: Fq2 = [square[0] * x0 - square[1] * x1, square[0] * x1 + square[1] * x0]
  const real = y0 * y0 - y1 * y1 - cube[0] - curve.b2[0]
  const imaginary = 2n * y0 * y1 - cube[1] - curve.b2[1]
  if (real % curve.q !== 0n || imaginary % curve.q !== 0n) throw offCurve(name)
  return [
    [x0, x1],
    [y0, y1],
  ]
}

/**
 * A canonical decimal below `modulus`: no sign, no leading zero, no second name (v + modulus) for the same value.
 * @throws MalformedEvidence `REJECTED_PROOF_COORDINATE`, `_SHAPE`; NotCheckable `UNKNOWN_PROOF_FORM`
 */
export function decodeNumber(value: Json | undefined, modulus: bigint, name: string): bigint {
  assertDecimal(value, `a coordinate of ${name}`)
  if (typeof value !== 'string' || !/^(0|[1-9][0-9]{0,119})$/.test(value))
    throw shape(name, 'a decimal number')
  const number = BigInt(value)
  if (number >= modulus)
    throw new MalformedEvidence('REJECTED_PROOF_COORDINATE', `${name}: not below the field's modulus`)
  return number
}

/** bn128's G1 has no other points than those of order r; everywhere else a point on the curve may lie outside. */
export function assertSubgroupG1(point: PointG1, name: string, engine: Curve, curve: CurveParameters): void {
  if (curve.hasG1Cofactor && !engine.G1.isZero(engine.G1.timesScalar(toG1(engine, point), curve.r)))
    throw outside(name)
}

export function assertSubgroupG2(point: PointG2, name: string, engine: Curve, curve: CurveParameters): void {
  prepareInSubgroupG2(point, name, engine, curve)
}

/**
 * The point as pairings take it.
 * @throws Rejected `REJECTED_PROOF_SUBGROUP` for one that is not in the subgroup
 */
export function prepareInSubgroupG2(
  point: PointG2,
  name: string,
  engine: Curve,
  curve: CurveParameters,
): Uint8Array {
  const prepared = engine.prepareG2(engine.G2.toJacobian(toG2(engine, point)))
  if (!isInSubgroupG2(prepared, engine, curve)) throw outside(name)
  return prepared
}

export function toG1(engine: Curve, [x, y]: PointG1): Uint8Array {
  return engine.G1.fromObject([x, y, 1n])
}

export function toG2(engine: Curve, [x, y]: PointG2): Uint8Array {
  return engine.G2.fromObject([x, y, [1n, 0n]])
}

/** Three coordinates; a point of two, or of one text, is of a form whose order or compression nothing here says. */
function assertPoint(value: Json | undefined, name: string): asserts value is readonly Json[] {
  if (Array.isArray(value) && value.length === 3) return
  if (Array.isArray(value) && value.length === 2) throw unknownForm(`${name} has two coordinates`)
  if (typeof value === 'string' && /^\d{30,}$/.test(value)) throw unknownForm(`${name} is one number`)
  throw shape(name, 'three coordinates')
}

function outside(name: string): Rejected {
  return new Rejected('REJECTED_PROOF_SUBGROUP', `${name}: not in the subgroup of order r`)
}

function decodePair(value: Json | undefined, modulus: bigint, name: string): Fq2 {
  if (!Array.isArray(value) || value.length !== 2) throw shape(name, 'a pair')
  return [decodeNumber(value[0], modulus, name), decodeNumber(value[1], modulus, name)]
}

function shape(name: string, expected: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_PROOF_SHAPE', `${name}: expected ${expected}`)
}

function offCurve(name: string): Rejected {
  return new Rejected('REJECTED_PROOF_NOT_ON_CURVE', `${name}: not on the curve`)
}
