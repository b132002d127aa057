import type { AggregateSource } from '../columnar/route.ts'
import type { Column } from './column.ts'

export type FormatName = 'csv' | 'jsonl' | 'parquet'

/** Media types of the formats. */
export const FORMATS: ReadonlyMap<string, { readonly name: FormatName; readonly type: string }> = new Map([
  ['csv', { name: 'csv', type: 'text/csv; charset=utf-8' }],
  ['jsonl', { name: 'jsonl', type: 'application/x-ndjson' }],
  ['parquet', { name: 'parquet', type: 'application/vnd.apache.parquet' }],
])

/** The blocks that an export is of, one per chain. */
export type BlockVector = readonly {
  readonly network: string
  readonly chainId: unknown
  readonly number: unknown
  readonly hash: string | null
  readonly digest: string
}[]

/** Something that can be exported, by the name in its address. */
export interface Subject {
  readonly name: string
  /** What the manifest calls it. */
  readonly entity: string
  readonly parameters: readonly string[]
  /** Says what an unknown parameter was meant for, where it can be told. */
  explain?(name: string): string | undefined
  /**
   * Checks what was asked, without the database.
   * @throws GraphQLError `BAD_USER_INPUT`, `FILTER_LIMIT`.
   */
  prepare(parameters: ReadonlyMap<string, string>): Prepared
}

export interface Prepared {
  readonly columns: readonly Column[]
  /** Begins to read for `caller`. When `signal` aborts, whatever waits for the database fails and its statement is ended. */
  open(format: FormatName, signal: AbortSignal, caller: string): Promise<Opened>
}

/** Who gave the rows of a chain's final blocks, and why Postgres where it did. */
export interface ExportSource extends AggregateSource {
  readonly network: string
  readonly chainId: number
}

export interface Opened {
  readonly blockVector: BlockVector
  /** Of each chain, once everything was read; absent: the API worked it out as it answers a question. */
  readonly sources?: () => readonly ExportSource[]
  readonly chunks: AsyncIterable<Buffer>
  /** Lets go of the database; `whole`: everything was read. */
  close(whole: boolean): Promise<void>
}
