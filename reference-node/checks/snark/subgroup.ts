import type { Curve } from 'ffjavascript'
import type { CurveParameters } from './curve.ts'

/** The parameter that generates bn128: q and r are polynomials in it. EIP-196's curve, called u or x₀ in papers. */
const BN128_X = 4965661367192848881n

// ψ(x, y) = (x̄·ξ^((q−1)/3), ȳ·ξ^((q−1)/2)) with ξ = 9 + i: multiplication by q on the subgroup of order r.
const PSI_X = [
  21575463638280843010398324269430826099269044274347216827212613867836435027261n,
  10307601595873709700152284273816112264069230130616436755625194854815875713954n,
]
const PSI_Y = [
  2821565182194536844548159561693502659359617185244120367078079554186484126554n,
  3505843767911556378687030309984248845540243509899259641013678093033130930403n,
]

/**
 * Whether a point of G2's curve lies in the subgroup of order r. Costs a quarter of multiplying by r on bn128:
 * [x+1]P + ψ([x]P) + ψ²([x]P) = ψ³([2x]P) holds exactly there (eprint 2022/348, sections 3 and 5.1).
 * Expects a point that is on the curve.
 */
export function isInSubgroupG2(point: Uint8Array, engine: Curve, curve: CurveParameters): boolean {
  const { G2 } = engine
  if (curve.name !== 'bn128') return G2.isZero(G2.timesScalar(point, curve.r))
  const multiple = G2.timesScalar(point, BN128_X)
  const once = psi(multiple, engine)
  const twice = psi(once, engine)
  const left = G2.add(G2.add(G2.add(multiple, point), once), twice)
  return G2.eq(left, psi(psi(psi(G2.double(multiple), engine), engine), engine))
}

/** In Jacobian coordinates, where conjugating z as well spares the inversion. */
function psi(point: Uint8Array, { G2, F1 }: Curve): Uint8Array {
  const size = G2.F.n8
  const coordinate = (index: number): Uint8Array => {
    const value = point.slice(index * size, (index + 1) * size)
    value.set(F1.neg(value.slice(size / 2)), size / 2)
    return value
  }
  const image = new Uint8Array(3 * size)
  image.set(G2.F.mul(coordinate(0), psiFactor(G2.F, PSI_X)), 0)
  image.set(G2.F.mul(coordinate(1), psiFactor(G2.F, PSI_Y)), size)
  image.set(coordinate(2), 2 * size)
  return image
}

const factors = new WeakMap<readonly bigint[], Uint8Array>()

function psiFactor(field: Curve['G2']['F'], value: readonly bigint[]): Uint8Array {
  const known = factors.get(value) ?? field.fromObject(value)
  factors.set(value, known)
  return known
}
