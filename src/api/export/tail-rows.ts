import type { PoolClient } from '../../platform/database.ts'
import { join, raw, type Sql, sql, toQuery, whereClause } from '../sql/fragment.ts'
import { orderBySql, orderTerms } from '../sql/order.ts'
import { Scope } from '../sql/scope.ts'
import { Statement } from '../sql/statement.ts'
import { whereSql } from '../sql/where.ts'
import type { KeyedRow } from './keyed-row.ts'
import { type AskedRows, exportQuery, type QueryParts } from './query.ts'

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
