import { keccakBytes } from '../../../src/claim/keccak.ts'

/** What the proof's `inv` depends on, as numbers. */
export interface FflonkStatement {
  readonly key: Readonly<Record<'w' | 'w3' | 'w4' | 'w8' | 'wr', bigint>>
  readonly power: number
  readonly signals: readonly bigint[]
  /** C0 of the key, C1, C2 and W1 of the proof: x and y. */
  readonly points: Readonly<Record<'C0' | 'C1' | 'C2' | 'W1', readonly [bigint, bigint]>>
  /** In the order of the transcript: ql, qr, qm, qo, qc, s1, s2, s3, a, b, c, z, zw, t1w, t2w. */
  readonly evaluations: readonly bigint[]
  readonly r: bigint
  /** Bytes of a coordinate. */
  readonly width: number
}

/**
 * Whether `inverse` is the batched inverse that an FFLONK proof carries for on-chain verifiers: the inverse of the
 * product of every denominator that they need. snarkjs does not read it, so it could be altered without anybody noticing.
 * Source: snarkjs 0.7 fflonk_prove.js (getMontgomeryBatchedInverse) and its Solidity template.
 */
export function isBatchedInverse(inverse: bigint, statement: FflonkStatement): boolean {
  const { r } = statement
  const product = listDenominators(statement).reduce((all, factor) => (all * factor) % r, 1n)
  return (inverse * product) % r === 1n
}

function listDenominators(statement: FflonkStatement): bigint[] {
  const { key, power, signals, r } = statement
  const { xi, h0, h1, h2, h3, y } = drawChallenges(statement)
  const xiw = (xi * key.w) % r
  const s0 = orbit(h0, key.w8, 8, r)
  const s1 = orbit(h1, key.w4, 4, r)
  const s2 = orbit(h2, key.w3, 3, r)
  const s3 = orbit(h3, key.w3, 3, r)
  const distances = (roots: readonly bigint[]) => roots.map((root) => mod(y - root, r))
  // den1 · den2 · den3 of Lagrange's formula over each set of roots.
  const lagrange = (roots: readonly bigint[], first: bigint) =>
    distances(roots).map((distance, index) => {
      const opposite = roots[((roots.length - 1) * index) % roots.length] as bigint
      return (((first * opposite) % r) * distance) % r
    })
  const domain = 1n << BigInt(power)
  const xiN = powerOf(xi, domain, r)
  const publicRoots = orbit(1n, key.w, Math.max(1, signals.length), r)
  return [
    ...distances(s1),
    ...distances(s2),
    ...distances(s3),
    mod(xiN - 1n, r),
    ...lagrange(s0, (8n * powerOf(h0, 6n, r)) % r),
    ...lagrange(s1, (4n * powerOf(h1, 2n, r)) % r),
    ...lagrange(s2, (3n * h2 * mod(xi - xiw, r)) % r),
    ...lagrange(s3, (3n * h3 * mod(xiw - xi, r)) % r),
    ...publicRoots.map((root) => (domain * mod(xi - root, r)) % r),
  ]
}

/** The verifier's challenges, by Fiat and Shamir's keccak transcript, and the roots that hang on them. */
function drawChallenges({ key, signals, points, evaluations, r, width }: FflonkStatement) {
  const draw = (...parts: (bigint | readonly [bigint, bigint])[]): bigint => {
    const text = parts.map((part) =>
      typeof part === 'bigint' ? hex(part, 32) : part.map((coordinate) => hex(coordinate, width)).join(''),
    )
    return BigInt(`0x${Buffer.from(keccakBytes(Buffer.from(text.join(''), 'hex'))).toString('hex')}`) % r
  }
  const beta = draw(points.C0, ...signals, points.C1)
  const gamma = draw(beta)
  const seed = draw(gamma, points.C2)
  const alpha = draw(seed, ...evaluations)
  const y = draw(alpha, points.W1)
  const h0 = powerOf(seed, 3n, r)
  const h1 = powerOf(seed, 6n, r)
  const h2 = powerOf(seed, 8n, r)
  return { xi: powerOf(seed, 24n, r), h0, h1, h2, h3: (h2 * key.wr) % r, y }
}

function orbit(start: bigint, step: bigint, count: number, r: bigint): bigint[] {
  const roots = [start]
  while (roots.length < count) roots.push(((roots.at(-1) as bigint) * step) % r)
  return roots
}

function powerOf(base: bigint, exponent: bigint, r: bigint): bigint {
  let result = 1n
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % r
    square = (square * square) % r
  }
  return result
}

function mod(value: bigint, r: bigint): bigint {
  return value < 0n ? value + r : value
}

function hex(value: bigint, bytes: number): string {
  return value.toString(16).padStart(2 * bytes, '0')
}
