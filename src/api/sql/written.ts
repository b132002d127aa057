import { type FieldNode, type GraphQLObjectType, isNonNullType } from 'graphql'
import type { Entity, Field, KeyPart, ListField } from '../model/model.ts'
import type { Compiler, ListArguments } from './compile.ts'
import { join, type Query, raw, type Sql, sql, toQuery, whereClause } from './fragment.ts'
import { idExpression } from './id.ts'
import { openPage } from './list.ts'
import { openNested } from './nested.ts'
import { orderBySql, orderTerms } from './order.ts'
import type { Scope } from './scope.ts'
import { type Selection, selectionUnder } from './selection.ts'
import { sqlType } from './value.ts'
import { whereSql } from './where.ts'

// Postgres' parser goes one step deeper for each piece that is joined to a text.
const MOST_FIELDS = 100

/**
 * `xs(where, orderBy, limit, offset)` of now as one statement that gives the JSON text of its rows, separated by commas (null: no
 * row), and how many rows hold a null where the schema has none, so that they have no text. Undefined where something is selected
 * that the database alone cannot tell: an amount's token, what a resolver works out.
 */
export function compileWritten(
  compiler: Compiler,
  entity: Entity,
  nodes: readonly FieldNode[],
  args: ListArguments,
): Query | undefined {
  const { where: filter, orderBy, limit, offset } = args
  const { scope, filtered } = openPage(compiler, entity, { where: filter, orderBy, most: limit + offset })
  const row = rowText(compiler, scope, selectionUnder(nodes, compiler.operation))
  if (!row) return undefined
  const where = filtered ? undefined : filter && whereSql(scope, filter)
  const order = orderBySql(orderTerms(scope, orderBy))
  const rows = sql`select ${row} as r ${scope.from()}${whereClause(where ? [where] : [])} ${order} limit ${raw(limit)} offset ${raw(offset)}`
  return toQuery(sql`select string_agg(s.r, ','), count(*) - count(s.r) from (${rows}) s`)
}

/** An object's JSON text; null where a field is null that may not be. Undefined as for {@link compileWritten}. */
function rowText(compiler: Compiler, scope: Scope, selection: Selection): Sql | undefined {
  if (selection.size > MOST_FIELDS) return undefined
  const type = compiler.schema.getType(scope.entity.name) as GraphQLObjectType
  const definitions = type.getFields()
  const pieces: Sql[] = []
  let before = '{'
  for (const [key, nodes] of selection) {
    const name = nodes[0]?.name.value ?? ''
    // Keys are names of GraphQL: letters, digits and underscores.
    const label = `${before}"${key}":`
    before = ','
    if (name === '__typename') {
      pieces.push(raw(`'${label}"${type.name}"'`))
      continue
    }
    const field = scope.entity.fields.get(name)
    const definition = definitions[name]
    if (!field || !definition) return undefined
    const isLeaf = field.kind !== 'link' && field.kind !== 'list'
    if (isLeaf && definition.resolve) return undefined
    const value = valueText(compiler, scope, { field, nodes, nullable: !isNonNullType(definition.type) })
    if (!value) return undefined
    pieces.push(sql`${raw(`'${label}'`)} || ${value}`)
  }
  return join([...pieces, raw(`'}'`)], ' || ')
}

interface Asked {
  readonly field: Field
  readonly nodes: readonly FieldNode[]
  readonly nullable: boolean
}

function valueText(compiler: Compiler, scope: Scope, { field, nodes, nullable }: Asked): Sql | undefined {
  if (field.kind === 'list') return listText(compiler, scope, field, nodes)
  if (field.kind === 'link') {
    const linked = scope.link(field)
    const text = rowText(compiler, linked, selectionUnder(nodes, compiler.operation))
    if (!text || !nullable) return text
    // A row that is there and has no text must not look like one that is not there.
    return sql`case when ${linked.column(field.to[0] ?? '')} is null then 'null' else ${text} end`
  }
  const text = leafText(scope, field)
  return text && nullable ? sql`coalesce(${text}, 'null')` : text
}

function leafText(scope: Scope, field: Field): Sql | undefined {
  if (field.kind === 'id') return idText(scope)
  if (field.kind !== 'scalar' && field.kind !== 'enum') return undefined
  const column = scope.column(field.column)
  switch (field.kind === 'enum' ? 'String' : field.scalar) {
    case 'Int':
    case 'ChainId':
    case 'Boolean':
      return sql`${column}::text`
    case 'ID':
    case 'String':
      return sql`to_json(${column})::text`
    case 'JSON':
      // A number that no double holds would be written otherwise than at every other door.
      return undefined
    default:
      return quoted(sqlType(field).shown(column))
  }
}

/** What needs no escape: digits, hexadecimal, times. */
const quoted = (text: Sql): Sql => sql`'"' || ${text} || '"'`

function idText({ entity, alias }: Scope): Sql {
  const id = idExpression(entity, alias)
  return entity.key.some(isFree) ? sql`to_json(${id})::text` : quoted(id)
}

/** Whether a part of an id may hold any text. Names of networks are letters, digits and dashes. */
function isFree({ kind, column }: KeyPart): boolean {
  return (kind === 'text' || kind === 'word') && column !== 'network'
}

function listText(
  compiler: Compiler,
  parent: Scope,
  field: ListField,
  nodes: readonly FieldNode[],
): Sql | undefined {
  const { scope, rows } = openNested(compiler, parent, field, nodes)
  const row = rowText(compiler, scope, selectionUnder(nodes, compiler.operation))
  if (!row) return undefined
  const text = sql`select case when count(*) = count(s.r) then '[' || coalesce(string_agg(s.r, ','), '') || ']' end from (${rows(row)}) s`
  return sql`(${text})`
}
