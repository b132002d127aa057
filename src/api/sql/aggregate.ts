import type { FieldNode } from 'graphql'
import { type Entity, getColumnField, type Rollup } from '../model/model.ts'
import { measuresOf } from '../schema/aggregate.ts'
import { Columns } from './columns.ts'
import { type Compiler, pageSize } from './compile.ts'
import { join, raw, type Sql, sql, toQuery, whereClause } from './fragment.ts'
import { type Compiled, open } from './list.ts'
import type { Scope } from './scope.ts'
import { type Reader, type Row, toAmount } from './select.ts'
import { selectionUnder } from './selection.ts'
import { TIME_FORMAT } from './time-text.ts'
import { sqlType } from './value.ts'
import { type Where, whereSql } from './where.ts'

const FIGURES = { sum: 'sum', min: 'min', max: 'max', avg: 'avg' } as const

/**
 * `xsAggregate(where, interval, by)` as one statement. Rows are grouped by the bucket, by what must never be added
 * together, and by what is asked for; the figures are computed by Postgres in exact decimals.
 */
export function compileAggregate(
  compiler: Compiler,
  entity: Entity,
  rollup: Rollup,
  nodes: readonly FieldNode[],
  args: Readonly<Record<string, unknown>>,
): Compiled {
  const { scope } = open(compiler, entity)
  const columns = new Columns()
  const bucket = bucketSql(scope, rollup, args.interval)
  const keys = [...rollup.apart, ...((args.by ?? []) as string[])]
  const grouped = keys.map((key) => scope.column(getColumnField(entity, key).column))
  const groups = [...(bucket ? [bucket] : []), ...grouped]
  const read = readers(compiler, entity, rollup, nodes, { scope, columns, bucket, keys })
  const where = args.where ? whereSql(scope, args.where as Where) : undefined
  const limit = pageSize(args.limit, ['limit'])
  const offset = pageSize(args.offset ?? 0, ['offset'], 1_000_000)
  const by = join(groups, ', ')
  const rows = sql`select ${columns.list()} ${scope.from()}${whereClause(where ? [where] : [])}`
  return {
    ...toQuery(sql`${rows} group by ${by} order by ${by} limit ${raw(limit)} offset ${raw(offset)}`),
    read,
  }
}

function bucketSql(scope: Scope, { time }: Rollup, interval: unknown): Sql | undefined {
  if (!interval) return undefined
  const field = getColumnField(scope.entity, time)
  const column = scope.column(field.column)
  const utc =
    field.kind === 'scalar' && field.scalar === 'Date'
      ? sql`${column}::timestamp`
      : sql`${column} at time zone 'UTC'`
  // The enum has these four values and no others.
  return sql`date_trunc('${raw(String(interval).toLowerCase())}', ${utc})`
}

interface Grouping {
  readonly scope: Scope
  readonly columns: Columns
  readonly bucket: Sql | undefined
  readonly keys: readonly string[]
}

function readers(
  compiler: Compiler,
  entity: Entity,
  rollup: Rollup,
  nodes: readonly FieldNode[],
  grouping: Grouping,
): Reader {
  const { scope, columns, bucket, keys } = grouping
  const parts: [string, Reader][] = []
  const shownKey = (key: string) => {
    const field = getColumnField(entity, key)
    return columns.add(sqlType(field).shown(scope.column(field.column)))
  }
  for (const [, [node]] of selectionUnder(nodes, compiler.operation)) {
    const name = node?.name.value ?? ''
    if (name === 'count') parts.push([name, at(columns.add(sql`count(*)::integer`))])
    else if (name === 'start')
      parts.push([name, bucket ? at(columns.add(sql`to_char(${bucket}, ${raw(TIME_FORMAT)})`)) : () => null])
    else if (keys.includes(name)) parts.push([name, at(shownKey(name))])
    else if (name in FIGURES)
      parts.push([
        name,
        figures(compiler, entity, rollup, name as keyof typeof FIGURES, { ...grouping, shownKey }),
      ])
  }
  return (row) => Object.fromEntries(parts.map(([name, read]) => [name, read(row)]))
}

function figures(
  { tokens }: Compiler,
  entity: Entity,
  rollup: Rollup,
  figure: keyof typeof FIGURES,
  { scope, columns, shownKey }: Grouping & { shownKey: (key: string) => number },
): Reader {
  const parts = measuresOf(entity, rollup).map((field): [string, Reader] => {
    if (field.kind !== 'amount' && field.kind !== 'scalar') throw new TypeError(`${field.name} is no figure`)
    const index = columns.add(sql`${raw(FIGURES[figure])}(${scope.column(field.column)})::text`)
    if (field.kind !== 'amount' || figure === 'avg') return [field.name, at(index)]
    const [network, chain, token] = ['network', 'chainId', 'token'].map(shownKey)
    const tokenOf = (row: Row) =>
      tokens.token(String(row[network ?? 0]), Number(row[chain ?? 0]), String(row[token ?? 0]))
    return [field.name, (row) => toAmount(row[index], () => tokenOf(row))]
  })
  return (row) => Object.fromEntries(parts.map(([name, read]) => [name, read(row)]))
}

function at(index: number): Reader {
  return (row) => row[index]
}
