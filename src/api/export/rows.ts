import type { PoolClient } from '../../platform/database.ts'
import type { Batch } from './column.ts'
import type { ExportPieces } from './query.ts'

// Values as the database writes them: a 64-bit number is none of JavaScript's.
const AS_TEXT = { getTypeParser: () => (text: string | Buffer) => text }
// Characters that one batch may hold, and that one answer of the database should: rows may be of a few bytes or of a megabyte.
const BATCH = 16_000_000
const ANSWER = 2_000_000
const MOST_ROWS = 2000

/**
 * The rows in batches, read through cursors of the client's transaction: memory does not grow with the export. The first batch
 * comes even when there is no row: it tells the columns' types. `size` is the most rows of a batch; rows that are long make
 * shorter ones. `raw`: for Parquet, each value as the database has it.
 */
export async function* rowBatches(
  client: PoolClient,
  pieces: ExportPieces,
  { raw = false, size = MOST_ROWS } = {},
): AsyncGenerator<Batch> {
  const reader = new PieceReader(client, pieces, raw)
  let batch: unknown[][] = []
  let length = 0
  let step = 50
  for (let first = true; ; first = false) {
    const { rows, types } = await reader.fetch(Math.min(step, size - batch.length))
    if (!rows.length) {
      if (batch.length || first) yield { rows: batch, types }
      return
    }
    const read = rows.reduce((sum, row) => sum + lengthOf(row), 0)
    step = Math.min(MOST_ROWS, Math.max(1, Math.floor((ANSWER * rows.length) / (read + 1))))
    batch.push(...rows)
    length += read
    if (batch.length < size && length < BATCH) continue
    yield { rows: batch, types }
    batch = []
    length = 0
  }
}

/** Reads pieces one behind the other: how many rows come at once does not depend on where a piece ends. */
class PieceReader {
  readonly #client: PoolClient
  readonly #pieces: ExportPieces
  readonly #raw: boolean
  #isOpen = false
  #count = 0
  #types: readonly number[] = []

  constructor(client: PoolClient, pieces: ExportPieces, raw: boolean) {
    this.#client = client
    this.#pieces = pieces
    this.#raw = raw
  }

  /** The next `most` rows; fewer only at the end. */
  async fetch(most: number): Promise<{ rows: unknown[][]; types: readonly number[] }> {
    const rows: unknown[][] = []
    while (rows.length < most) {
      if (!this.#isOpen && !(await this.#open())) break
      const wanted = most - rows.length
      const found = await this.#client.query<unknown[]>({
        text: `fetch ${wanted} from export`,
        rowMode: 'array',
        ...(this.#raw ? { types: AS_TEXT } : {}),
      })
      this.#types = found.fields.map((field) => field.dataTypeID)
      this.#count += found.rows.length
      rows.push(...found.rows)
      if (found.rows.length === wanted) continue
      await this.#client.query('close export')
      this.#isOpen = false
    }
    return { rows, types: this.#types }
  }

  async #open(): Promise<boolean> {
    const next = await this.#pieces.next(this.#count)
    if (next.done) return false
    const { columns, rest, values } = next.value
    const list = columns.map((column) => (this.#raw ? column.raw : column.sql)).join(', ')
    const text = `declare export no scroll cursor for select ${list} ${rest}`
    await this.#client.query({ text, values: [...values] })
    this.#isOpen = true
    this.#count = 0
    return true
  }
}

function lengthOf(row: readonly unknown[]): number {
  return row.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 8), 0)
}
