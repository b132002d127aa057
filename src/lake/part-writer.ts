import { hash } from 'node:crypto'
import { constants, zstdCompressSync } from 'node:zlib'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { LakeColumn, LakeRow, LakeValue } from './columns.ts'
import { type Leaf, listLeaves } from './part-columns.ts'
import { RowsHash } from './row-hashes.ts'

/** Rows of one group, and bytes of their encoding, after which it is written: what one group takes in memory is bounded by them. */
const GROUP_ROWS = 4096
const GROUP_BYTES = 8 << 20

/** A part's file with what the manifest says of it. */
export interface WrittenPart {
  readonly file: Uint8Array
  /** SHA-256 of the file. */
  readonly name: string
  readonly rows: number
  readonly rowsHash: string
  readonly fromBlock: number
  readonly toBlock: number
}

/** Collects rows into one part's file, in memory. */
export class PartWriter {
  readonly #writer = new ByteWriter()
  readonly #parquet: ParquetWriter
  readonly #leaves: readonly Leaf[]
  readonly #hash = new RowsHash()
  #cells: unknown[][]
  #group = { rows: 0, bytes: 0 }
  #blocks = { from: Number.POSITIVE_INFINITY, to: 0 }
  rows = 0
  /** Of the rows' canonical encoding. */
  bytes = 0

  constructor(kind: string, columns: readonly LakeColumn[]) {
    this.#leaves = listLeaves(columns)
    this.#cells = this.#leaves.map(() => [])
    const named = columns.map(({ name, type }) => [name, type])
    const schema = [
      { name: 'root', num_children: this.#leaves.length },
      ...this.#leaves.flatMap((leaf) => leaf.elements.map((element) => ({ ...element }))),
    ]
    this.#parquet = new ParquetWriter({
      writer: this.#writer,
      schema,
      codec: 'ZSTD',
      compressors: { ZSTD: compress },
      // A bound that is cut short finds no node.
      statisticsTruncateLength: 64,
      kvMetadata: [
        { key: 'assay.kind', value: kind },
        { key: 'assay.columns', value: JSON.stringify(named) },
      ],
      createdBy: 'assay',
    })
  }

  add(row: LakeRow, rowHash: Buffer, encodedBytes: number, block: number): void {
    for (let leaf = 0; leaf < this.#leaves.length; leaf++) {
      const { at, toCell } = this.#leaves[leaf] as Leaf
      const value = row[at] as LakeValue
      this.#cells[leaf]?.push(value === null ? undefined : toCell(value))
    }
    this.#hash.add(rowHash)
    this.#blocks = { from: Math.min(this.#blocks.from, block), to: Math.max(this.#blocks.to, block) }
    this.rows++
    this.bytes += encodedBytes
    this.#group.rows++
    this.#group.bytes += encodedBytes
    if (this.#group.rows >= GROUP_ROWS || this.#group.bytes >= GROUP_BYTES) this.#flush()
  }

  end(): WrittenPart {
    this.#flush()
    // Neither is a promise: the bytes go to memory.
    this.#parquet.finish()
    const file = this.#writer.getBytes()
    return {
      file,
      name: hash('sha256', file),
      rows: this.rows,
      rowsHash: this.#hash.end(),
      fromBlock: this.#blocks.from,
      toBlock: this.#blocks.to,
    }
  }

  #flush(): void {
    if (this.#group.rows === 0) return
    const columnData = this.#leaves.map(({ name, how }, leaf) => ({
      name,
      data: this.#cells[leaf] as unknown[],
      ...how,
    }))
    this.#parquet.write({ columnData, rowGroupSize: this.#group.rows })
    this.#cells = this.#leaves.map(() => [])
    this.#group = { rows: 0, bytes: 0 }
  }
}

function compress(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 } })
}
