import { encodeBlockRecords } from '../../claim/digest.ts'
import { Misconfigured, Rejected } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import { hashSourceSet } from '../../claim/source-set.ts'
import type { ChainReader, Proof, ProvenBlock } from '../../gateway/client.ts'
import type { Pool } from '../../platform/database.ts'
import { decodeBy } from '../events/decode.ts'
import type { EventTable } from '../events/table.ts'
import type { Place } from '../place.ts'
import { decodeSegment, type Segment, type SegmentBlock } from '../segments/format.ts'
import { toRawBlock } from '../segments/reader.ts'
import type { SegmentStore } from '../segments/store.ts'
import { type Expected, firstDigest, verifySegment } from '../segments/verify.ts'
import { type IndexedBlock, toHeader } from '../source/block.ts'
import { listFilters } from '../source/processor.ts'
import { commitGroup } from '../store/commit.ts'
import { listRequiredColumns } from '../store/fact-rows.ts'
import { Group } from '../store/group.ts'
import { buildIndexes, Partitions } from '../store/partitions.ts'
import { SegmentWriter } from '../store/segment-writer.ts'
import { findStatus, type Status } from '../store/status.ts'
import { acquireWriter, type Holder } from '../store/writer.ts'

export interface BootstrapOptions {
  readonly pool: Pool
  readonly place: Place
  readonly table: EventTable
  readonly reader: ChainReader
  /** A stranger's. */
  readonly from: SegmentStore
  /** Our own, which keeps what was proved. */
  readonly to: SegmentStore
  /** Of the blocks with data, the share whose contents are proved against the chain; 1: all. Headers always all. */
  readonly proveShare: number
  readonly onProgress: (block: number) => void
  /** Is told, once, which writer of the chain is waited for. */
  readonly onWait?: (holder: Holder) => void
}

interface Listed {
  readonly name: string
  readonly fromBlock: number
  readonly toBlock: number
}

/**
 * Fills an empty index from a stranger's segments. Nothing of a segment is stored before it has proved itself and its blocks
 * were compared with the chain; a refused one ends the run with what came before it kept. Returns the block reached.
 * @throws Misconfigured `NOT_EMPTY`, `SEGMENTS_MISSING`; Rejected `SEGMENT_…`
 */
export async function bootstrap(options: BootstrapOptions, signal: AbortSignal): Promise<number> {
  const { pool, place, table, reader } = options
  const expected = {
    chainId: place.chain,
    genesisHash: await reader.genesisHash(),
    sourceSetHash: hashSourceSet(table.sources),
  }
  const writer = await acquireWriter(pool, place.network, place.chain, signal, options.onWait)
  try {
    const stored = await findStatus(writer.client, place)
    if (stored !== undefined)
      throw new Misconfigured(
        'NOT_EMPTY',
        `${place.network} chain ${place.chain} is indexed up to ${stored.height} already`,
      )
    const required = await listRequiredColumns(writer.client)
    const encoding = { place, decode: decodeBy(table), encode: encodeBlockRecords, required }
    const partitions = new Partitions()
    const keeper = new SegmentWriter(options.to, pool, place)
    const finalized = (await reader.finalized()).number
    let [before, digest, reached]: [Status | undefined, Hash32, number] = [
      undefined,
      firstDigest(expected),
      -1,
    ]
    // What is not final yet is read from the chain itself.
    const listed = (await listSegments(options)).filter(({ toBlock }) => toBlock <= finalized)
    for (;;) {
      signal.throwIfAborted()
      const following = listed.filter(({ fromBlock }) => fromBlock > reached)
      const candidates = following.filter(({ fromBlock }) => fromBlock === following[0]?.fromBlock)
      if (!candidates.length) break
      const segment = await takeVerified(options.from, candidates, expected, digest)
      digest = segment.digestAfter
      const proofs = await verifyBlocks(segment.blocks, options)
      const last = await reader.header(segment.toBlock)
      const group = new Group<ProvenBlock>(encoding, reached, segment.digestBefore)
      const blocks = toBlocks(segment, proofs)
      if (blocks.at(-1)?.header.height !== last.number)
        blocks.push({ header: toHeader(last, 'unproved', 'segment'), raw: undefined })
      group.add(blocks, false)
      const after: Status = {
        ...expected,
        height: last.number,
        hash: last.hash,
        time: last.timestamp,
        finalizedHeight: last.number,
        finalizedHash: last.hash,
        digest,
      }
      const also = await keeper.prepare(group, after)
      const commit = { group, before, after, head: finalized, ...(also ? { also } : {}) }
      await commitGroup(writer, place, commit, partitions)
      before = after
      reached = last.number
      options.onProgress(reached)
    }
    await buildIndexes(pool, signal)
    return reached
  } finally {
    writer.release()
  }
}

