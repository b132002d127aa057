import { type Hash32, toBytes } from '../hex.ts'
import { sha256Bytes } from '../sha256.ts'

/** The name of this way of drawing; it stands in each commitment. Specified in docs/formats/sample.md. */
export const DRAW_METHOD = 'assay-draw/1'

const WORD = 1n << 64n

/**
 * The indexes that a commitment and a round's randomness draw out of 0 to `size` − 1: `count` of them, each once, in the order
 * in which they are drawn. Every set of so many indexes is equally likely, and a longer draw begins with the shorter one.
 * @throws RangeError when there are not so many
 */
export function drawIndexes(commitment: Hash32, randomness: Hash32, size: number, count: number): number[] {
  if (!Number.isSafeInteger(size) || count < 0 || count > size)
    throw new RangeError(`cannot draw ${count} out of ${size}`)
  const seed = sha256Bytes(Buffer.from(DRAW_METHOD), toBytes(commitment), toBytes(randomness))
  // Words above the last whole multiple of the size would favour the low indexes.
  const limit = size === 0 ? 0n : WORD - (WORD % BigInt(size))
  const drawn = new Set<number>()
  const counter = Buffer.alloc(8)
  for (let turn = 0n; drawn.size < count; turn++) {
    counter.writeBigUInt64BE(turn)
    const word = Buffer.from(sha256Bytes(seed, counter)).readBigUInt64BE()
    if (word < limit) drawn.add(Number(word % BigInt(size)))
  }
  return [...drawn]
}
