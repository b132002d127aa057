import { decodeDump } from './batch-dump.ts'
import { Rejected } from './errors.ts'
import { type Hash32, hashOf } from './hex.ts'
import { type BatchLeaf, batchLeafHash, fillTree } from './merkle.ts'

/** What was settled on chain for the blob. */
export interface BatchCommitment {
  readonly root: Hash32
  /** The batch size that stands in the event; not compared when not given. */
  readonly size?: number
}

export interface Batch {
  /** In the order of the dump's values; a leaf's index here is its index in the archive. */
  readonly leaves: readonly BatchLeaf[]
  /** Groups of indexes into `leaves` that claim the same (teeId, inputHash, outputHash, timestamp). */
  readonly duplicates: readonly (readonly number[])[]
}

/** A blob whose own tree holds, node by node. Whether anybody settled its root is another question. */
export interface RebuiltBatch extends Batch {
  readonly root: Hash32
  /** In the order of `leaves`. */
  readonly leafHashes: readonly Hash32[]
}

/**
 * Returns the leaves when the blob rebuilds the settled Merkle root, node by node.
 * @throws what {@link rebuildBatch} throws, and Rejected REJECTED_BATCH_ROOT
 */
export function verifyBatch(blob: Uint8Array, commitment: BatchCommitment): Batch {
  const { root, leaves, duplicates } = rebuildBatch(blob, commitment.size)
  if (root !== commitment.root)
    throw new Rejected('REJECTED_BATCH_ROOT', `${commitment.root} settled, the leaves give ${root}`)
  return { leaves, duplicates }
}

/**
 * Nothing of the dump's tree is believed: every node is computed from the leaves and compared. With `size`, so many
 * leaves are expected.
 * @throws what decodeDump throws and Rejected REJECTED_BATCH_EMPTY, _SIZE, _TREE_INDEX, _TREE_NODE
 */
export function rebuildBatch(blob: Uint8Array, size?: number): RebuiltBatch {
  const dump = decodeDump(blob)
  const count = dump.leaves.length
  if (count === 0) throw new Rejected('REJECTED_BATCH_EMPTY', 'the batch has no leaves')
  if (size !== undefined && count !== size)
    throw new Rejected('REJECTED_BATCH_SIZE', `${size} leaves settled, ${count} in the blob`)
  const places = placeLeaves(dump.leaves)
  const tree = fillTree(places).map((node) => hashOf(node))
  assertNodes(dump.tree, tree)
  const leaves = dump.leaves.map(({ leaf }) => leaf)
  const leafHashes = dump.leaves.map(({ treeIndex }) => tree[treeIndex] as Hash32)
  return { root: tree[0] as Hash32, leaves, leafHashes, duplicates: listDuplicates(leaves) }
}

/** Leaf hashes at their tree indexes. Each of the last n places of 2n−1 must be taken exactly once. */
function placeLeaves(leaves: readonly { leaf: BatchLeaf; treeIndex: number }[]): (Uint8Array | undefined)[] {
  const size = 2 * leaves.length - 1
  const places = new Array<Uint8Array | undefined>(size)
  for (const { leaf, treeIndex } of leaves) {
    if (treeIndex < leaves.length - 1 || treeIndex >= size || places[treeIndex])
      throw new Rejected('REJECTED_BATCH_TREE_INDEX', `tree index ${treeIndex} is no leaf's place, or taken`)
    places[treeIndex] = batchLeafHash(leaf)
  }
  return places
}

function assertNodes(stated: readonly Hash32[], rebuilt: readonly Hash32[]): void {
  const wrong = rebuilt.findIndex((node, index) => stated[index] !== node)
  // A wrong root alone is the case that matters on chain, and gets its own code from the caller.
  if (stated.length !== rebuilt.length || wrong >= 0)
    throw new Rejected(
      'REJECTED_BATCH_TREE_NODE',
      `the dump's tree of ${stated.length} nodes differs from the ${rebuilt.length} rebuilt, first at ${wrong}`,
    )
}

/** The relay has no replay protection, so the same hand-off can stand in one batch twice. */
function listDuplicates(leaves: readonly BatchLeaf[]): number[][] {
  const groups = new Map<string, number[]>()
  leaves.forEach(({ teeId, inputHash, outputHash, timestamp }, index) => {
    const key = `${teeId}${inputHash}${outputHash}${timestamp}`
    const group = groups.get(key)
    if (group) group.push(index)
    else groups.set(key, [index])
  })
  return [...groups.values()].filter((group) => group.length > 1)
}
