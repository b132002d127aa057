import type { FieldNode } from 'graphql'
import { type ColumnField, type Entity, getColumnField, type Rollup } from '../model/model.ts'
import { measuresOf } from '../schema/aggregate.ts'
import { Columns } from './columns.ts'
import { type Compiler, pageSize } from './compile.ts'
import type { Dialect, Interval } from './dialect.ts'
import { join, raw, type Sql, sql, toQuery, whereClause } from './fragment.ts'
import type { Compiled } from './list.ts'
import { POSTGRES } from './postgres.ts'
import { Scope } from './scope.ts'
import { type Reader, type Row, toAmount } from './select.ts'
import { selectionUnder } from './selection.ts'
import { Statement } from './statement.ts'
import { TIME_FORMAT } from './time-text.ts'
import { sqlType } from './value.ts'
import { type Where, whereSql } from './where.ts'

const FIGURES = { sum: 'sum', min: 'min', max: 'max', avg: 'avg' } as const
type Figure = keyof typeof FIGURES

/** `xsAggregate` as it is asked for. */
export interface Aggregate {
  readonly compiler: Compiler
  readonly entity: Entity
  readonly rollup: Rollup
  readonly nodes: readonly FieldNode[]
  readonly args: Readonly<Record<string, unknown>>
}

/** Rows in groups: by the bucket, by what must never be added together, and by what is asked for. */
export interface Grouped {
  readonly scope: Scope
  readonly bucket: Sql | undefined
  readonly keys: readonly { readonly field: ColumnField; readonly column: Sql }[]
  readonly where: readonly Sql[]
}

/** What stands for the parts of a row of the answer. */
export interface GroupedRows {
  readonly count: () => Sql
  readonly bucket: Sql | undefined
  readonly key: (name: string) => Sql
  readonly figure: (figure: Figure, field: ColumnField) => Sql
}

/** The aggregate as one statement of Postgres, which computes the figures in exact decimals. */
export function compileAggregate(asked: Aggregate): Compiled {
  const { entity } = asked
  const grouped = groupRows(asked, POSTGRES)
  const { scope, bucket, keys, where } = grouped
  const columns = new Columns()
  const read = readRows(asked, columns, {
    count: () => sql`count(*)::integer`,
    bucket,
    key: (name) => scope.column(getColumnField(entity, name).column),
    figure: (figure, field) => sql`${raw(FIGURES[figure])}(${scope.column(field.column)})`,
  })
  const by = join(groupsOf(grouped), ', ')
  const { limit, offset } = pageOf(asked)
  const rows = sql`select ${columns.list()} ${scope.from()}${whereClause(where)}`
  return {
    ...toQuery(
      sql`${rows} group by ${by} order by ${orderOf(bucket, keys)} limit ${raw(limit)} offset ${raw(offset)}`,
    ),
    read,
  }
}

/** `source`: rows other than all of the entity's. @throws Unspoken where the dialect has no words for a filter */
export function groupRows(
  { compiler, entity, rollup, args }: Aggregate,
  dialect: Dialect,
  source?: Sql,
): Grouped {
  const scope = new Scope(compiler.model, new Statement(undefined, dialect), entity, source)
  const time = getColumnField(entity, rollup.time)
  const interval = args.interval as Interval | null | undefined
  const keys = [...rollup.apart, ...((args.by ?? []) as string[])].map((key) => {
    const field = getColumnField(entity, key)
    return { field, column: scope.column(field.column) }
  })
  const where = args.where ? whereSql(scope, args.where as Where) : undefined
  return {
    scope,
    bucket: interval ? dialect.startOf(interval, scope.column(time.column), time) : undefined,
    keys,
    where: where ? [where] : [],
  }
}

export function groupsOf({ bucket, keys }: Grouped): Sql[] {
  return [...(bucket ? [bucket] : []), ...keys.map(({ column }) => column)]
}

/** The order of an answer's rows. Text by its bytes, whatever the database sorts by: it is the same in every engine. */
export function orderOf(bucket: Sql | undefined, keys: Grouped['keys']): Sql {
  const ordered = keys.map(({ field, column }) =>
    sqlType(field).type === 'text' ? sql`${column} collate "C"` : column,
  )
  return join([...(bucket ? [bucket] : []), ...ordered], ', ')
}

export function pageOf({ args }: Aggregate): { readonly limit: number; readonly offset: number } {
  return { limit: pageSize(args.limit, ['limit']), offset: pageSize(args.offset ?? 0, ['offset'], 1_000_000) }
}

/** Adds to `columns` what is selected, and returns the reader of a row. */
export function readRows(asked: Aggregate, columns: Columns, rows: GroupedRows): Reader {
  const { compiler, entity, rollup, nodes, args } = asked
  const keys = [...rollup.apart, ...((args.by ?? []) as string[])]
  const parts: [string, Reader][] = []
  const shownKey = (key: string) => columns.add(sqlType(getColumnField(entity, key)).shown(rows.key(key)))
  for (const [, same] of selectionUnder(nodes, compiler.operation)) {
    const name = same[0]?.name.value ?? ''
    if (name === 'count') parts.push([name, at(columns.add(rows.count()))])
    else if (name === 'start')
      parts.push([
        name,
        rows.bucket ? at(columns.add(sql`to_char(${rows.bucket}, ${raw(TIME_FORMAT)})`)) : () => null,
      ])
    else if (keys.includes(name)) parts.push([name, at(shownKey(name))])
    else if (name in FIGURES)
      parts.push([
        name,
        readFigures({ ...asked, nodes: same }, columns, name as Figure, { ...rows, shownKey }),
      ])
  }
  return (row) => Object.fromEntries(parts.map(([name, read]) => [name, read(row)]))
}

function readFigures(
  { compiler, entity, rollup, nodes }: Aggregate,
  columns: Columns,
  figure: Figure,
  rows: GroupedRows & { readonly shownKey: (key: string) => number },
): Reader {
  const { tokens, operation } = compiler
  const selected = [...selectionUnder(nodes, operation).values()].map(([node]) => node?.name.value)
  const measures = measuresOf(entity, rollup).filter(({ name }) => selected.includes(name))
  const parts = measures.map((field): [string, Reader] => {
    if (field.kind !== 'amount' && field.kind !== 'scalar') throw new TypeError(`${field.name} is no figure`)
    const index = columns.add(sql`(${rows.figure(figure, field)})::text`)
    if (field.kind !== 'amount' || figure === 'avg') return [field.name, at(index)]
    const [network, chain, token] = ['network', 'chainId', 'token'].map(rows.shownKey)
    const tokenOf = (row: Row) =>
      tokens.token(String(row[network ?? 0]), Number(row[chain ?? 0]), String(row[token ?? 0]))
    return [field.name, (row) => toAmount(row[index], () => tokenOf(row))]
  })
  return (row) => Object.fromEntries(parts.map(([name, read]) => [name, read(row)]))
}

function at(index: number): Reader {
  return (row) => row[index]
}
