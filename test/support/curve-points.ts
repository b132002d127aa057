import { type CurveName, getCurve } from '../../reference-node/checks/snark/curve.ts'

const texts = (...pairs: readonly (readonly [bigint, bigint])[]) => [
  ...pairs.map((pair) => pair.map(String)),
  ['1', '0'],
]

/** A point on G2's curve; one in q or so of them lies in the subgroup, so this one does not. */
export function pointOutsideG2(name: CurveName): string[][] {
  const { b2 } = getCurve(name)
  const field = fieldOf(name)
  for (let x = 1n; ; x++) {
    const y = field.findRoot2(x * x * x + b2[0], b2[1])
    if (y) return texts([x, 0n], y)
  }
}

/** Coordinates that fulfil only one half of the equation over Fq[i]. */
export function pointsHalfOnG2(name: CurveName): { real: string[][]; imaginary: string[][] } {
  const { b2 } = getCurve(name)
  const field = fieldOf(name)
  let x = 1n
  while (field.findRoot(x * x * x + b2[0]) === undefined) x++
  const y0 = field.findRoot(x * x * x + b2[0]) as bigint
  // With y0 = 1, 2·y1 is the imaginary part of y².
  const y1 = field.mod(b2[1] * field.power(2n, field.q - 2n))
  return { real: texts([x, 0n], [y0, 0n]), imaginary: texts([x, 0n], [1n, y1]) }
}

function fieldOf(name: CurveName) {
  const { q } = getCurve(name)
  const mod = (value: bigint) => ((value % q) + q) % q
  const power = (base: bigint, exponent: bigint) => {
    let result = 1n
    for (let square = mod(base), rest = exponent; rest > 0n; rest >>= 1n) {
      if (rest & 1n) result = mod(result * square)
      square = mod(square * square)
    }
    return result
  }
  // Both moduli are 3 modulo 4.
  const findRoot = (value: bigint) => {
    const root = power(value, (q + 1n) / 4n)
    return mod(root * root) === mod(value) ? root : undefined
  }
  /** A root of a + b·i, by the norm. */
  const findRoot2 = (a: bigint, b: bigint): readonly [bigint, bigint] | undefined => {
    const norm = findRoot(a * a + b * b)
    if (norm === undefined) return undefined
    const half = power(2n, q - 2n)
    for (const sign of [norm, -norm]) {
      const y0 = findRoot((a + sign) * half)
      if (y0) return [y0, mod(b * half * power(y0, q - 2n))]
    }
    return undefined
  }
  return { q, mod, power, findRoot, findRoot2 }
}
