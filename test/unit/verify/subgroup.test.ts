import { describe, expect, it } from 'vitest'
import { getCurve, loadEngine } from '../../../reference-node/checks/snark/curve.ts'
import { isInSubgroupG2 } from '../../../reference-node/checks/snark/subgroup.ts'
import { pointOutsideG2 } from '../../support/curve-points.ts'

// bn128 by its parameter: q and r are polynomials in it, t is the trace of Frobenius.
const x = 4965661367192848881n
const { q, r } = getCurve('bn128')
const t = 6n * x * x + 1n
const cofactor = 2n * q - r
/** Of the cofactor's primes those that are found at once; a point may have any of them as its order. */
const SMALL_PRIMES = [10069n, 5864401n]

type Element = readonly [bigint, bigint]

/** In ℤ[ψ], where ψ² = tψ − q. */
const multiply = ([a, b]: Element, [c, d]: Element): Element => [a * c - b * d * q, a * d + b * c + b * d * t]
const norm = ([a, b]: Element) => a * a + a * b * t + b * b * q
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

/** The common divisor of a polynomial's norm and the number of points: what divides the order of any point that it takes to zero. */
function divisorOf(...coefficients: readonly bigint[]): bigint {
  let power: Element = [1n, 0n]
  let sum: Element = [0n, 0n]
  for (const each of coefficients) {
    sum = [sum[0] + each * power[0], sum[1] + each * power[1]]
    power = multiply(power, [0n, 1n])
  }
  return gcd(norm(sum), cofactor * r)
}

it('the last line of a Miller loop decides, and no other point on it is mistaken for the third', () => {
  expect(q + 1n - t).toBe(r)
  expect(divisorOf(6n * x + 2n, 1n, -1n, 1n)).toBe(r)
  // ψ³(P) = R, and ψ³(P) = −ψ²(P).
  expect(divisorOf(6n * x + 2n, 1n, 0n, -1n)).toBe(1n)
  expect(divisorOf(1n, 1n)).toBe(1n)
})

describe.each(['bn128', 'bls12381'] as const)('points of G2 on %s', (name) => {
  it('are told from those outside of the subgroup as multiplying by r does', async () => {
    const engine = await loadEngine(name)
    const { G2 } = engine
    const curve = getCurve(name)
    const outside = G2.fromObject(pointOutsideG2(name).map((pair) => pair.map(BigInt)))
    // Of an order that divides the cofactor.
    const torsion = G2.timesScalar(outside, curve.r)
    const small =
      name === 'bn128' ? SMALL_PRIMES.map((prime) => G2.timesScalar(torsion, cofactor / prime)) : [torsion]
    const points = [
      outside,
      torsion,
      ...small.flatMap((point) => [point, G2.add(point, G2.one), G2.add(point, point)]),
      ...[1n, 2n, 3n, 12345678901234567890n, curve.r - 1n].flatMap((factor) => [
        G2.timesScalar(G2.one, factor),
        G2.add(outside, G2.timesScalar(G2.one, factor)),
        G2.timesScalar(outside, factor),
      ]),
    ].filter((point) => !G2.isZero(point))
    const seen = points.map((point) => isInSubgroupG2(engine.prepareG2(G2.toJacobian(point)), engine, curve))
    expect(seen).toEqual(points.map((point) => G2.isZero(G2.timesScalar(point, curve.r))))
    expect(new Set(seen)).toEqual(new Set([true, false]))
    expect(points.length).toBeGreaterThan(19)
  })
})

it('a point at infinity has no last line on bn128, and is not taken for one of the subgroup', async () => {
  const engine = await loadEngine('bn128')
  const prepared = engine.prepareG2(engine.G2.toJacobian(engine.G2.zero))
  expect(isInSubgroupG2(prepared, engine, getCurve('bn128'))).toBe(false)
})
