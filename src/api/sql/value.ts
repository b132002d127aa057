import type { ColumnField, KeyKind, ScalarName } from '../model/model.ts'
import { raw, type Sql, sql } from './fragment.ts'
import { TIME_FORMAT } from './time-text.ts'

interface SqlType {
  /** Type of a parameter. */
  readonly type: string
  /** The column as the API shows it. */
  readonly shown: (column: Sql) => Sql
  /** GraphQL's value as a parameter. */
  readonly toParam: (value: unknown) => unknown
}

const same = <T>(value: T): T => value
const plain = (type: string): SqlType => ({ type, shown: same, toParam: same })

const SCALAR: Record<ScalarName, SqlType> = {
  ID: plain('text'),
  String: plain('text'),
  Int: plain('bigint'),
  ChainId: plain('bigint'),
  Boolean: plain('boolean'),
  BigInt: { type: 'numeric', shown: (column) => sql`${column}::text`, toParam: same },
  Bytes: {
    type: 'bytea',
    shown: (column) => sql`'0x' || encode(${column}, 'hex')`,
    toParam: (value) => Buffer.from(String(value).slice(2), 'hex'),
  },
  DateTime: {
    type: 'timestamptz',
    shown: (column) => sql`to_char(${column} at time zone 'UTC', ${raw(TIME_FORMAT)})`,
    toParam: same,
  },
  Date: { type: 'date', shown: (column) => sql`to_char(${column}, 'YYYY-MM-DD')`, toParam: same },
  JSON: plain('jsonb'),
}

/** How the column of a field is typed, shown and compared. */
export function sqlType(field: ColumnField): SqlType {
  if (field.kind === 'amount') return SCALAR.BigInt
  return field.kind === 'enum' ? SCALAR.String : SCALAR[field.scalar]
}

const KEY_SCALAR: Record<KeyKind, ScalarName> = {
  text: 'String',
  word: 'String',
  int: 'Int',
  bytes: 'Bytes',
  date: 'Date',
  time: 'DateTime',
  moment: 'DateTime',
  phase: 'Int',
  leaf: 'Int',
}

/** As {@link sqlType}, for a column of an id. */
export function sqlTypeOfKey(kind: KeyKind): SqlType {
  return SCALAR[KEY_SCALAR[kind]]
}
