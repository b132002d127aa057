import {
  astFromValue,
  buildClientSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  isInterfaceType,
  isObjectType,
  print,
  printType,
} from 'graphql'
import { Unavailable } from '../../claim/errors.ts'
import type { Remote } from './remote.ts'

const SCHEMA_AGE_MS = 300_000
const kept = new WeakMap<Remote, { readonly at: number; readonly schema: Promise<GraphQLSchema> }>()

/** The schema of the API, read by introspection and kept for five minutes. @throws Unavailable `API_UNAVAILABLE`. */
export function schemaOf(api: Remote): Promise<GraphQLSchema> {
  const now = performance.now()
  const known = kept.get(api)
  if (known && now - known.at < SCHEMA_AGE_MS) return known.schema
  const schema = readSchema(api)
  kept.set(api, { at: now, schema })
  // A failure is not kept: the next question asks again. The caller that awaits the schema gets the error itself.
  schema.catch(() => kept.delete(api))
  return schema
}

async function readSchema(api: Remote): Promise<GraphQLSchema> {
  const { data } = (await api.ask(getIntrospectionQuery(), {})) as { data?: IntrospectionQuery }
  if (!data) throw new Unavailable('API_UNAVAILABLE', 'the API did not give its schema')
  return buildClientSchema(data)
}

/** The fields of the root in SDL, each on a line. Pages and reads by id follow one pattern, which is said once. */
export function printRoot(schema: GraphQLSchema): string {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {})
  const names = new Set(fields.map(({ name }) => name))
  const isPattern = ({ name, type }: GraphQLField<unknown, unknown>) =>
    (name.endsWith('Connection') && names.has(name.slice(0, -'Connection'.length))) ||
    (name.endsWith('ById') && name !== 'nodeById' && !String(type).endsWith('!'))
  const shown = fields.filter((field) => !isPattern(field)).map((field) => `  ${printHead(field)}`)
  return [
    '# Root fields. Of every list `xs: [X!]!` there are also `xById(id: ID!): X` and',
    '# `xsConnection(first: Int, after: String, last: Int, before: String, orderBy, where)` with totalCount and cursors.',
    '# Fields of a type: describe {type: "Node"}; one field with its text: describe {type: "Query", field: "leaderboard"}.',
    'type Query {',
    ...shown,
    '}',
  ].join('\n')
}

/** A type in SDL, with arguments and descriptions. */
export function printNamed(schema: GraphQLSchema, name: string): string | null {
  const type = schema.getType(name)
  return type ? printType(type) : null
}

/** One field of a type in SDL, with its text and that of its arguments; null when the type has no such field. */
export function printField(schema: GraphQLSchema, name: string, field: string): string | null {
  const type = schema.getType(name)
  if (!isObjectType(type) && !isInterfaceType(type)) return null
  const found = type.getFields()[field]
  if (!found) return null
  const args = found.args
    .filter(({ description }) => description)
    .map((arg) => comment(`${arg.name}: ${arg.description}`))
  return [
    ...(found.description ? [comment(found.description)] : []),
    ...args,
    `${name}.${printHead(found)}`,
  ].join('\n')
}

function comment(text: string): string {
  return `# ${text.replaceAll('\n', '\n# ')}`
}

function printHead({ name, args, type }: GraphQLField<unknown, unknown>): string {
  return `${name}${args.length ? `(${args.map(printArgument).join(', ')})` : ''}: ${type}`
}

function printArgument({ name, type, defaultValue }: GraphQLArgument): string {
  const value = defaultValue === undefined ? null : astFromValue(defaultValue, type)
  return `${name}: ${type}${value ? ` = ${print(value)}` : ''}`
}
