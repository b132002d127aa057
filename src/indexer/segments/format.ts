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
  const reader = new SegmentReader(bytes)
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
  const reader = new SegmentReader(bytes)
  const block = decodeBlock(reader)
  reader.end()
  return block
}

function decodeBlock(reader: SegmentReader): SegmentBlock {
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

class SegmentReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  take(length: number): Buffer {
    if (length > this.#bytes.length - this.#at)
      throw invalid(`${length} bytes wanted at ${this.#at}, it ends before`)
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  u32(): number {
    return this.take(4).readUInt32BE()
  }

  u64(): number {
    const value = this.take(8).readBigUInt64BE()
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw invalid(`${value} is no block number, time or chain id`)
    return Number(value)
  }

  hash(): Hash32 {
    return toHex(this.take(32)) as Hash32
  }

  end(): void {
    if (this.#at < this.#bytes.length) throw invalid(`${this.#bytes.length - this.#at} bytes are left over`)
  }
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
