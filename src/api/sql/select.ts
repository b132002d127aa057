import type { FieldNode } from 'graphql'
import { type AmountField, type Field, getColumnField, getField, type ListField } from '../model/model.ts'
import { Columns } from './columns.ts'
import type { Compiler } from './compile.ts'
import { type Sql, sql } from './fragment.ts'
import { idExpression } from './id.ts'
import { suffixSql } from './moment.ts'
import { openNested } from './nested.ts'
import { columnOf, type Scope } from './scope.ts'
import { type Selection, selectionUnder } from './selection.ts'
import { sqlType } from './value.ts'

export type Row = readonly unknown[]
/** Takes one value of the answer out of a row. */
export type Reader = (row: Row) => unknown

/** Under which property of its parent a link or list waits for its resolver: by the key in the answer, since aliases differ. */
export function slot(key: string): string {
  return `:${key}`
}

/**
 * Adds to `columns` what the selection needs of the scope's entity, and returns the reader that makes the object of it.
 * Links are joined, lists are sub-selects that give JSON: the whole tree is one statement.
 */
export function selectObject(
  compiler: Compiler,
  scope: Scope,
  selection: Selection,
  columns: Columns,
): Reader {
  const names: string[] = []
  const readers: Reader[] = []
  for (const [key, nodes] of selection) {
    const name = nodes[0]?.name.value ?? ''
    if (name.startsWith('__')) continue
    const asked = { field: getField(scope.entity, name), key, nodes }
    for (const [property, reader] of fieldReaders(compiler, scope, asked, columns)) {
      names.push(property)
      readers.push(reader)
    }
  }
  return (row) => {
    const object: Record<string, unknown> = {}
    for (let at = 0; at < names.length; at++) object[names[at] as string] = (readers[at] as Reader)(row)
    return object
  }
}

interface AskedField {
  readonly field: Field
  /** Its name in the answer. */
  readonly key: string
  readonly nodes: readonly FieldNode[]
}

function fieldReaders(
  compiler: Compiler,
  scope: Scope,
  { field, key, nodes }: AskedField,
  columns: Columns,
): [string, Reader][] {
  switch (field.kind) {
    case 'id':
      return [[field.name, at(columns.add(shownId(scope)))]]
    case 'scalar':
    case 'enum':
      return [[field.name, at(columns.add(sqlType(field).shown(scope.column(field.column))))]]
    case 'amount':
      return [[field.name, amountReader(compiler, scope, field, columns)]]
    case 'computed':
      return field.needs.map((need) => {
        const needed = getColumnField(scope.entity, need)
        return [need, at(columns.add(sqlType(needed).shown(scope.column(needed.column))))]
      })
    case 'link': {
      const linked = scope.link(field)
      const presence = columns.add(sql`${linked.column(field.to[0] ?? '')} is not null`)
      const read = selectObject(compiler, linked, selectionUnder(nodes, compiler.operation), columns)
      return [[slot(key), (row) => (row[presence] ? read(row) : null)]]
    }
    case 'list':
      return [[slot(key), listReader(compiler, scope, field, nodes, columns)]]
  }
}

function shownId({ entity, alias, statement }: Scope): Sql {
  const [first] = entity.key
  return sql`${idExpression(entity, alias)}${suffixSql(statement, columnOf(alias, first?.column ?? ''))}`
}

function at(index: number): Reader {
  return (row) => row[index]
}

function amountReader({ tokens }: Compiler, scope: Scope, field: AmountField, columns: Columns): Reader {
  const value = columns.add(sql`${scope.column(field.column)}::text`)
  const network = columns.add(scope.column('network'))
  const chain = columns.add(scope.column('chain_id'))
  const address = columns.add(sql`'0x' || encode(${scope.column(field.tokenColumn)}, 'hex')`)
  return (row) =>
    toAmount(row[value], () =>
      row[address] === null
        ? null
        : tokens.token(String(row[network]), Number(row[chain]), String(row[address])),
    )
}

/** The answer's `Amount`. No value in the source: null and why, never a zero. */
export function toAmount(value: unknown, token: () => unknown): unknown {
  return { value, token: token(), reason: value === null ? 'NOT_STATED' : null }
}

function listReader(
  compiler: Compiler,
  parent: Scope,
  field: ListField,
  nodes: readonly FieldNode[],
  columns: Columns,
): Reader {
  const { scope, rows } = openNested(compiler, parent, field, nodes)
  const inner = new Columns()
  const read = selectObject(compiler, scope, selectionUnder(nodes, compiler.operation), inner)
  const index = columns.add(
    sql`(select coalesce(json_agg(r), '[]'::json) from (${rows(inner.jsonArray())}) s)`,
  )
  return (row) => (row[index] as Row[]).map(read)
}
