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
import { CLICKHOUSE, countOfLoads, rowsOfLoads } from './clickhouse.ts'
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
  type TimeColumn,
  timeOf,
} from './division.ts'
import { join, param, raw, type Sql, sql, toQuery, whereClause } from './fragment.ts'
import { POSTGRES } from './postgres.ts'

/** What each part says of a group besides its number of rows. */
interface Term {
  readonly figure: 'sum' | 'min' | 'max'
  readonly field: ColumnField
}

/** An aggregate as a question that ClickHouse may have a part in. */
export function askAggregate(asked: Aggregate): Question {
  return {
    view: asked.entity.view,
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
  const terms: Term[] = []
  let isCounted = false
  const place = (figure: Term['figure'], field: ColumnField) => {
    const known = terms.findIndex((term) => term.figure === figure && term.field.name === field.name)
    return known >= 0 ? known : terms.push({ figure, field }) - 1
  }
  const columns = new Columns()
  const keys = groupRows(asked, POSTGRES).keys.map(({ field }, n) => ({ field, column: raw(`u.k${n}`) }))
  const bucket = asked.args.interval ? raw('u.b') : undefined
  const read = readRows(asked, columns, {
    count() {
      isCounted = true
      return raw('sum(u.n)::integer')
    },
    bucket,
    key: (name) => keys.find(({ field }) => field.name === name)?.column ?? raw('null'),
    figure(figure, field) {
      isCounted ||= figure === 'avg'
      // As Postgres computes a mean: the exact sum by the number of rows.
      if (figure === 'avg') return raw(`sum(u.f${place('sum', field)}) / sum(u.n)`)
      return raw(`${figure}(u.f${place(figure, field)})`)
    },
  })
  const time = timeOf(getColumnField(entity, rollup.time))
  const { limit, offset } = pageOf(asked)
  const tail = tailSql(groupRows(asked, POSTGRES), terms, (scope) =>
    isNotHeld(scope, time, { divisions, fixed: held.fixed }),
  )
  const finished = finishedSql(countRows(asked, { terms, isCounted, held }), terms, divisions, { time, held })
  const groups = [...(bucket ? [bucket] : []), ...keys.map(({ column }) => column)]
  const merged = (rows: Sql) =>
    sql`select ${columns.list()} from (${tail} union all ${givenSql(keys, terms, rows)}) u group by ${join(groups, ', ')} order by ${orderOf(bucket, keys)} limit ${raw(limit)} offset ${raw(offset)}`
  return {
    finished: toQuery(sql`${finished} limit ${raw(limit + offset)}`, (n, type) => `{p${n}:${type}}`),
    withFinished: (rows) => ({ ...toQuery(merged(param(JSON.stringify(rows), 'jsonb'))), read }),
  }
}

/** The rows that Postgres alone has, in groups. */
function tailSql(grouped: Grouped, terms: readonly Term[], isOurs: (scope: Grouped['scope']) => Sql): Sql {
  const { scope, bucket, keys, where } = grouped
  const figures = terms.map(
    ({ figure, field }, n) => sql`${raw(figure)}(${scope.column(field.column)}::numeric) as ${raw(`f${n}`)}`,
  )
  const shown = [
    sql`${bucket ?? raw('null::timestamp')} as b`,
    ...keys.map(({ column: key }, n) => sql`${key} as ${raw(`k${n}`)}`),
    sql`count(*)::numeric as n`,
    ...figures,
  ]
  const conditions = [...where, isOurs(scope)]
  return sql`select ${join(shown, ', ')} ${scope.from()}${whereClause(conditions)} group by ${join(groupsOf(grouped), ', ')}`
}

/** Rows that ClickHouse holds, in groups, and how many there are in each. */
interface Counted extends Grouped {
  readonly count: Sql
}

/**
 * Where only sums are asked for they are added up from the rows of all loads as they stand. A view first brings together what several loads
 * have of one key, which is most of the work: whatever looks at single rows asks it.
 */
function countRows(
  asked: Aggregate,
  { terms, isCounted, held }: { terms: readonly Term[]; isCounted: boolean; held: Held },
): Counted {
  const keys = asked.entity.key.map(({ column }) => column)
  const { sums } = held
  if (sums && terms.every(({ figure, field }) => figure === 'sum' && sums.includes(field.column))) {
    const rows = groupRows(asked, CLICKHOUSE, rowsOfLoads(held))
    if ([...rows.scope.read].every((column) => keys.includes(column)))
      return { ...rows, count: isCounted ? countOfLoads(rows.scope, keys) : raw(`'0'`) }
  }
  return { ...groupRows(asked, CLICKHOUSE), count: raw('toString(count())') }
}

/** The same of the rows that ClickHouse holds, every value as text. */
function finishedSql(
  grouped: Counted,
  terms: readonly Term[],
  divisions: readonly Division[],
  { time, held }: { readonly time: TimeColumn; readonly held: Held },
): Sql {
  const { scope, bucket, keys, where, count } = grouped
  const shown = [
    bucket ?? raw(`''`),
    ...keys.map(({ field, column }) => sent(field, column)),
    count,
    ...terms.map(({ figure, field }) => sql`toString(${raw(figure)}(${scope.column(field.column)}))`),
  ]
  // In floating point a sum does not begin at zero again where it passes the end of 256 bits.
  const wide = terms.filter(
    ({ figure, field }) =>
      figure === 'sum' && (field.kind === 'amount' || (field.kind === 'scalar' && field.scalar === 'BigInt')),
  )
  const near = wide.map(({ field: { column } }) => sql`sum(abs(toFloat64(${scope.column(column)}))) > 5e76`)
  const guard = near.length ? sql` having throwIf(${join(near, ' or ')}, '${raw(held.overflow)}') = 0` : sql``
  const groups = join(groupsOf(grouped), ', ')
  const conditions = [...where, isHeld(scope, time, divisions)]
  assertColumns(scope.read, held)
  return sql`select ${join(shown, ', ')} ${scope.from()}${whereClause(conditions)} group by ${groups}${guard} order by ${groups}`
}

/** Rows of ClickHouse's part, as Postgres is given them. */
function givenSql(keys: Grouped['keys'], terms: readonly Term[], rows: Sql): Sql {
  const at = (index: number) => raw(`(e ->> ${index})`)
  const figures = terms.map((_, n) => sql`${at(keys.length + 2 + n)}::numeric`)
  const shown = [
    sql`nullif(${at(0)}, '')::timestamp`,
    ...keys.map(({ field }, n) => given(field, n + 1)),
    sql`${at(keys.length + 1)}::numeric`,
    ...figures,
  ]
  return sql`select ${join(shown, ', ')} ${givenRows(rows)}`
}
