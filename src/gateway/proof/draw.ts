import { uint256 } from '../../claim/hash.ts'
import { type Hex, toBytes } from '../../claim/hex.ts'
import { keccakBytes } from '../../claim/keccak.ts'
import type { BlockRange } from '../client.ts'

/** Draws that one hash gives: its 32 bytes as big-endian words of 32 bits. */
const WORDS = 8

/**
 * Numbers of the range's blocks, each drawn with probability `share` by the seed, so that anybody can draw them again:
 * block `n` is drawn when word `n mod 8` of `keccak256(seed ‖ uint256 ⌊n ÷ 8⌋)`, as a fraction of 2^32, is below `share`.
 */
export function drawBlocks(seed: Hex, { from, to }: BlockRange, share: number): number[] {
  const drawn: number[] = []
  if (share <= 0) return drawn
  const prefix = toBytes(seed)
  const limit = share * 2 ** 32
  for (let group = Math.floor(from / WORDS); group * WORDS <= to; group++) {
    const words = Buffer.from(keccakBytes(prefix, uint256(group)))
    for (let word = 0; word < WORDS; word++) {
      const number = group * WORDS + word
      if (number >= from && number <= to && words.readUInt32BE(4 * word) < limit) drawn.push(number)
    }
  }
  return drawn
}
