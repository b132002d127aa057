import type { ColumnField } from '../model/model.ts'
import type { Sql } from './fragment.ts'

export type TextOperator = 'contains' | 'containsInsensitive' | 'startsWith' | 'endsWith'

/** Buckets of time that figures are added up in. */
export type Interval = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH'

/** How an engine says what filters and groups are made of. Everything else that is compiled is the same for all. */
export interface Dialect {
  /** Whether any entity can be joined, or found by its id: where rollups stand alone there is nothing to join. */
  readonly hasEntities: boolean
  /** Whether text is compared by the database's own rules, and not by its bytes. */
  readonly ordersText: boolean
  /** The rows of a view of the schema `api`. */
  rows(view: string): Sql
  /** A caller's value, to be compared with a column of this field. */
  value(field: ColumnField, value: unknown): Sql
  /** Whether a column of this field is one of the values. */
  isOneOf(column: Sql, field: ColumnField, values: readonly unknown[]): Sql
  isNoneOf(column: Sql, field: ColumnField, values: readonly unknown[]): Sql
  holds(operator: TextOperator, column: Sql, text: Sql): Sql
  /** The start of the bucket, in UTC, that a column of this field falls into. */
  startOf(interval: Interval, column: Sql, field: ColumnField): Sql
}

/** What a dialect has no words for: another engine is asked. */
export class Unspoken extends Error {}
