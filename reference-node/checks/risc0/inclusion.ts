import { MalformedEvidence } from '../../../src/claim/errors.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { type Hash32, hashOf, toBytes } from '../../../src/claim/hex.ts'
import { claimDigestOf, sha256 } from './digest.ts'

/** What a set-inclusion seal holds behind its selector. */
export interface Inclusion {
  readonly path: readonly Hash32[]
  /** Of the root; empty where its proof stands elsewhere, which is how the market delivers. */
  readonly rootSeal: Uint8Array
}

/**
 * Reads the bytes behind the selector: nothing, or `abi.encode((bytes32[] path, bytes rootSeal))`.
 * @throws MalformedEvidence `REJECTED_SEAL_SHAPE`
 */
export function decodeInclusion(bytes: Uint8Array): Inclusion {
  if (bytes.length === 0) return { path: [], rootSeal: new Uint8Array() }
  const body = pointed(bytes, 0)
  const hashes = pointed(body, 0)
  const count = numberAt(hashes, 0)
  if (32 * (count + 1) > hashes.length) throw shape(`a path of ${count} hashes does not fit`)
  const path = Array.from({ length: count }, (_, index) =>
    hashOf(hashes.subarray(32 * (index + 1), 32 * (index + 2))),
  )
  const seal = pointed(body, 32)
  const length = numberAt(seal, 0)
  if (32 + length > seal.length) throw shape(`a seal of ${length} bytes does not fit`)
  return { path, rootSeal: seal.subarray(32, 32 + length) }
}

/** The root that a claim lies under, by its path. */
export function rootOf(claim: Hash32, path: readonly Hash32[]): Hash32 {
  const leaf = keccak256(Buffer.from('LEAF_TAG'), toBytes(claim))
  return path.reduce((at, other) => {
    const [low, high] = at < other ? [at, other] : [other, at]
    return keccak256(toBytes(low), toBytes(high))
  }, leaf)
}

/** What the root's own proof is about: the builder's program wrote its image, how deep sets may lie in sets, and the root. */
export function rootClaimOf(builder: Hash32, root: Hash32): Hash32 {
  const anyDepth = Buffer.alloc(32)
  anyDepth[0] = 0x80
  return claimDigestOf(builder, sha256(toBytes(builder), anyDepth, toBytes(root)))
}

// Whatever is pointed at begins with a number, so a pointer out of the seal is refused where that is read.
function pointed(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.subarray(numberAt(bytes, at))
}

function numberAt(bytes: Uint8Array, at: number): number {
  const word = bytes.subarray(at, at + 32)
  const isSmall = word.length === 32 && word.subarray(0, 28).every((byte) => byte === 0)
  if (!isSmall) throw shape('a length or pointer is out of bounds, or leads out of the seal')
  return Buffer.from(word).readUInt32BE(28)
}

function shape(detail: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_SEAL_SHAPE', `set inclusion: ${detail}`)
}
