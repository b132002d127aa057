import type { Curve } from 'ffjavascript'
import type { CurveParameters } from './curve.ts'

// The twist's factor ξ, and ψ³(x, y) = (x̄·c̄c², ȳ·d̄d²) with c = ξ^((q−1)/3), d = ξ^((q−1)/2).
const TWIST = [9n, 1n]
const PSI_CUBED_X = [
  3772000881919853776433695186713858239009073593817195771773381919316419345261n,
  2236595495967245188281701248203181795121068902605861227855261137820944008926n,
]
const PSI_CUBED_Y = [
  19066677689644738377698246183563772429336693972053703295610958340458742082029n,
  18382399103927718843559375435273026243156067647398564021675359801612095278180n,
]

/**
 * Whether a point of G2's curve, as the engine prepares it, lies in the subgroup of order r.
 *
 * On bn128 the last line of its Miller loop says so. With ψ, which multiplies by q on the subgroup, a point P lies there exactly
 * where R − ψ²(P) + ψ³(P) = 0 with R = [6x+2]P + ψ(P): the greatest common divisor of the norm of 6x+2 + ψ − ψ² + ψ³ in ℤ[ψ] and
 * the number of the curve's points is r (eprint 2022/348, section 3; `test/unit/verify/subgroup.test.ts` computes it). That line
 * goes through R and −ψ²(P), so its third point is −(R − ψ²(P)), and ψ³(P) is on the line where it is that one: it is neither
 * of the other two, for both have a norm without a common divisor. A line without a slope has come of a point at infinity, which no
 * step of a point in the subgroup meets.
 */
export function isInSubgroupG2(prepared: Uint8Array, engine: Curve, curve: CurveParameters): boolean {
  const { G2, F1 } = engine
  const { F } = G2
  if (curve.name !== 'bn128') return G2.isZero(G2.timesScalar(prepared.slice(0, 3 * F.n8), curve.r))
  const element = (index: number) => prepared.slice(index * F.n8, (index + 1) * F.n8)
  const conjugate = (value: Uint8Array) => {
    value.set(F1.neg(value.slice(F1.n8)), F1.n8)
    return value
  }
  const end = prepared.length / F.n8
  const [constant, ofY, ofX] = [element(end - 3), element(end - 2), element(end - 1)]
  const x = F.mul(conjugate(element(0)), toElement(F, PSI_CUBED_X))
  const y = F.mul(conjugate(element(1)), toElement(F, PSI_CUBED_Y))
  const slope = F.mul(F.add(F.mul(ofX, x), F.mul(ofY, y)), toElement(F, TWIST))
  return !F.isZero(ofY) && F.isZero(F.add(slope, constant))
}

const elements = new WeakMap<readonly bigint[], Uint8Array>()

function toElement(field: Curve['G2']['F'], value: readonly bigint[]): Uint8Array {
  const known = elements.get(value) ?? field.fromObject(value)
  elements.set(value, known)
  return known
}
