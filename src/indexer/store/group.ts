import { nextDigest } from '../../claim/digest.ts'
import { Unavailable } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import { isMoment } from '../../claim/moment.ts'
import type { ProvenBlock } from '../../gateway/client.ts'
import type { Decode } from '../events/decode.ts'
import type { Place } from '../place.ts'
import type { SegmentBlock } from '../segments/format.ts'
import type { IndexedBlock, RawContent } from '../source/block.ts'
import { FactRows, type RequiredColumns } from './fact-rows.ts'
import { BinaryRows } from './rows.ts'

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

/** What turns the blocks of one chain into rows. */
export interface Encoding<R extends RawContent> {
  readonly place: Place
  readonly decode: Decode<R>
  /** The canonical bytes that segments keep and the digest hashes. */
  readonly encode: (raw: R) => Uint8Array
  readonly required: RequiredColumns
}

/** A group as who writes it sees it, whatever its blocks are made of. */
export type AnyGroup = Omit<Group, 'add'>

/** Blocks that will be committed together, already encoded. */
export class Group<R extends RawContent = ProvenBlock> {
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
  readonly #decode: Decode<R>
  readonly #encode: Encoding<R>['encode']

  constructor({ place, decode, encode, required }: Encoding<R>, base: number, digest: Hash32) {
    this.#place = place
    this.#decode = decode
    this.#encode = encode
    this.facts = new FactRows(place.network, place.chain, required)
    this.base = base
    this.digest = digest
    this.digestBefore = digest
  }

  get bytes(): number {
    return this.facts.bytes + this.journal.bytes + this.#rawBytes
  }

  /** @throws Unavailable `BLOCK_TIME` for a block whose time is none: every row of it would carry that time */
  add(blocks: readonly IndexedBlock<R>[], journalAll: boolean): void {
    for (const block of blocks) {
      assertTime(block.header)
      if (block.raw) {
        const records = this.#encode(block.raw)
        this.#decode(block.raw, this.facts)
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

  #note({ header, raw }: IndexedBlock<R>): void {
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

function assertTime({ height, timestamp }: IndexedBlock['header']): void {
  if (!isMoment(BigInt(timestamp)))
    throw new Unavailable(
      'BLOCK_TIME',
      `block ${height} states ${timestamp} seconds since 1970 as its time, which is not in the years 1 to 9999`,
    )
}
