import { getNamedType, getNullableType, isInputObjectType, isListType, isNonNullType } from 'graphql'
import type { Model } from '../model/model.ts'
import type { Parameter, Resource } from './resources.ts'
import { componentsOf, type Json, schemaOf } from './schemas.ts'

/** OpenAPI 3.1 of the REST door, from the public schema: its descriptions are the fields' own. */
export function openApiDocument(model: Model, resources: readonly Resource[]): Json {
  const paths = resources.map((resource) => [resource.path, { get: operationOf(model, resource) }])
  return {
    openapi: '3.1.0',
    info: {
      title: 'Assay',
      version: '1',
      description:
        'The open book of verifiable-compute networks. The same data, filters and limits as /graphql.',
      license: { name: 'GPL-3.0-or-later', identifier: 'GPL-3.0-or-later' },
    },
    servers: [{ url: '/', description: 'The server that sent this document.' }],
    tags: [...new Set(resources.map(({ tag }) => tag))].map((name) => ({
      name,
      description: name === 'analytics' ? 'What is worked out from the facts.' : `The entity ${name}.`,
    })),
    // A key is optional everywhere: the empty entry stands for a request without one.
    security: [{}, { apiKey: [] }, { bearer: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'Raises the limits.' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The same key.' },
      },
      headers: HEADERS,
      responses: RESPONSES,
      schemas: { ...componentsOf(model, resources), Errors: ERRORS },
    },
  }
}

const ERRORS: Json = {
  type: 'object',
  required: ['errors'],
  properties: {
    errors: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['message', 'extensions'],
        properties: {
          message: { type: 'string', description: 'What is wrong, and what to do.' },
          extensions: {
            type: 'object',
            required: ['code'],
            properties: {
              code: {
                type: 'string',
                description: 'The kind of error. It does not change between versions; the message may.',
                examples: ['BAD_USER_INPUT'],
              },
            },
          },
        },
      },
    },
  },
}

const text = (description: string) => ({ description, schema: { type: 'string' } })
const number = (description: string) => ({ description, schema: { type: 'integer' } })

const HEADERS: Json = {
  ETag: text('Send it back in If-None-Match: the answer is 304 when nothing has changed.'),
  Link: text('Address of the next page (RFC 8288): <address>; rel="next". Absent on the last page.'),
  'X-Total-Count': number('With total=true: all rows that match the filter.'),
  'X-Total-Count-At-Least': number(
    'Sent instead when counting takes too long: there are at least this many rows.',
  ),
  'RateLimit-Limit': number('How many requests may be sent at once.'),
  'RateLimit-Remaining': number('How many of them are left.'),
  'RateLimit-Reset': number('Seconds until all of them are available again.'),
  'Retry-After': number('Seconds until it makes sense to ask again.'),
}

const LIMITS = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']

const RESPONSES: Json = {
  NotModified: {
    description: 'Not modified: the caller already has this answer.',
    headers: headers(['ETag']),
  },
  Refused: refusal('The request is not valid; extensions.code says why.', LIMITS),
  KeyUnknown: refusal('No such API key.', []),
  NotFound: refusal('Nothing with this id.', LIMITS),
  TooMany: refusal('Too many requests.', [...LIMITS, 'Retry-After']),
  Fault: refusal('A fault of this server.', LIMITS),
  Away: refusal('The database does not answer, or takes too long.', [...LIMITS, 'Retry-After']),
}

function refusal(description: string, names: readonly string[]): Json {
  return {
    description,
    headers: headers(names),
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Errors' } } },
  }
}

function headers(names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}

function operationOf(model: Model, resource: Resource): Json {
  const { operationId, tag, summary, path, args, own, result, kind } = resource
  const paging = kind === 'list' ? ['Link', 'X-Total-Count', 'X-Total-Count-At-Least'] : []
  // What GraphQL answers with null for an unknown id is 404 here.
  const body = path.includes('{id}') ? getNullableType(result) : result
  const schema = schemaOf(model, body, path.includes('{id}'))
  const id = {
    name: 'id',
    in: 'path',
    required: true,
    description: 'As `id` gives it.',
    schema: { type: 'string' },
  }
  return {
    operationId,
    tags: [tag],
    summary,
    parameters: [
      ...(path.includes('{id}') ? [id] : []),
      ...[...args, ...own].map((each) => parameterOf(model, each)),
    ],
    responses: {
      '200': {
        description: 'Found.',
        headers: headers(['ETag', ...LIMITS, ...paging]),
        content: { 'application/json': { schema } },
      },
      '304': response('NotModified'),
      '400': response('Refused'),
      '401': response('KeyUnknown'),
      ...(path.includes('{id}') ? { '404': response('NotFound') } : {}),
      '429': response('TooMany'),
      '500': response('Fault'),
      '503': response('Away'),
    },
  }
}

function response(name: string): Json {
  return { $ref: `#/components/responses/${name}` }
}

function parameterOf(model: Model, { name, type, description, defaultValue }: Parameter): Json {
  const inner = getNamedType(type)
  const isJson = isInputObjectType(inner)
  const isList = isListType(getNullableType(type))
  const schema = isJson || isList ? { type: 'string' } : schemaOf(model, getNullableType(type))
  const form = isJson
    ? ` JSON of ${inner.name}, as in GraphQL.`
    : isList
      ? ` Values of ${inner.name} separated by commas.`
      : ''
  return {
    name,
    in: 'query',
    required: isNonNullType(type) && defaultValue === undefined,
    description: `${description ?? name}${form}`,
    schema: defaultValue === undefined ? schema : { ...schema, default: defaultValue },
  }
}
