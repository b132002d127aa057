import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql'
import type { Entity, Field, KeyKind, KeyPart, Model, Rollup, ScalarName } from './model.ts'

const SCALARS = new Set([
  'ID',
  'String',
  'Int',
  'ChainId',
  'Boolean',
  'BigInt',
  'Bytes',
  'DateTime',
  'Date',
  'JSON',
])

type Directives = ReadonlyMap<string, Record<string, unknown>>

/**
 * Reads the entities of a schema document (interfaces already spread: {@link spreadInterfaces}).
 * @throws on a mistake in it
 */
export function readModel(document: DocumentNode): Model {
  const enums = new Set(
    document.definitions.flatMap((each) =>
      each.kind === Kind.ENUM_TYPE_DEFINITION ? [each.name.value] : [],
    ),
  )
  const types = document.definitions.filter((each) => each.kind === Kind.OBJECT_TYPE_DEFINITION)
  const keys = new Map(types.flatMap((type) => readKey(type)))
  const entities = types.flatMap((type) => (keys.has(type.name.value) ? [readEntity(type, keys, enums)] : []))
  return { entities: new Map(entities.map((each) => [each.name, each])) }
}

function readKey(type: ObjectTypeDefinitionNode): [string, KeyPart[]][] {
  const directive = directivesOf(type).get('entity')
  if (!directive) return []
  const parts = strings(directive.key).map((text) => {
    const [column = '', kind = 'text'] = text.split(':')
    return { column, kind: kind as KeyKind }
  })
  return [[type.name.value, parts]]
}

function readEntity(
  type: ObjectTypeDefinitionNode,
  keys: ReadonlyMap<string, readonly KeyPart[]>,
  enums: ReadonlySet<string>,
): Entity {
  const name = type.name.value
  const directives = directivesOf(type)
  const entity = directives.get('entity') ?? {}
  const fields = (type.fields ?? []).map((field) => readField(field, keys, enums))
  return {
    name,
    view: String(entity.view),
    parts: strings(entity.parts),
    counters: strings(entity.counters),
    plural: String(entity.plural),
    singular: name.charAt(0).toLowerCase() + name.slice(1),
    key: keys.get(name) ?? [],
    fields: new Map(fields.map((field) => [field.name, field])),
    asOf: entity.asOf === true,
    rollup: readRollup(directives.get('rollup')),
  }
}

function readRollup(directive: Record<string, unknown> | undefined): Rollup | undefined {
  if (!directive) return undefined
  return {
    time: String(directive.time),
    apart: strings(directive.apart),
    by: strings(directive.by),
  }
}

function readField(
  node: FieldDefinitionNode,
  keys: ReadonlyMap<string, readonly KeyPart[]>,
  enums: ReadonlySet<string>,
): Field {
  const name = node.name.value
  const directives = directivesOf(node)
  const type = namedType(node.type)
  const nullable = node.type.kind !== Kind.NON_NULL_TYPE
  const column = String(directives.get('column')?.name ?? snakeCase(name))
  const link = directives.get('link')
  if (link) {
    const key = (keys.get(type) ?? []).map((part) => part.column)
    const from = strings(link.by)
    const to = link.to ? strings(link.to) : key
    return { kind: 'link', name, entity: type, from, to, unique: to.join() === key.join() }
  }
  const list = directives.get('list')
  if (list) {
    const from = strings(list.from)
    return { kind: 'list', name, entity: type, from, to: list.to ? strings(list.to) : from }
  }
  const computed = directives.get('computed')
  if (computed)
    return {
      kind: 'computed',
      name,
      needs: strings(computed.needs),
      leaf: enums.has(type) || SCALARS.has(type),
    }
  const amount = directives.get('amount')
  if (amount) return { kind: 'amount', name, column, tokenColumn: String(amount.token) }
  if (type === 'ID') return { kind: 'id', name }
  if (enums.has(type)) return { kind: 'enum', name, type, column, nullable }
  if (SCALARS.has(type)) {
    const marks = { isPlace: directives.has('place'), isBulk: directives.has('bulk') }
    return { kind: 'scalar', name, scalar: type as ScalarName, column, nullable, ...marks }
  }
  throw new TypeError(`schema.graphql: ${name} is of type ${type}, but no directive says where it comes from`)
}

/** The type's name without its list and non-null marks. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}

function directivesOf(node: FieldDefinitionNode | ObjectTypeDefinitionNode): Directives {
  return new Map(
    (node.directives ?? []).map((directive) => [
      directive.name.value,
      Object.fromEntries(
        (directive.arguments ?? []).map((argument) => [
          argument.name.value,
          valueFromASTUntyped(argument.value),
        ]),
      ),
    ]),
  )
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
