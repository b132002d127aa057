import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isNonNullType,
} from 'graphql'
import type { Entity, Model } from '../model/model.ts'
import { MAX_PAGE } from '../schema/generate.ts'
import { restFields } from './query.ts'

type Json = Record<string, unknown>

/** OpenAPI 3.1 of the REST door, from the public schema: its descriptions are the fields' own. */
export function openApiDocument(model: Model, schema: GraphQLSchema): Json {
  const entities = [...model.entities.values()]
  return {
    openapi: '3.1.0',
    info: {
      title: 'Assay',
      version: '1',
      description:
        'The open book of verifiable-compute networks. The same data, filters and limits as /graphql.',
      license: { name: 'GPL-3.0-or-later', identifier: 'GPL-3.0-or-later' },
    },
    paths: Object.assign({}, ...entities.map((entity) => pathsOf(entity))),
    components: {
      schemas: {
        ...Object.fromEntries(entities.map((entity) => [entity.name, schemaOf(entity, schema)])),
        ...FIXED,
      },
    },
  }
}

const FIXED: Json = {
  Token: {
    type: 'object',
    properties: {
      chainId: { type: 'integer' },
      address: { type: 'string' },
      symbol: { type: ['string', 'null'] },
      decimals: { type: ['integer', 'null'] },
      class: { type: ['string', 'null'], enum: ['mainnet', 'testnet', 'devnet', 'synthetic', null] },
    },
  },
  Amount: {
    type: 'object',
    description: 'Base units of the token; null with a reason where the source states none.',
    properties: {
      value: { type: ['string', 'null'] },
      reason: { type: ['string', 'null'] },
      token: { anyOf: [{ $ref: '#/components/schemas/Token' }, { type: 'null' }] },
    },
  },
  Link: { type: ['object', 'null'], properties: { id: { type: 'string' } } },
  Errors: {
    type: 'object',
    properties: {
      errors: {
        type: 'array',
        items: {
          type: 'object',
          properties: { message: { type: 'string' }, extensions: { type: 'object' } },
        },
      },
    },
  },
}

function pathsOf(entity: Entity): Json {
  const one = { $ref: `#/components/schemas/${entity.name}` }
  const fields = parameter('fields', 'query', 'Comma-separated names of fields; all when absent.', {
    type: 'string',
  })
  const list = [
    parameter('where', 'query', `JSON of ${entity.name}WhereInput, as in GraphQL.`, { type: 'string' }),
    parameter('orderBy', 'query', `Comma-separated ${entity.name}OrderByInput, e.g. id_DESC.`, {
      type: 'string',
    }),
    parameter('limit', 'query', 'Rows.', { type: 'integer', minimum: 0, maximum: MAX_PAGE, default: 50 }),
    parameter('offset', 'query', 'Rows to leave out.', { type: 'integer', minimum: 0, default: 0 }),
    fields,
  ]
  return {
    [`/rest/${entity.plural}`]: { get: operation(`list${entity.name}`, list, { type: 'array', items: one }) },
    [`/rest/${entity.plural}/{id}`]: {
      get: operation(
        `get${entity.name}`,
        [parameter('id', 'path', 'Its id.', { type: 'string' }), fields],
        one,
      ),
    },
  }
}

function operation(operationId: string, parameters: Json[], schema: Json): Json {
  const refused = {
    description: 'Refused; extensions.code says why.',
    content: content({ $ref: '#/components/schemas/Errors' }),
  }
  return {
    operationId,
    parameters,
    responses: {
      '200': { description: 'Found.', content: content(schema) },
      '400': refused,
      '401': refused,
      '404': refused,
      '429': refused,
      '500': refused,
      '503': refused,
    },
  }
}

function content(schema: Json): Json {
  return { 'application/json': { schema } }
}

function parameter(name: string, place: string, description: string, schema: Json): Json {
  return { name, in: place, description, required: place === 'path', schema }
}

function schemaOf(entity: Entity, schema: GraphQLSchema): Json {
  const type = schema.getType(entity.name) as GraphQLObjectType
  const shown = type.getFields()
  const properties = restFields(entity).map((field) => {
    const definition = shown[field.name]
    if (!definition) throw new TypeError(`${entity.name} has no field ${field.name}`)
    const description = definition.description ?? 'Its id.'
    if (field.kind === 'amount') return [field.name, { $ref: '#/components/schemas/Amount', description }]
    if (field.kind === 'link') return [field.name, { $ref: '#/components/schemas/Link', description }]
    const named = getNamedType(getNullableType(definition.type))
    const scalar = named.name === 'Int' ? 'integer' : named.name === 'Boolean' ? 'boolean' : 'string'
    const nullable = !isNonNullType(definition.type)
    const names = isEnumType(named) ? named.getValues().map((value) => value.name) : []
    const values = names.length ? { enum: nullable ? [...names, null] : names } : {}
    if (named.name === 'JSON') return [field.name, { description }]
    return [field.name, { type: nullable ? [scalar, 'null'] : scalar, ...values, description }]
  })
  return {
    type: 'object',
    description: type.description ?? entity.name,
    properties: Object.fromEntries(properties),
  }
}
