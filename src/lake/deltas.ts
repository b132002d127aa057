import { GrowingBytes } from './growing-bytes.ts'

// Source: Parquet, Encodings.md, "Delta Encoding (DELTA_BINARY_PACKED = 5)".

const BLOCK = 128
const MINIBLOCKS = 4
const MINIBLOCK = BLOCK / MINIBLOCKS
/** Bits that are taken at once: with those of a byte that is not full they stay a small whole number. */
const PIECE = 24

/** Whole numbers within ±2^51 as their differences. */
export function packDeltas(values: Float64Array): Uint8Array {
  const out = new GrowingBytes(64 + 2 * values.length)
  for (const each of [BLOCK, MINIBLOCKS, values.length]) addVarint(out, each)
  addZigzag(out, values[0] ?? 0)
  const deltas = new Float64Array(BLOCK)
  for (let from = 1; from < values.length; from += BLOCK) {
    const count = Math.min(BLOCK, values.length - from)
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < count; i++) {
      const delta = (values[from + i] as number) - (values[from + i - 1] as number)
      deltas[i] = delta
      if (delta < least) least = delta
    }
    for (let i = 0; i < BLOCK; i++) deltas[i] = i < count ? (deltas[i] as number) - least : 0
    addZigzag(out, least)
    addBlock(out, deltas)
  }
  return out.bytes
}

function addBlock(out: GrowingBytes, deltas: Float64Array): void {
  const widths: number[] = []
  for (let from = 0; from < BLOCK; from += MINIBLOCK) {
    let most = 0
    for (let i = from; i < from + MINIBLOCK; i++) if ((deltas[i] as number) > most) most = deltas[i] as number
    widths.push(countBits(most))
  }
  out.reserve(MINIBLOCKS + BLOCK * 8)
  for (const width of widths) out.buffer[out.length++] = width
  for (const [miniblock, width] of widths.entries())
    if (width) packBits(out, deltas.subarray(miniblock * MINIBLOCK, (miniblock + 1) * MINIBLOCK), width)
}

/** Lowest bits first; there is room for them. The bits of a miniblock are whole bytes. */
function packBits(out: GrowingBytes, values: Float64Array, width: number): void {
  const { buffer } = out
  let [at, pending, bits] = [out.length, 0, 0]
  for (const value of values) {
    let left = value
    for (let wanted = width; wanted > 0; wanted -= PIECE) {
      const high = Math.floor(left / 2 ** PIECE)
      pending |= (left - high * 2 ** PIECE) << bits
      bits += Math.min(wanted, PIECE)
      left = high
      for (; bits >= 8; bits -= 8) {
        buffer[at++] = pending & 0xff
        pending >>>= 8
      }
    }
  }
  out.length = at
}

function countBits(value: number): number {
  const high = Math.floor(value / 2 ** 32)
  return high ? 64 - Math.clz32(high) : 32 - Math.clz32(value)
}

function addZigzag(out: GrowingBytes, value: number): void {
  addVarint(out, value < 0 ? -2 * value - 1 : 2 * value)
}

function addVarint(out: GrowingBytes, value: number): void {
  out.reserve(10)
  let left = value
  for (; left >= 0x80; left = Math.floor(left / 0x80)) out.buffer[out.length++] = 0x80 + (left % 0x80)
  out.buffer[out.length++] = left
}
