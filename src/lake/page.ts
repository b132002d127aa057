import type { Encoding } from 'hyparquet'

/** Values of one column of a group of rows, as they stand in a file before they are compressed. */
export interface Page {
  readonly rows: number
  /** For each value, and for each null: how much of its path is there. */
  readonly definition: Uint8Array
  readonly mostDefined: number
  /** Of lists: whether each is a further one of its row's. */
  readonly repetition?: Uint8Array
  readonly nulls: number
  readonly encoding: Extract<
    Encoding,
    'PLAIN' | 'DELTA_BINARY_PACKED' | 'DELTA_LENGTH_BYTE_ARRAY' | 'RLE_DICTIONARY'
  >
  /** Of values that are not null. */
  readonly values: Uint8Array
  /** What the values are places in. */
  readonly dictionary?: { readonly size: number; readonly values: Uint8Array }
  readonly bounds?: Bounds | undefined
}

/** The least and the greatest of some values. */
export interface Bounds {
  readonly least: Uint8Array | bigint
  readonly greatest: Uint8Array | bigint
}

/** Collects the values of one column. */
export interface ColumnValues {
  /** A value: its content in the rows' canonical encoding. */
  add(bytes: Buffer, at: number, length: number): void
  addNull(): void
  /** What came since the last call; it holds until more comes. */
  end(): Page
}

/** Which rows of a column that is no list have a value. */
export class Defined {
  readonly #flags: Uint8Array
  rows = 0
  nulls = 0

  constructor(mostRows: number) {
    this.#flags = new Uint8Array(mostRows)
  }

  add(isThere: boolean): void {
    this.#flags[this.rows++] = isThere ? 1 : 0
    if (!isThere) this.nulls++
  }

  end(): Pick<Page, 'rows' | 'definition' | 'mostDefined' | 'nulls'> {
    const { rows, nulls } = this
    this.rows = 0
    this.nulls = 0
    return { rows, definition: this.#flags.subarray(0, rows), mostDefined: 1, nulls }
  }
}
