import { bn254 } from '@noble/curves/bn254.js'

type Text = Record<string, unknown>

/** What a check of this browser says. It never says more than its statement, and `undecided` is not a pass. */
export interface Checked {
  readonly statement: string
  readonly outcome: 'verified' | 'rejected' | 'undecided'
  readonly detail: string
}

const UNDECIDED = (detail: string): Checked => ({ statement: 'equation_holds', outcome: 'undecided', detail })

/**
 * Whether the equation e(A, B) = e(α, β) · e(Σ sᵢ·ICᵢ, γ) · e(C, δ) of Groth16 holds for these signals, on the curve that
 * Ethereum's precompiles have. Source: Groth, On the Size of Pairing-based Non-interactive Arguments (2016), in the form of
 * snarkjs. It says nothing of which model, input or output the signals are about.
 */
export function checkGroth16(key: Text, proof: Text, signals: readonly unknown[]): Checked {
  if (key.protocol !== 'groth16' || proof.protocol !== 'groth16')
    return UNDECIDED('only proofs of groth16 are read in the browser; assay verify reads more')
  if (![key.curve, proof.curve].every((each) => each === 'bn128' || each === 'bn254'))
    return UNDECIDED('only the curve bn128 is read in the browser; assay verify reads more')
  const points = read(() => ({
    a: g1(proof.pi_a),
    b: g2(proof.pi_b),
    c: g1(proof.pi_c),
    alpha: g1(key.vk_alpha_1),
    beta: g2(key.vk_beta_2),
    gamma: g2(key.vk_gamma_2),
    delta: g2(key.vk_delta_2),
    ic: (key.IC as unknown[]).map(g1),
    values: signals.map((each) => BigInt(each as string)),
  }))
  if (points === null) return UNDECIDED('a point or a number of these files cannot be read')
  const { ic, values } = points
  const order = bn254.fields.Fr.ORDER
  if (values.some((each) => each < 0n || each >= order))
    return {
      statement: 'equation_holds',
      outcome: 'rejected',
      detail: 'a signal is not below the order of the group',
    }
  if (ic.length !== values.length + 1)
    return {
      statement: 'equation_holds',
      outcome: 'rejected',
      detail: `the key takes ${ic.length - 1} signals, ${values.length} are given`,
    }
  const sum = values.reduce(
    (total, value, at) => (value === 0n ? total : total.add((ic[at + 1] as G1).multiply(value))),
    ic[0] as G1,
  )
  const product = bn254.pairingBatch([
    { g1: points.a.negate(), g2: points.b },
    { g1: points.alpha, g2: points.beta },
    { g1: sum, g2: points.gamma },
    { g1: points.c, g2: points.delta },
  ])
  const holds = bn254.fields.Fp12.eql(product, bn254.fields.Fp12.ONE)
  return holds
    ? {
        statement: 'equation_holds',
        outcome: 'verified',
        detail: `the equation holds for these ${values.length} signals; which model and input they are about is another question`,
      }
    : { statement: 'equation_holds', outcome: 'rejected', detail: 'the equation does not hold' }
}

type G1 = InstanceType<typeof bn254.G1.Point>
type G2 = InstanceType<typeof bn254.G2.Point>

const pair = (of: unknown): [bigint, bigint] => {
  const [first, second] = of as string[]
  return [BigInt(first as string), BigInt(second as string)]
}

/** A point in the first group, checked to be on its curve. */
function g1(of: unknown): G1 {
  const [x, y] = pair(of)
  const point = bn254.G1.Point.fromAffine({ x, y })
  point.assertValidity()
  return point
}

/** A point in the second group, checked to be on its curve and in the subgroup. */
function g2(of: unknown): G2 {
  const [x, y] = of as unknown[]
  const [x0, x1] = pair(x)
  const [y0, y1] = pair(y)
  const point = bn254.G2.Point.fromAffine({ x: { c0: x0, c1: x1 }, y: { c0: y0, c1: y1 } })
  point.assertValidity()
  return point
}

function read<Value>(of: () => Value): Value | null {
  try {
    return of()
  } catch {
    // Text of a stranger: what is no point and no number is not read, and nothing is held against it.
    return null
  }
}
