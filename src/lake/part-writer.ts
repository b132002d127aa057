import { hash } from 'node:crypto'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { LakeColumn } from './columns.ts'
import { readDigits } from './digits.ts'
import type { EncodedRows } from './encoded-rows.ts'
import type { ColumnValues } from './page.ts'
import { type Leaf, listLeaves } from './part-columns.ts'
import { HASH_BYTES, RowsHash } from './row-hashes.ts'
import { writeChunk } from './write-chunk.ts'

/** Rows of one group, and bytes of their encoding, after which it is written: what one group takes in memory is bounded by them. */
const GROUP_ROWS = 8192
const GROUP_BYTES = 8 << 20

/** A part's file with what the manifest says of it. */
export interface WrittenPart {
  readonly file: Uint8Array<ArrayBuffer>
  /** SHA-256 of the file. */
  readonly name: string
  readonly rows: number
  readonly rowsHash: string
  readonly fromBlock: number
  readonly toBlock: number
}

/** Rows that were encoded, with the hash of each, one behind another. */
export interface HashedRows extends EncodedRows {
  readonly hashes: Uint8Array
}

/** A part ends with the row that reaches one of these. */
export interface PartLimits {
  readonly rows: number
  /** Of the rows' canonical encoding. */
  readonly bytes: number
}

/** What the collected rows of a group become in the file. */
interface OpenLeaf extends Leaf {
  readonly values: ColumnValues
}

/** Collects rows into one part's file, in memory. */
export class PartWriter {
  readonly #file = new ByteWriter(1 << 20)
  readonly #parquet: ParquetWriter
  /** The file's columns of each column of the rows. */
  readonly #leaves: readonly (readonly OpenLeaf[])[]
  /** Which column of the rows is the number of their block; −1: none. */
  readonly #block: number
  readonly #hash = new RowsHash()
  #group = { rows: 0, bytes: 0 }
  #blocks = { from: Number.POSITIVE_INFINITY, to: 0 }
  rows = 0
  /** Of the rows' canonical encoding. */
  bytes = 0

  constructor(kind: string, columns: readonly LakeColumn[]) {
    const leaves = listLeaves(columns).map((leaf) => ({ ...leaf, values: leaf.open(GROUP_ROWS) }))
    this.#leaves = columns.map((_, at) => leaves.filter((leaf) => leaf.at === at))
    this.#block = columns.findIndex(({ name }) => name === 'block_number')
    const named = columns.map(({ name, type }) => [name, type])
    this.#parquet = new ParquetWriter({
      writer: this.#file,
      schema: [{ name: 'root', num_children: leaves.length }, ...leaves.flatMap(({ elements }) => elements)],
      codec: 'ZSTD',
      // Values are compressed with the columns.
      compressors: { ZSTD: (bytes) => bytes },
      // A bound that is cut short finds no node.
      statisticsTruncateLength: 64,
      kvMetadata: [
        { key: 'assay.kind', value: kind },
        { key: 'assay.columns', value: JSON.stringify(named) },
      ],
      createdBy: 'assay',
    })
  }

  /** Adds rows from the one at `row` on, until the part reaches a limit. Returns how many. */
  add(rows: HashedRows, row: number, limits: PartLimits): number {
    const { bytes, ends, hashes } = rows
    let next = row
    let start = ends[row - 1] ?? 0
    while (next < ends.length && this.rows < limits.rows && this.bytes < limits.bytes) {
      const end = ends[next] as number
      this.#addRow(bytes, start)
      this.rows++
      this.bytes += end - start
      this.#group.rows++
      this.#group.bytes += end - start
      if (this.#group.rows >= GROUP_ROWS || this.#group.bytes >= GROUP_BYTES) this.#writeGroup()
      start = end
      next++
    }
    this.#hash.add(hashes.subarray(HASH_BYTES * row, HASH_BYTES * next))
    return next - row
  }

  end(): WrittenPart {
    this.#writeGroup()
    // No promise: the bytes go to memory.
    this.#parquet.finish()
    const file = this.#file.getBytes()
    return {
      file,
      name: hash('sha256', file),
      rows: this.rows,
      rowsHash: this.#hash.end(),
      fromBlock: this.#block < 0 ? 0 : this.#blocks.from,
      toBlock: this.#blocks.to,
    }
  }

  #addRow(bytes: Buffer, start: number): void {
    let at = start
    for (let column = 0; column < this.#leaves.length; column++) {
      const leaves = this.#leaves[column] as readonly OpenLeaf[]
      if (bytes[at++] === 0) {
        for (const { values } of leaves) values.addNull()
        continue
      }
      const length = bytes.readUInt32BE(at)
      at += 4
      for (const { values } of leaves) values.add(bytes, at, length)
      if (column === this.#block) this.#addBlock(readDigits(bytes, at, length))
      at += length
    }
  }

  #addBlock(block: number): void {
    const { from, to } = this.#blocks
    if (block < from || block > to) this.#blocks = { from: Math.min(from, block), to: Math.max(to, block) }
  }

  #writeGroup(): void {
    const { rows } = this.#group
    if (rows === 0) return
    const start = this.#file.offset
    const columns = this.#leaves.flat().map((leaf) => writeChunk(this.#file, leaf, leaf.values.end()))
    this.#parquet.row_groups.push({
      columns,
      num_rows: BigInt(rows),
      total_byte_size: columns.reduce(
        (sum, each) => sum + (each.meta_data?.total_uncompressed_size ?? 0n),
        0n,
      ),
      total_compressed_size: BigInt(this.#file.offset - start),
    })
    this.#parquet.num_rows += BigInt(rows)
    this.#group = { rows: 0, bytes: 0 }
  }
}
