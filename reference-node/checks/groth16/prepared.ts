import type { Curve } from 'ffjavascript'
import { loadEngine } from '../snark/curve.ts'
import { toG1, toG2 } from '../snark/point.ts'
import type { Groth16Key } from './key.ts'

/** A key in the engine's own form: what every pairing under it needs, computed once. */
export interface PreparedKey {
  readonly key: Groth16Key
  readonly engine: Curve
  readonly ic: readonly Uint8Array[]
  readonly alpha: Uint8Array
  readonly beta: Uint8Array
  readonly gamma: Uint8Array
  readonly delta: Uint8Array
}

export async function prepareKey(key: Groth16Key): Promise<PreparedKey> {
  const engine = await loadEngine(key.curve.name)
  const g2 = (point: Groth16Key['beta']) => engine.prepareG2(engine.G2.toJacobian(toG2(engine, point)))
  return {
    key,
    engine,
    ic: key.ic.map((point) => (point ? toG1(engine, point) : engine.G1.toAffine(engine.G1.zero))),
    alpha: toG1(engine, key.alpha),
    beta: g2(key.beta),
    gamma: g2(key.gamma),
    delta: g2(key.delta),
  }
}
