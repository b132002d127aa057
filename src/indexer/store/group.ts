import { encodeBlockRecords, nextDigest } from '../../claim/digest.ts'
import type { Hash32 } from '../../claim/hex.ts'
import type { RawHeader } from '../../claim/raw.ts'
import type { ProvenBlock } from '../../gateway/client.ts'
import { decodeBlock } from '../events/decode.ts'
import type { EventTable } from '../events/table.ts'
import type { SegmentBlock } from '../segments/format.ts'
import { FactRows, type RequiredColumns } from './factRows.ts'
import { BinaryRows } from './rows.ts'
import type { Place } from './status.ts'

/** One step of the source: a block with what it holds of ours, or only the place the chain was read up to. */
export interface IndexedBlock {
  readonly header: {
    readonly height: number
    readonly hash: Hash32
    readonly parentHash: Hash32
    readonly timestamp: number
    /** What the absence of our logs, or their presence, rests on. */
    readonly proof: string
    readonly vouchedBy: string
  }
  /** Undefined: no log of ours in this block. */
  readonly raw: ProvenBlock | undefined
}

export const JOURNAL_COLUMNS = [
  'network',
  'chain_id',
  'number',
  'hash',
  'parent_hash',
  'block_time',
  'digest',
  'holds_data',
  'proof',
  'vouched_by',
]

/** Blocks that will be committed together, already encoded. */
export class Group {
  readonly facts: FactRows
  readonly journal = new BinaryRows()
  /** The raw data of the blocks that hold any, as segments keep it. */
  readonly raw: SegmentBlock[] = []
  /** Before the first block of the group. */
  readonly digestBefore: Hash32
  /** The block below the first one: everything stored above it gives way. */
  readonly base: number
  digest: Hash32
  last: IndexedBlock['header'] | undefined
  #rawBytes = 0
  readonly #place: Place
  readonly #table: EventTable

  constructor(place: Place, table: EventTable, required: RequiredColumns, base: number, digest: Hash32) {
    this.#place = place
    this.#table = table
    this.facts = new FactRows(place.network, place.chain, required)
    this.base = base
    this.digest = digest
    this.digestBefore = digest
  }

  get bytes(): number {
    return this.facts.bytes + this.journal.bytes + this.#rawBytes
  }

  add(blocks: readonly IndexedBlock[], journalAll: boolean): void {
    for (const block of blocks) {
      if (block.raw) {
        const records = encodeBlockRecords(block.raw)
        decodeBlock(block.raw, this.#table, this.facts)
        this.digest = nextDigest(this.digest, block.header.hash, records)
        const { number, hash, parentHash, timestamp, encoded: header } = block.raw.header
        this.raw.push({ number, hash, parentHash, timestamp, header, records })
        this.#rawBytes += records.length + (header?.length ?? 0)
      }
      // The last block of a step is kept as well: a rollback finds it, and the time there.
      if (block.raw || journalAll || block === blocks.at(-1)) this.#note(block)
      this.last = block.header
    }
  }

  #note({ header, raw }: IndexedBlock): void {
    const rows = this.journal
    rows.begin(JOURNAL_COLUMNS.length)
    rows.text(this.#place.network)
    rows.bigint(BigInt(this.#place.chain))
    rows.integer(header.height)
    rows.bytea(header.hash)
    rows.bytea(header.parentHash)
    rows.time(header.timestamp)
    rows.bytea(this.digest)
    rows.boolean(raw !== undefined)
    rows.text(raw?.proof ?? header.proof)
    rows.text(raw?.vouchedBy ?? header.vouchedBy)
  }
}

export function toHeader(header: RawHeader, proof: string, vouchedBy: string): IndexedBlock['header'] {
  const { number, hash, parentHash, timestamp } = header
  return { height: number, hash, parentHash, timestamp, proof, vouchedBy }
}