/**
 * The first of several segments from one block that goes on from what was reached: a store also keeps those that its owner
 * replaced by others.
 * @throws Rejected `SEGMENT_…` of the first when none does
 */
async function takeVerified(
  from: SegmentStore,
  candidates: readonly Listed[],
  expected: Expected,
  reached: Hash32,
): Promise<Segment> {
  let refusal: Rejected | undefined
  for (const { name } of candidates) {
    const segment = decodeSegment(await from.get(name))
    try {
      verifySegment(segment, expected, reached)
      return segment
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      refusal ??= error
    }
  }
  throw refusal ?? new RangeError('no segment to choose from')
}

// Only where each begins and ends: all of them would not fit in memory.
async function listSegments({ from, place }: BootstrapOptions): Promise<Listed[]> {
  const names = await from.list()
  if (names.length === 0) throw new Misconfigured('SEGMENTS_MISSING', 'no segment is there: check the path')
  const segments: Listed[] = []
  for (const name of names) {
    const { chainId, fromBlock, toBlock } = decodeSegment(await from.get(name))
    if (chainId === place.chain) segments.push({ name, fromBlock, toBlock })
  }
  return segments.sort((a, b) => a.fromBlock - b.fromBlock || b.toBlock - a.toBlock)
}

/** How far the drawn blocks were proved, by hash: what the chain's policy makes of its endpoints. */
async function verifyBlocks(
  blocks: readonly SegmentBlock[],
  options: BootstrapOptions,
): Promise<Map<Hash32, Proof>> {
  const proofs = new Map<Hash32, Proof>()
  const { reader, table, proveShare } = options
  for (const { number, hash, parentHash, timestamp, records } of blocks) {
    const header = await reader.header(number)
    if (header.hash !== hash || header.parentHash !== parentHash || header.timestamp !== timestamp)
      throw new Rejected(
        'SEGMENT_BLOCK',
        `block ${number} is ${header.hash} of ${header.timestamp} on the chain, ${hash} of ${timestamp} in the segment`,
      )
    if (!isDrawn(hash, proveShare)) continue
    const proven = await reader.block(hash, listFilters(table.sources, { from: number, to: number }))
    const same = proven.logs.length > 0 && Buffer.compare(encodeBlockRecords(proven), records) === 0
    if (!same)
      throw new Rejected('SEGMENT_CONTENTS', `block ${number} ${hash} holds other records on the chain`)
    proofs.set(hash, proven.proof)
  }
  return proofs
}

// By the block's own hash, which whoever made the segment could not choose.
function isDrawn(hash: Hash32, share: number): boolean {
  return Number.parseInt(hash.slice(-8), 16) / 2 ** 32 < share
}

function toBlocks(segment: Segment, proofs: ReadonlyMap<Hash32, Proof>): IndexedBlock[] {
  return segment.blocks.map((block) => {
    const raw = toRawBlock(block)
    const proof = proofs.get(block.hash) ?? 'unproved'
    const vouchedBy = 'segment, header on the chain'
    return { header: toHeader(raw.header, proof, vouchedBy), raw: { ...raw, proof, vouchedBy } }
  })
}
