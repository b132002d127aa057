import { type Hex, toBytes } from '../../claim/hex.ts'
import { keccakBytes } from '../../claim/keccak.ts'

// Source: Ethereum yellow paper, section 4.3.1: three bits of 2048 per address and per topic.

// Contracts, topics and accounts are asked for again in every block; other topics of a log are seldom seen twice. A value has one
// place here, by its last digits, and takes that of the one before it: what is seen once costs little more than its hash.
const PLACES = 1 << 14
const DIGITS = 5
const known = new Array<Hex | undefined>(PLACES).fill(undefined)
const knownBits = new Uint16Array(3 * PLACES)

/** Whether a block or receipt with this bloom may hold `value` (an address or a topic). No false negatives. */
export function mayHold(bloom: Uint8Array, value: Hex): boolean {
  const at = findBits(value)
  return (
    has(bloom, knownBits[at] ?? 0) && has(bloom, knownBits[at + 1] ?? 0) && has(bloom, knownBits[at + 2] ?? 0)
  )
}

/** The bloom of these addresses and topics, 256 bytes. */
export function bloomOf(values: Iterable<Hex>): Uint8Array {
  const bloom = new Uint8Array(256)
  for (const value of values)
    for (const bit of knownBits.subarray(findBits(value)).subarray(0, 3)) {
      const byte = 255 - (bit >> 3)
      bloom[byte] = (bloom[byte] ?? 0) | (1 << (bit & 7))
    }
  return bloom
}

function has(bloom: Uint8Array, bit: number): boolean {
  return ((bloom[255 - (bit >> 3)] ?? 0) & (1 << (bit & 7))) !== 0
}

/** Where the three bits of a value begin in `knownBits`. */
function findBits(value: Hex): number {
  let place = 0
  for (let digit = value.length - DIGITS; digit < value.length; digit++)
    place = (place * 31 + value.charCodeAt(digit)) & (PLACES - 1)
  if (known[place] !== value) {
    const hash = keccakBytes(toBytes(value))
    for (let bit = 0; bit < 3; bit++)
      knownBits[3 * place + bit] = (((hash[2 * bit] ?? 0) << 8) | (hash[2 * bit + 1] ?? 0)) & 2047
    known[place] = value
  }
  return 3 * place
}
