import type { Curve } from 'ffjavascript'
import { NotCheckable } from '../../../src/claim/errors.ts'
import type { Json } from '../../../src/claim/strict-json.ts'

export type CurveName = 'bn128' | 'bls12381'

export interface CurveParameters {
  readonly name: CurveName
  /** The field of coordinates. */
  readonly q: bigint
  /** The order of the groups, and the field of signals. */
  readonly r: bigint
  /** G1: y² = x³ + b. */
  readonly b: bigint
  /** G2, over Fq[i]/(i²+1): y² = x³ + b2. */
  readonly b2: readonly [bigint, bigint]
  /** bn128's G1 has prime order; bls12381's does not. */
  readonly hasG1Cofactor: boolean
}

const BN128_Q = 21888242871839275222246405745257275088696311157297823662689037894645226208583n
const BLS12381_Q =
  0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn

/** Sources: EIP-196/197 (bn128, there alt_bn128); draft-irtf-cfrg-pairing-friendly-curves-11 (bls12381). */
const CURVES: { readonly [name in CurveName]: CurveParameters } = {
  bn128: {
    name: 'bn128',
    q: BN128_Q,
    r: 21888242871839275222246405745257275088548364400416034343698204186575808495617n,
    b: 3n,
    // 3 / (9 + i)
    b2: [
      19485874751759354771024239261021720505790618469301721065564631296452457478373n,
      266929791119991161246907387137283842545076965332900288569378510910307636690n,
    ],
    hasG1Cofactor: false,
  },
  bls12381: {
    name: 'bls12381',
    q: BLS12381_Q,
    r: 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n,
    b: 4n,
    b2: [4n, 4n],
    hasG1Cofactor: true,
  },
}

// Spellings in use. No two differ in one character only, so that no altered byte turns one into another.
const SPELLINGS: ReadonlyMap<string, CurveName> = new Map([
  ['bn128', 'bn128'],
  ['BN128', 'bn128'],
  ['bn254', 'bn128'],
  ['BN254', 'bn128'],
  ['bls12381', 'bls12381'],
  ['BLS12381', 'bls12381'],
  ['bls12-381', 'bls12381'],
  ['BLS12-381', 'bls12381'],
])

/** @throws NotCheckable UNKNOWN_PROOF_CURVE for a curve that snarkjs cannot compute on, or none */
export function getCurve(spelling: Json | undefined): CurveParameters {
  const name = typeof spelling === 'string' ? SPELLINGS.get(spelling) : undefined
  if (!name)
    throw new NotCheckable(
      'UNKNOWN_PROOF_CURVE',
      `no verifier for curve ${JSON.stringify(spelling ?? null).slice(0, 40)}`,
    )
  return CURVES[name]
}

const engines = new Map<CurveName, Promise<Curve>>()

/**
 * The arithmetic of a curve, on this thread only, shared with snarkjs.
 *
 * Both libraries keep the curve in a global. Importing snarkjs resets it, so the order matters: import first, then set.
 * A single-thread curve verifies twice as fast as the default one and leaves no worker that keeps the process alive.
 */
export function loadEngine(name: CurveName): Promise<Curve> {
  let engine = engines.get(name)
  if (!engine) {
    engine = build(name)
    engines.set(name, engine)
  }
  return engine
}

async function build(name: CurveName): Promise<Curve> {
  await import('snarkjs')
  const { buildBn128, buildBls12381 } = await import('ffjavascript')
  const curve = await (name === 'bn128' ? buildBn128(true) : buildBls12381(true))
  Object.assign(globalThis, { [`curve_${name}`]: curve })
  return curve
}
