import { nextDigest, seedDigest } from '../../claim/digest.ts'
import { Rejected } from '../../claim/errors.ts'
import { keccak256 } from '../../claim/hash.ts'
import { type Hash32, toBytes } from '../../claim/hex.ts'
import type { Segment } from './format.ts'

/** What segments must be of to be used here. */
export interface Expected {
  readonly chainId: number
  readonly genesisHash: Hash32
  readonly sourceSetHash: Hash32
}

/**
 * Checks what a segment proves by itself (docs/formats/segment.md, section 2): it is of this index, its headers hash to its
 * blocks, and its records lead from the digest that was reached to the one it states. Returns the digest reached.
 * @throws Rejected `SEGMENT_FOREIGN`, `SEGMENT_GAP`, `SEGMENT_HEADER`, `SEGMENT_DIGEST`
 */
export function verifySegment(segment: Segment, expected: Expected, reached: Hash32): Hash32 {
  if (segment.chainId !== expected.chainId || segment.genesisHash !== expected.genesisHash)
    throw new Rejected(
      'SEGMENT_FOREIGN',
      `a segment of chain ${segment.chainId}, genesis ${segment.genesisHash}`,
    )
  if (segment.sourceSetHash !== expected.sourceSetHash)
    throw new Rejected('SEGMENT_FOREIGN', `a segment of another source set, ${segment.sourceSetHash}`)
  if (segment.digestBefore !== reached)
    throw new Rejected(
      'SEGMENT_GAP',
      `the segment from block ${segment.fromBlock} goes on from digest ${segment.digestBefore}, reached is ${reached}`,
    )
  let digest = reached
  for (const { number, hash, header, records } of segment.blocks) {
    if (header !== null && keccak256(toBytes(header)) !== hash)
      throw new Rejected('SEGMENT_HEADER', `the header of block ${number} does not hash to ${hash}`)
    digest = nextDigest(digest, hash, records)
  }
  if (digest !== segment.digestAfter)
    throw new Rejected(
      'SEGMENT_DIGEST',
      `the records lead to digest ${digest}, stated is ${segment.digestAfter}`,
    )
  return digest
}

export function firstDigest(expected: Expected): Hash32 {
  return seedDigest(expected.chainId, expected.sourceSetHash)
}
