import { type Hex, toBytes } from '../../claim/hex.ts'
import { keccakBytes } from '../../claim/keccak.ts'

// Source: Ethereum yellow paper, section 4.3.1: three bits of 2048 per address and per topic.

/** Which byte and which bit of it. */
type Bit = readonly [byte: number, mask: number]

// Addresses and topics of a source set are asked for again in every block; those of a log are seldom seen twice.
const known = new Map<string, readonly Bit[]>()
const KNOWN_LIMIT = 10_000

/** Whether a block or receipt with this bloom may hold `value` (an address or a topic of a filter). No false negatives. */
export function mayHold(bloom: Uint8Array, value: Hex): boolean {
  const bits = known.get(value) ?? bitsOf(value)
  if (known.size >= KNOWN_LIMIT) known.clear()
  known.set(value, bits)
  return bits.every(([byte, mask]) => ((bloom[byte] ?? 0) & mask) !== 0)
}

/** Whether a block or receipt with this bloom may hold what another bloom is of. No false negatives. */
export function mayHoldAll(bloom: Uint8Array, other: Uint8Array): boolean {
  return other.every((byte, at) => (byte & ~(bloom[at] ?? 0)) === 0)
}

/** The bloom of these addresses and topics, 256 bytes. */
export function bloomOf(values: Iterable<Hex>): Uint8Array {
  const bloom = new Uint8Array(256)
  for (const value of values)
    for (const [byte, mask] of known.get(value) ?? bitsOf(value)) bloom[byte] = (bloom[byte] ?? 0) | mask
  return bloom
}

function bitsOf(value: Hex): readonly Bit[] {
  const hash = keccakBytes(toBytes(value))
  return [0, 2, 4].map((at): Bit => {
    const bit = (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 2047
    return [255 - (bit >> 3), 1 << (bit & 7)]
  })
}
