import { AuditFault } from '../errors.ts'
import { sha256Bytes } from '../sha256.ts'

// The Merkle tree of RFC 6962, section 2.1. A leaf is hashed as SHA-256(0x00 ‖ entry) and a node as
// SHA-256(0x01 ‖ left ‖ right), so that neither passes for the other.

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** The root of a tree without entries: SHA-256 of nothing. */
const EMPTY_ROOT = sha256Bytes()

/** The hash under which an entry stands in the tree, 32 bytes. */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256Bytes(LEAF, entry)
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256Bytes(NODE, left, right)
}

/** The right edge of a growing tree: a root in memory that grows with the logarithm of the number of leaves. */
export class Frontier {
  /** Roots of the complete subtrees from left to right, the largest first. */
  readonly #peaks: Uint8Array[] = []
  #size = 0

  /** The edge of a tree of `size` leaves whose hashes can be read. */
  static async read(read: ReadHashes, size: number): Promise<Frontier> {
    const frontier = new Frontier()
    for (let start = 0, width = 2 ** Math.floor(Math.log2(Math.max(size, 1))); start < size; width /= 2) {
      if (start + width > size) continue
      frontier.#peaks.push(await hashOfRange(read, start, start + width))
      start += width
    }
    frontier.#size = size
    return frontier
  }

  get size(): number {
    return this.#size
  }

  push(leaf: Uint8Array): void {
    let hash = leaf
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2)
      hash = nodeHash(this.#peaks.pop() as Uint8Array, hash)
    this.#peaks.push(hash)
    this.#size++
  }

  root(): Uint8Array {
    const last = this.#peaks.at(-1)
    return last
      ? this.#peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last)
      : EMPTY_ROOT
  }
}

/** The root over leaf hashes, 32 bytes. */
export function rootOf(leaves: Iterable<Uint8Array>): Uint8Array {
  const frontier = new Frontier()
  for (const leaf of leaves) frontier.push(leaf)
  return frontier.root()
}

/** A tree whose leaves are all in memory: the root over any number of its first ones, in time of its height. */
export class Prefixes {
  /** Roots of the complete subtrees of 2^level leaves, by level. */
  readonly #levels: readonly (readonly Uint8Array[])[]

  constructor(leaves: readonly Uint8Array[]) {
    const levels = [leaves]
    for (let below = leaves; below.length > 1; levels.push(below)) {
      const pairs = below
      below = Array.from({ length: Math.floor(pairs.length / 2) }, (_, at) =>
        nodeHash(pairs[2 * at] as Uint8Array, pairs[2 * at + 1] as Uint8Array),
      )
    }
    this.#levels = levels
  }

  /** The root over the first `size` leaves, 32 bytes; undefined when there are fewer. */
  rootOf(size: number): Uint8Array | undefined {
    const [leaves = []] = this.#levels
    if (!Number.isSafeInteger(size) || size < 0 || size > leaves.length) return undefined
    let root: Uint8Array | undefined
    // From the right edge: the smallest complete subtree first.
    for (let level = 0, rest = size; rest > 0; level++, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 0) continue
      const peak = this.#levels[level]?.[rest - 1] as Uint8Array
      root = root ? nodeHash(peak, root) : peak
    }
    return root ?? EMPTY_ROOT
  }
}

/** `count` hashes of complete subtrees of 256^level leaves each, from the subtree `from` on: what tiles hold. */
export type ReadHashes = (level: number, from: number, count: number) => Promise<readonly Uint8Array[]>

/** Levels of the tree between one level of tiles and the next. */
const TILE_HEIGHT = 8

/** The hash of the leaves from `start` up to `end`, which lie as RFC 6962 splits a tree. */
export async function hashOfRange(read: ReadHashes, start: number, end: number): Promise<Uint8Array> {
  const count = end - start
  if (count === 0) return EMPTY_ROOT
  const split = splitOf(count)
  if (split * 2 !== count && count > 1)
    return nodeHash(
      await hashOfRange(read, start, start + split),
      await hashOfRange(read, start + split, end),
    )
  const height = Math.log2(count)
  const level = Math.floor(height / TILE_HEIGHT)
  const width = 2 ** (TILE_HEIGHT * level)
  return rootOf(await read(level, start / width, count / width))
}

/** The audit path of leaf `index` in a tree of `size` leaves, from the leaf to the root: RFC 6962, section 2.1.1. */
export async function proveInclusion(read: ReadHashes, index: number, size: number): Promise<Uint8Array[]> {
  assertRange(index >= 0 && index < size, `leaf ${index} of a tree of ${size}`)
  const path: Uint8Array[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    const isLeft = index < middle
    path.push(await hashOfRange(read, isLeft ? middle : start, isLeft ? end : middle))
    ;[start, end] = isLeft ? [start, middle] : [middle, end]
  }
  return path.reverse()
}

