import type { Curve } from 'ffjavascript'

/** A point of G1 and one of G2, as the engine prepares them. */
export type PreparedPair = readonly [Uint8Array, Uint8Array]

/** 6x + 2 of bn128, below its highest bit, from the top: the steps of the optimal ate pairing (eprint 2010/354). */
const STEPS = [...29793968203157093288n.toString(2).slice(1)].map((bit) => bit === '1')
/** So many prepared points fit into the engine's memory, which does not grow. */
const TOGETHER = 32

/**
 * The product of the pairs' Miller loops: what the engine's own loop gives for each, multiplied. On bn128 the pairs share one
 * accumulator, and with it the squarings, which are two fifths of a loop; its lines are multiplied in by the engine.
 */
export function multiplyMillerLoops(engine: Curve, pairs: readonly PreparedPair[]): Uint8Array {
  const { Gt } = engine
  if (engine.name !== 'bn128')
    return pairs.reduce((product, [p, q]) => Gt.mul(product, engine.millerLoop(p, q)), Gt.one)
  let product = Gt.one
  for (let at = 0; at < pairs.length; at += TOGETHER)
    product = Gt.mul(product, walkTogether(engine, pairs.slice(at, at + TOGETHER)))
  return product
}

function walkTogether({ tm, F1, Gt }: Curve, pairs: readonly PreparedPair[]): Uint8Array {
  const { ftm_one, ftm_square, f2m_mul1, bn128__mulBy024 } = tm.instance.exports
  const fq2 = 2 * F1.n8
  tm.startSyncOp()
  const product = tm.alloc(Gt.n8)
  const [vw, vv] = [tm.alloc(fq2), tm.alloc(fq2)]
  // A prepared G2 begins with the point itself; then come three coefficients for each line.
  const walks = pairs.map(([p, q]) => ({ x: tm.allocBuff(p), line: tm.allocBuff(q) + 3 * fq2 }))
  const multiplyLines = () => {
    for (const walk of walks) {
      f2m_mul1(walk.line + fq2, walk.x + F1.n8, vw)
      f2m_mul1(walk.line + 2 * fq2, walk.x, vv)
      bn128__mulBy024(walk.line, vw, vv, product)
      walk.line += 3 * fq2
    }
  }
  ftm_one(product)
  for (const isSet of STEPS) {
    ftm_square(product, product)
    multiplyLines()
    if (isSet) multiplyLines()
  }
  // The two lines through the images of the point under Frobenius.
  multiplyLines()
  multiplyLines()
  const result = tm.getBuff(product, Gt.n8)
  tm.endSyncOp()
  return result
}
