import { AuditFault } from '../errors.ts'
import { type Hash32, hashOf, toBytes } from '../hex.ts'
import { Frontier, leafHash } from '../log/tree.ts'
import type { SubjectKind } from '../verdict.ts'

/** One thing that a statement is about, by its place on chain. A place says all of it, whether or not its content is archived. */
export interface Element {
  readonly kind: SubjectKind
  readonly chainId: number
  readonly block: number
  readonly blockHash: Hash32
  readonly position: number
  /** Of a batch's leaf its index in the batch; null of what is not in a batch. */
  readonly leafIndex: number | null
}

const KINDS: readonly SubjectKind[] = ['claim', 'settlement', 'registration', 'heartbeat']
const ENCODED_BYTES = 57
const NO_LEAF = 0xffff_ffff

/**
 * An element as the population's tree holds it: u64 chain ‖ u64 block ‖ u32 position ‖ u8 kind ‖ u32 leaf index (2³² − 1 for
 * none) ‖ block hash, 57 bytes. The order of these bytes is the order of a population.
 */
export function encodeElement({ kind, chainId, block, blockHash, position, leafIndex }: Element): Uint8Array {
  const bytes = Buffer.alloc(ENCODED_BYTES)
  bytes.writeBigUInt64BE(BigInt(chainId), 0)
  bytes.writeBigUInt64BE(BigInt(block), 8)
  bytes.writeUInt32BE(position, 16)
  bytes.writeUInt8(KINDS.indexOf(kind), 20)
  bytes.writeUInt32BE(leafIndex ?? NO_LEAF, 21)
  bytes.set(toBytes(blockHash), 25)
  return bytes
}

/** The id of an element as verdicts have it: chain-block-position, of a leaf with its index. */
export function elementId({ chainId, block, position, leafIndex }: Element): string {
  return `${chainId}-${block}-${position}${leafIndex === null ? '' : `-${leafIndex}`}`
}

/** How many elements a population has, and the root of its tree (RFC 6962, over the encoded elements in their order). */
export interface PopulationRoot {
  readonly size: number
  readonly root: Hash32
}

/**
 * The size and root of a population.
 * @throws AuditFault `SAMPLE_ORDER` unless its elements stand in their order, each once
 */
export function rootOfPopulation(elements: Iterable<Element>): PopulationRoot {
  const frontier = new Frontier()
  let before: Uint8Array | undefined
  for (const element of elements) {
    const encoded = encodeElement(element)
    if (before && Buffer.compare(before, encoded) >= 0)
      throw new AuditFault(
        'SAMPLE_ORDER',
        `${element.kind} ${elementId(element)} stands in the wrong place, or twice`,
      )
    before = encoded
    frontier.push(leafHash(encoded))
  }
  return { size: frontier.size, root: hashOf(frontier.root()) }
}