/** The proof that the tree of `size` leaves continues that of `oldSize`: RFC 6962, section 2.1.2. Empty for 0 and for equal sizes. */
export async function proveConsistency(
  read: ReadHashes,
  oldSize: number,
  size: number,
): Promise<Uint8Array[]> {
  assertRange(oldSize >= 0 && oldSize <= size, `trees of ${oldSize} and ${size}`)
  if (oldSize === 0 || oldSize === size) return []
  const path: Uint8Array[] = []
  let [start, end] = [0, size]
  while (end !== oldSize) {
    const middle = start + splitOf(end - start)
    const isLeft = oldSize <= middle
    path.push(await hashOfRange(read, isLeft ? middle : start, isLeft ? end : middle))
    ;[start, end] = isLeft ? [start, middle] : [middle, end]
  }
  // The old tree's own root is known to who verifies; a part of it is not.
  if (start > 0) path.push(await hashOfRange(read, start, end))
  return path.reverse()
}

/** Where a leaf is said to stand. */
export interface Inclusion {
  readonly leaf: Uint8Array
  readonly index: number
  readonly size: number
  readonly root: Uint8Array
}

/**
 * Returns when the path leads from the leaf at this index to the root.
 * @throws AuditFault `LOG_INCLUSION`
 */
export function verifyInclusion({ leaf, index, size, root }: Inclusion, path: readonly Uint8Array[]): void {
  const fail = (why: string) =>
    new AuditFault('LOG_INCLUSION', `leaf ${index} of ${size} is not shown to be in the tree: ${why}`)
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size)
    throw fail('no such leaf')
  const steps = stepsOf(index, size - 1, path)
  if (!steps) throw fail('the path has another length')
  const hash = steps.reduce(
    (below, { isLeft, sibling }) => (isLeft ? nodeHash(sibling, below) : nodeHash(below, sibling)),
    leaf,
  )
  if (Buffer.compare(hash, root) !== 0) throw fail('the path leads to another root')
}

/** The size and root of a tree at two moments. */
export interface Growth {
  readonly oldSize: number
  readonly oldRoot: Uint8Array
  readonly size: number
  readonly root: Uint8Array
}

/**
 * Returns when the newer tree holds the older one unchanged.
 * @throws AuditFault `LOG_CONSISTENCY`
 */
export function verifyConsistency(
  { oldSize, oldRoot, size, root }: Growth,
  path: readonly Uint8Array[],
): void {
  const fail = (why: string) =>
    new AuditFault('LOG_CONSISTENCY', `the tree of ${size} does not continue that of ${oldSize}: ${why}`)
  if (!Number.isSafeInteger(size) || oldSize < 0 || oldSize > size) throw fail('it is smaller')
  if (oldSize === size || oldSize === 0) {
    if (path.length > 0) throw fail('nothing is to be shown')
    if (oldSize === 0 && Buffer.compare(oldRoot, EMPTY_ROOT) !== 0) throw fail('the empty tree has one root')
    if (oldSize === size && Buffer.compare(oldRoot, root) !== 0) throw fail('one size, two roots')
    return
  }
  let [at, last] = [oldSize - 1, size - 1]
  while (at % 2 === 1) [at, last] = [(at - 1) / 2, Math.floor(last / 2)]
  // Where the old tree is one complete subtree, its root starts the path.
  const [start, ...rest] = at === 0 ? [oldRoot, ...path] : path
  const steps = stepsOf(at, last, rest)
  if (!start || !steps) throw fail('the path has another length')
  let [old, now] = [start, start]
  for (const { isLeft, sibling } of steps) {
    if (isLeft) old = nodeHash(sibling, old)
    now = isLeft ? nodeHash(sibling, now) : nodeHash(now, sibling)
  }
  if (Buffer.compare(old, oldRoot) !== 0) throw fail('the path leads to another old root')
  if (Buffer.compare(now, root) !== 0) throw fail('the path leads to another root')
}

interface Step {
  readonly isLeft: boolean
  readonly sibling: Uint8Array
}

/** On which side each hash of a path stands, from node `at` of a level whose last node is `last`; undefined of a path of another length. */
function stepsOf(at: number, last: number, path: readonly Uint8Array[]): Step[] | undefined {
  const steps: Step[] = []
  let [node, edge] = [at, last]
  for (const sibling of path) {
    if (edge === 0) return undefined
    const isLeft = node % 2 === 1 || node === edge
    // A node without a sibling goes up as it is.
    while (isLeft && node % 2 === 0 && node !== 0) [node, edge] = [node / 2, Math.floor(edge / 2)]
    ;[node, edge] = [Math.floor(node / 2), Math.floor(edge / 2)]
    steps.push({ isLeft, sibling })
  }
  return edge === 0 ? steps : undefined
}

/** The largest power of two below `count`, which is at least 1; 1 of 1. */
function splitOf(count: number): number {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

function assertRange(holds: boolean, what: string): void {
  if (!holds) throw new RangeError(`no such place: ${what}`)
}
