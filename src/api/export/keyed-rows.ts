import type { PoolClient } from '../../platform/database.ts'
import type { ColumnField, Entity } from '../model/model.ts'
import { join, raw, type Sql, sql, toQuery, whereClause } from '../sql/fragment.ts'
import { orderBySql, orderTerms } from '../sql/order.ts'
import { Scope } from '../sql/scope.ts'
import { Statement } from '../sql/statement.ts'
import { sqlType } from '../sql/value.ts'
import { whereSql } from '../sql/where.ts'
import { type AskedRows, exportQuery, type QueryParts } from './query.ts'

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

const LOT = 1000

/** Postgres' rows of an export for which conditions hold, in the order of their key, read through a cursor of the client's transaction. */
export async function* tailRows(
  client: PoolClient,
  parts: QueryParts,
  asked: AskedRows,
  conditions: (scope: Scope) => readonly Sql[],
): AsyncGenerator<readonly KeyedRow[], void> {
  const { entity, filter } = asked
  const names = [
    ...new Set([...entity.key.map(({ column }) => column), ...exportQuery(parts, asked, {}).read]),
  ]
  const scope = new Scope(parts.model, new Statement(), entity)
  const where = filter ? whereSql(scope, filter) : undefined
  const holds = whereClause([...(where ? [where] : []), ...conditions(scope)])
  const values = names.map((name) => sql`'${raw(name)}', ${scope.column(name)}`)
  const keys = entity.key.slice(2).map(({ column, kind }) => keyText(scope.column(column), kind))
  const order = orderBySql(orderTerms(scope, []))
  const { text, values: given } = toQuery(
    sql`declare own_rows no scroll cursor for select json_build_object(${join(values, ', ')})::text, ${join(keys, ', ')} ${scope.from()}${holds} ${order}`,
  )
  await client.query({ text, values: [...given] })
  // After a fault the transaction takes no statement, and what it is says more than a second one.
  let isSound = false
  const fetch = async () => {
    isSound = false
    const { rows } = await client.query<string[]>({ text: `fetch ${LOT} from own_rows`, rowMode: 'array' })
    isSound = true
    return rows
  }
  try {
    for (let rows = await fetch(); rows.length; rows = await fetch())
      yield rows.map(([json = '', ...key]) => ({ json, key }))
  } finally {
    if (isSound) await client.query('close own_rows')
  }
}

function keyText(column: Sql, kind: string): Sql {
  if (kind === 'bytes') return sql`'\\x' || encode(${column}, 'hex')`
  if (kind === 'date') return sql`to_char(${column}, 'YYYY-MM-DD')`
  if (kind === 'time') return sql`((extract(epoch from ${column}) * 1000000)::bigint)::text`
  return sql`${column}::text`
}

/** Rows of two sources, each in the order of its keys, in the order of both. A row of one stands in no place of the other. */
export async function* mergeRows(
  one: AsyncIterable<readonly KeyedRow[]>,
  other: AsyncIterable<readonly KeyedRow[]>,
  entity: Entity,
): AsyncGenerator<readonly KeyedRow[]> {
  const kinds = entity.key.slice(2).map(({ kind }) => kind)
  const [left, right] = [new Lots(one), new Lots(other)]
  while ((await left.fill()) && (await right.fill())) {
    const batch: KeyedRow[] = []
    // Until one of them has to be asked again.
    while (left.first && right.first)
      batch.push(isBefore(left.first.key, right.first.key, kinds) ? left.take() : right.take())
    yield batch
  }
  for (const rest of [left, right]) while (await rest.fill()) yield rest.takeAll()
}

/** The rows of a source that were read and not yet taken. */
class Lots {
  readonly #source: AsyncIterator<readonly KeyedRow[]>
  #lot: readonly KeyedRow[] = []
  #at = 0

  constructor(source: AsyncIterable<readonly KeyedRow[]>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  get first(): KeyedRow | undefined {
    return this.#lot[this.#at]
  }

  /** Reads more where none is left; false at the end. */
  async fill(): Promise<boolean> {
    while (!this.first) {
      const next = await this.#source.next()
      if (next.done) return false
      this.#lot = next.value
      this.#at = 0
    }
    return true
  }

  take(): KeyedRow {
    return this.#lot[this.#at++] as KeyedRow
  }

  takeAll(): readonly KeyedRow[] {
    const rest = this.#lot.slice(this.#at)
    this.#at = this.#lot.length
    return rest
  }
}

function isBefore(one: readonly string[], other: readonly string[], kinds: readonly string[]): boolean {
  const at = one.findIndex((text, n) => text !== other[n])
  const [a = '', b = ''] = [one[at], other[at]]
  return ['int', 'phase', 'time'].includes(kinds[at] ?? '') ? BigInt(a) < BigInt(b) : a < b
}
