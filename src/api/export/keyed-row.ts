import type { ColumnField, Entity } from '../model/model.ts'
import { sqlType } from '../sql/value.ts'

/** A row of a view as Postgres takes it back, and its key without network and chain. */
export interface KeyedRow {
  /** A JSON object by column: each value as text that Postgres reads, or null. */
  readonly json: string
  /** Bytes as hexadecimal, times as microseconds. */
  readonly key: readonly string[]
}

/** A row as ClickHouse sends it. */
export function keyedRow(
  entity: Entity,
  fields: readonly ColumnField[],
  row: readonly (string | null)[],
): KeyedRow {
  const of = (name: string) => row[fields.findIndex(({ column }) => column === name)] ?? ''
  const values = fields.map((field, at) => {
    const text = row[at] ?? null
    const isTime = text !== null && sqlType(field).type === 'timestamptz'
    return [field.column, isTime ? toMoment(text) : text]
  })
  return {
    json: JSON.stringify(Object.fromEntries(values)),
    key: entity.key.slice(2).map(({ column }) => of(column)),
  }
}

/** Microseconds since 1970, of the years 1 to 9999, as Postgres reads a moment. */
function toMoment(text: string): string {
  const microseconds = BigInt(text)
  const rest = ((microseconds % 1000n) + 1000n) % 1000n
  const whole = new Date(Number((microseconds - rest) / 1000n)).toISOString()
  return `${whole.slice(0, -1)}${String(rest).padStart(3, '0')}Z`
}
