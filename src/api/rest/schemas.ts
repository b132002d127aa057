import {
  type GraphQLObjectType,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { Model } from '../model/model.ts'
import type { Resource } from './resources.ts'
import { shownFields } from './shown.ts'

export type Json = Record<string, unknown>

const SCALARS: Readonly<Record<string, Json>> = {
  Int: { type: 'integer' },
  ChainId: { type: 'integer', format: 'int64' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  BigInt: { type: 'string', pattern: '^-?\\d+$' },
  Bytes: { type: 'string', pattern: '^0x[0-9a-f]*$' },
  DateTime: { type: 'string', format: 'date-time' },
  Date: { type: 'string', format: 'date' },
}

/** The JSON Schema of a value of this type. An entity inside another is its link, unless `whole`. */
export function schemaOf(model: Model, type: GraphQLType, whole = false): Json {
  if (isNonNullType(type)) return present(model, type.ofType, whole)
  const schema = present(model, type, whole)
  if (Object.keys(schema).length === 0) return schema
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] }
  const values = Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {}
  return { ...schema, ...values, type: [schema.type, 'null'] }
}

function present(model: Model, type: GraphQLType, whole: boolean): Json {
  if (isListType(type)) return { type: 'array', items: schemaOf(model, type.ofType, true) }
  const named = getNamedType(type)
  if (isObjectType(named)) {
    const isLink = model.entities.has(named.name) && !whole
    return { $ref: `#/components/schemas/${isLink ? 'Link' : named.name}` }
  }
  if (isEnumType(named)) return { type: 'string', enum: named.getValues().map(({ name }) => name) }
  // JSON may be anything.
  if (named.name === 'JSON') return {}
  return SCALARS[named.name] ?? { type: 'string' }
}

/** The schemas of all object types that the answers of these resources hold. */
export function componentsOf(model: Model, resources: readonly Resource[]): Json {
  const found = new Map<string, Json>([['Link', LINK]])
  const visit = (type: GraphQLObjectType) => {
    if (found.has(type.name)) return
    found.set(type.name, {})
    const fields = shownFields(model, type)
    const properties = fields.map((field) => {
      const inner = getNamedType(field.type)
      if (isObjectType(inner) && !model.entities.has(inner.name)) visit(inner)
      const deprecated = field.deprecationReason == null ? {} : { deprecated: true }
      const description = field.description ?? field.name
      return [field.name, { ...schemaOf(model, field.type), description, ...deprecated }]
    })
    found.set(type.name, {
      type: 'object',
      description: type.description ?? type.name,
      properties: Object.fromEntries(properties),
      required: fields.filter((field) => isNonNullType(field.type)).map(({ name }) => name),
    })
  }
  for (const { type } of resources) visit(type)
  return Object.fromEntries(found)
}

const LINK: Json = {
  type: 'object',
  description: 'Another entity: its address is that of its list with this id.',
  required: ['id'],
  properties: { id: { type: 'string', description: 'Its id.' } },
}
