import { uint256 } from './hash.ts'
import type { Hash32, Hex } from './hex.ts'
import { keccakBytes } from './keccak.ts'

/** One leaf of a settlement batch. Source: inference-facilitator, leaf types as in {@link LEAF_ENCODING}. */
export interface BatchLeaf {
  readonly teeId: Hash32
  readonly inputHash: Hash32
  readonly outputHash: Hash32
  readonly signature: Hex
  /** Unix seconds. */
  readonly timestamp: bigint
}

export const LEAF_ENCODING = ['bytes32', 'bytes32', 'bytes32', 'bytes', 'uint256'] as const

const WORD = 32

/**
 * keccak256(keccak256(abi.encode(teeId, inputHash, outputHash, signature, timestamp))): a leaf as OpenZeppelin's
 * StandardMerkleTree hashes it. The double hash keeps a leaf from being passed off as an inner node.
 */
export function batchLeafHash(leaf: BatchLeaf): Uint8Array {
  const length = leaf.signature.length / 2 - 1
  const encoded = Buffer.alloc(6 * WORD + Math.ceil(length / WORD) * WORD)
  // Checked hexadecimal by its type; written in place, because archives hold many leaves.
  encoded.write(leaf.teeId.slice(2), 0, 'hex')
  encoded.write(leaf.inputHash.slice(2), WORD, 'hex')
  encoded.write(leaf.outputHash.slice(2), 2 * WORD, 'hex')
  encoded.writeUInt32BE(5 * WORD, 4 * WORD - 4)
  encoded.set(uint256(leaf.timestamp), 4 * WORD)
  encoded.writeUInt32BE(length, 6 * WORD - 4)
  encoded.write(leaf.signature.slice(2), 6 * WORD, 'hex')
  return keccakBytes(keccakBytes(encoded))
}

/**
 * Fills the inner nodes of a complete binary tree laid out as an array: node i has the children 2i+1 and 2i+2, node 0
 * is the root, the last `leafCount` places hold leaves. An inner node is keccak256 of its children in ascending order.
 * Source: OpenZeppelin merkle-tree core.ts. `leaves` holds the leaf hashes by tree index, the rest empty.
 */
export function fillTree(leaves: readonly (Uint8Array | undefined)[]): Uint8Array[] {
  const tree = [...leaves] as Uint8Array[]
  const pair = new Uint8Array(2 * WORD)
  for (let index = (tree.length - 1) / 2 - 1; index >= 0; index--) {
    const left = tree[2 * index + 1] as Uint8Array
    const right = tree[2 * index + 2] as Uint8Array
    const inOrder = Buffer.compare(left, right) <= 0
    pair.set(inOrder ? left : right, 0)
    pair.set(inOrder ? right : left, WORD)
    tree[index] = keccakBytes(pair)
  }
  return tree
}
