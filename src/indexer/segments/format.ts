import { ByteReader } from '../../claim/byte-reader.ts'
import { MalformedEvidence } from '../../claim/errors.ts'
import { type Hash32, type Hex, toBytes, toHex } from '../../claim/hex.ts'

// Format: docs/formats/segment.md.

/** One block of a segment; `records` are the canonical bytes that the digest hashes. */
export interface SegmentBlock {
  readonly number: number
  readonly hash: Hash32
  readonly parentHash: Hash32
  /** Unix seconds. */
  readonly timestamp: number
  readonly header: Hex | null
  readonly records: Uint8Array
}

interface SegmentHead {
  readonly chainId: number
  readonly genesisHash: Hash32
  readonly sourceSetHash: Hash32
  readonly fromBlock: number
  readonly toBlock: number
  readonly digestBefore: Hash32
  readonly digestAfter: Hash32
}

export interface Segment extends SegmentHead {
  readonly blocks: readonly SegmentBlock[]
}

const MAGIC = Buffer.from('ASSAYSEG\x01', 'latin1')

/** The segment's bytes before compression. */
export function encodeSegment(segment: Segment): Buffer {
  return Buffer.concat([
    MAGIC,
    u64(segment.chainId),
    toBytes(segment.genesisHash),
    toBytes(segment.sourceSetHash),
    u64(segment.fromBlock),
    u64(segment.toBlock),
    toBytes(segment.digestBefore),
    toBytes(segment.digestAfter),
    u32(segment.blocks.length),
    ...segment.blocks.flatMap(encodeBlockParts),
  ])
}

/** One block as it stands in a segment. */
export function encodeSegmentBlock(block: SegmentBlock): Buffer {
  return Buffer.concat(encodeBlockParts(block))
}

/**
 * Reads a stranger's segment; nothing about it is believed beyond its form.
 * @throws MalformedEvidence `SEGMENT_INVALID`
 */
export function decodeSegment(bytes: Uint8Array): Segment {
  const reader = new ByteReader(bytes, invalid)
  if (!MAGIC.equals(reader.take(MAGIC.length)))
    throw invalid('it does not begin as a segment of version 1 does')
  const head = {
    chainId: reader.u64(),
    genesisHash: reader.hash(),
    sourceSetHash: reader.hash(),
    fromBlock: reader.u64(),
    toBlock: reader.u64(),
    digestBefore: reader.hash(),
    digestAfter: reader.hash(),
  }
  const count = reader.u32()
  const blocks: SegmentBlock[] = []
  for (let i = 0; i < count; i++) {
    const block = decodeBlock(reader)
    const last = blocks.at(-1)?.number ?? head.fromBlock - 1
    if (block.number <= last || block.number > head.toBlock)
      throw invalid(`block ${block.number} after ${last}, in a segment up to ${head.toBlock}`)
    blocks.push(block)
  }
  reader.end()
  return { ...head, blocks }
}

/** One block of {@link encodeSegmentBlock}. Errors as for {@link decodeSegment}. */
export function decodeSegmentBlock(bytes: Uint8Array): SegmentBlock {
  const reader = new ByteReader(bytes, invalid)
  const block = decodeBlock(reader)
  reader.end()
  return block
}

function decodeBlock(reader: ByteReader): SegmentBlock {
  const number = reader.u64()
  const [hash, parentHash] = [reader.hash(), reader.hash()]
  const timestamp = reader.u64()
  const header = reader.take(reader.u32())
  const records = reader.take(reader.u32())
  return { number, hash, parentHash, timestamp, header: header.length ? toHex(header) : null, records }
}

function encodeBlockParts({
  number,
  hash,
  parentHash,
  timestamp,
  header,
  records,
}: SegmentBlock): Uint8Array[] {
  const encoded = header === null ? new Uint8Array() : toBytes(header)
  return [
    u64(number),
    toBytes(hash),
    toBytes(parentHash),
    u64(timestamp),
    u32(encoded.length),
    encoded,
    u32(records.length),
    records,
  ]
}

function u32(value: number): Buffer {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(value)
  return out
}

function u64(value: number): Buffer {
  const out = Buffer.alloc(8)
  out.writeBigUInt64BE(BigInt(value))
  return out
}

export function invalid(message: string): MalformedEvidence {
  return new MalformedEvidence('SEGMENT_INVALID', `not a segment: ${message}`)
}
