import { type ColumnField, getColumnField } from '../model/model.ts'
import {
  type Aggregate,
  compileAggregate,
  type Grouped,
  groupRows,
  groupsOf,
  orderOf,
  pageOf,
  readRows,
} from './aggregate.ts'
import { CLICKHOUSE } from './clickhouse.ts'
import { Columns } from './columns.ts'
import {
  assertColumns,
  type Division,
  given,
  givenRows,
  type Held,
  isHeld,
  isNotHeld,
  type Parts,
  type Question,
  sent,
} from './division.ts'
import { join, param, raw, type Sql, sql, toQuery, whereClause } from './fragment.ts'
import { POSTGRES } from './postgres.ts'

/** An aggregate as a question that ClickHouse may have a part in. */
export function askAggregate(asked: Aggregate): Question {
  return {
    entity: asked.entity,
    whole: () => compileAggregate(asked),
    parts: (divisions, held) => compileParts(asked, divisions, held),
  }
}

/**
 * The aggregate, divided by days: rows of a rollup are of one hour or day, so each is on one side. ClickHouse adds up its side by
 * group, Postgres its own, and then both: what is said of a group is computed in exact decimals, as where Postgres has all rows.
 * @throws Unspoken where ClickHouse has no words for it, or not the columns
 */
function compileParts(asked: Aggregate, divisions: readonly Division[], held: Held): Parts {
  const { entity, rollup } = asked
  const fields: ColumnField[] = []
  const place = (field: ColumnField) => {
    const known = fields.findIndex(({ name }) => name === field.name)
    return known >= 0 ? known : fields.push(field) - 1
  }
  const columns = new Columns()
  const keys = groupRows(asked, POSTGRES).keys.map(({ field }, n) => ({ field, column: raw(`u.k${n}`) }))
  const bucket = asked.args.interval ? raw('u.b') : undefined
  const read = readRows(asked, columns, {
    count: raw('sum(u.n)::integer'),
    bucket,
    key: (name) => keys.find(({ field }) => field.name === name)?.column ?? raw('null'),
    figure(figure, field) {
      const n = place(field)
      // As Postgres computes a mean: the exact sum by the number of rows.
      if (figure === 'avg') return raw(`sum(u.s${n}) / sum(u.n)`)
      return figure === 'sum' ? raw(`sum(u.s${n})`) : raw(`${figure}(u.${figure}${n})`)
    },
  })
  const time = getColumnField(entity, rollup.time)
  const { limit, offset } = pageOf(asked)
  const tail = tailSql(groupRows(asked, POSTGRES), fields, (scope) =>
    isNotHeld(scope, time, { divisions, fixed: held.fixed }),
  )
  const finished = finishedSql(groupRows(asked, CLICKHOUSE), fields, divisions, { time, held })
  const groups = [...(bucket ? [bucket] : []), ...keys.map(({ column }) => column)]
  const merged = (rows: Sql) =>
    sql`select ${columns.list()} from (${tail} union all ${givenSql(keys, fields, rows)}) u group by ${join(groups, ', ')} order by ${orderOf(bucket, keys)} limit ${raw(limit)} offset ${raw(offset)}`
  return {
    finished: toQuery(sql`${finished} limit ${raw(limit + offset)}`, (n, type) => `{p${n}:${type}}`),
    withFinished: (rows) => ({ ...toQuery(merged(param(JSON.stringify(rows), 'jsonb'))), read }),
  }
}

/** The rows that Postgres alone has, in groups. */
function tailSql(
  grouped: Grouped,
  fields: readonly ColumnField[],
  isOurs: (scope: Grouped['scope']) => Sql,
): Sql {
  const { scope, bucket, keys, where } = grouped
  const figures = fields.flatMap((field, n) => {
    const value = sql`${scope.column(field.column)}::numeric`
    return [
      sql`sum(${value}) as ${raw(`s${n}`)}`,
      sql`min(${value}) as ${raw(`min${n}`)}`,
      sql`max(${value}) as ${raw(`max${n}`)}`,
    ]
  })
  const shown = [
    sql`${bucket ?? raw('null::timestamp')} as b`,
    ...keys.map(({ column: key }, n) => sql`${key} as ${raw(`k${n}`)}`),
    sql`count(*)::numeric as n`,
    ...figures,
  ]
  const conditions = [...where, isOurs(scope)]
  return sql`select ${join(shown, ', ')} ${scope.from()}${whereClause(conditions)} group by ${join(groupsOf(grouped), ', ')}`
}

/** The same of the rows that ClickHouse holds, every value as text. */
function finishedSql(
  grouped: Grouped,
  fields: readonly ColumnField[],
  divisions: readonly Division[],
  { time, held }: { readonly time: ColumnField; readonly held: Held },
): Sql {
  const { scope, bucket, keys, where } = grouped
  const shown = [
    bucket ?? raw(`''`),
    ...keys.map(({ field, column }) => sent(field, column)),
    raw('toString(count())'),
    ...fields.flatMap(({ column }) =>
      ['sum', 'min', 'max'].map((figure) => sql`toString(${raw(figure)}(${scope.column(column)}))`),
    ),
  ]
  // In floating point a sum does not begin at zero again where it passes the end of 256 bits.
  const wide = fields.filter(
    (field) => field.kind === 'amount' || (field.kind === 'scalar' && field.scalar === 'BigInt'),
  )
  const near = wide.map(({ column }) => sql`sum(abs(toFloat64(${scope.column(column)}))) > 5e76`)
  const guard = near.length ? sql` having throwIf(${join(near, ' or ')}, '${raw(held.overflow)}') = 0` : sql``
  const groups = join(groupsOf(grouped), ', ')
  const conditions = [...where, isHeld(scope, time, divisions)]
  assertColumns(scope.read, held)
  return sql`select ${join(shown, ', ')} ${scope.from()}${whereClause(conditions)} group by ${groups}${guard} order by ${groups}`
}

/** Rows of ClickHouse's part, as Postgres is given them. */
function givenSql(keys: Grouped['keys'], fields: readonly ColumnField[], rows: Sql): Sql {
  const at = (index: number) => raw(`(e ->> ${index})`)
  const figures = fields.flatMap((_, n) =>
    [0, 1, 2].map((which) => sql`${at(keys.length + 2 + 3 * n + which)}::numeric`),
  )
  const shown = [
    sql`nullif(${at(0)}, '')::timestamp`,
    ...keys.map(({ field }, n) => given(field, n + 1)),
    sql`${at(keys.length + 1)}::numeric`,
    ...figures,
  ]
  return sql`select ${join(shown, ', ')} ${givenRows(rows)}`
}
