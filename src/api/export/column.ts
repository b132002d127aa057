/**
 * What the values of a column are, whatever the format:
 * `text` may hold what a spreadsheet takes for a formula, `safe` text cannot; `integer` fits 64 bits; `number` is a whole number
 * of any size and `decimal` one with a point, both as decimal text; `time` and `date` are as the API writes them; `list` is a list
 * of texts; `json` is any JSON value.
 */
export type Kind =
  | 'text'
  | 'safe'
  | 'integer'
  | 'boolean'
  | 'time'
  | 'date'
  | 'number'
  | 'decimal'
  | 'list'
  | 'json'

export interface Column {
  readonly name: string
  readonly kind: Kind
}

/** A column of a statement. */
export interface SqlColumn extends Column {
  /** The value as the API shows it. */
  readonly sql: string
  /** The value as Parquet takes it: moments in microseconds, days in days since 1970, numbers as they are. */
  readonly raw: string
}

/** Rows as the database's wire or the API's answers have them, in the order of the columns. */
export interface Batch {
  readonly rows: readonly (readonly unknown[])[]
  /** Postgres' type of each column, where the rows are the database's. */
  readonly types?: readonly number[]
}
