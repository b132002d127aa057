import {
  type GraphQLArgument,
  GraphQLBoolean,
  GraphQLInt,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  isObjectType,
} from 'graphql'
import type { Entity, Model } from '../model/model.ts'
import { DEFAULT_PAGE, MAX_PAGE } from '../model/sizes.ts'

export type Parameter = Pick<GraphQLArgument, 'name' | 'type' | 'description' | 'defaultValue'>

/** One address of the REST door. */
export interface Resource {
  /** With `{id}` where an id stands. */
  readonly path: string
  /** A list of an entity, one entity, a part of one that is worked out, or a field of the root that is no entity. */
  readonly kind: 'list' | 'one' | 'part' | 'root'
  readonly operationId: string
  readonly tag: string
  readonly summary: string
  readonly entity?: Entity
  /** The field that answers: of the root, or of the entity for a part. */
  readonly field: string
  /** Those that are arguments of the field. */
  readonly args: readonly Parameter[]
  /** Those of REST alone. */
  readonly own: readonly Parameter[]
  readonly result: GraphQLOutputType
  /** The object type of the result, or of its rows. */
  readonly type: GraphQLObjectType
}

const FIELDS: Parameter = {
  name: 'fields',
  type: GraphQLString,
  description: 'Names of fields, separated by commas: the answer contains only these. Default: all.',
  defaultValue: undefined,
}
const PAGE: readonly Parameter[] = [
  { name: 'limit', type: GraphQLInt, description: `Rows. At most ${MAX_PAGE}.`, defaultValue: DEFAULT_PAGE },
  {
    name: 'offset',
    type: GraphQLInt,
    description: 'Rows to skip. Not together with `after`.',
    defaultValue: undefined,
  },
  {
    name: 'after',
    type: GraphQLString,
    description:
      'Cursor: only rows after it. The `Link` header has the address of the next page, with its cursor.',
    defaultValue: undefined,
  },
  {
    name: 'total',
    type: GraphQLBoolean,
    description:
      'Count all rows that match the filter: `X-Total-Count`, or `X-Total-Count-At-Least` when counting takes too long.',
    defaultValue: false,
  },
]

/** Everything that REST serves, from the public schema: what the root or an entity gets later is here too. */
export function listResources(model: Model, schema: GraphQLSchema): Resource[] {
  const root = schema.getQueryType()?.getFields() ?? {}
  const entities = [...model.entities.values()]
  const ofEntities = new Set(
    entities.flatMap(({ plural, singular }) => [plural, `${plural}Connection`, `${singular}ById`]),
  )
  return [
    ...Object.values(root).flatMap((field): Resource[] => {
      const type = getNamedType(field.type)
      if (ofEntities.has(field.name) || !isObjectType(type) || model.entities.has(type.name)) return []
      const { name, args, description } = field
      const base = { field: name, args, own: [FIELDS], result: field.type, type, kind: 'root' as const }
      const operationId = `get${capital(name.replace(/^_/, ''))}`
      return [
        {
          ...base,
          path: `/rest/${name}`,
          operationId,
          tag: 'analytics',
          summary: firstSentence(description, name),
        },
      ]
    }),
    ...entities.flatMap((entity) => ofEntity(entity, schema)),
  ]
}

function ofEntity(entity: Entity, schema: GraphQLSchema): Resource[] {
  const { name, plural, singular } = entity
  const root = schema.getQueryType()?.getFields() ?? {}
  const type = schema.getType(name)
  const [list, one] = [root[plural], root[`${singular}ById`]]
  if (!isObjectType(type) || !list || !one) throw new TypeError(`the schema lacks ${name}`)
  const base = { entity, tag: plural, type }
  const path = `/rest/${plural}`
  const paged = list.args.filter((arg) => arg.name !== 'limit' && arg.name !== 'offset')
  const parts = Object.values(type.getFields()).flatMap((field): Resource[] => {
    const inner = getNamedType(field.type)
    if (entity.fields.get(field.name)?.kind !== 'computed' || !isObjectType(inner)) return []
    return [
      {
        ...base,
        path: `${path}/{id}/${field.name}`,
        kind: 'part',
        operationId: `get${name}${capital(field.name)}`,
        summary: firstSentence(field.description, field.name),
        field: field.name,
        args: field.args,
        own: [FIELDS],
        result: field.type,
        type: inner,
      },
    ]
  })
  return [
    {
      ...base,
      path,
      kind: 'list',
      operationId: `list${capital(plural)}`,
      summary: `List ${plural}`,
      field: plural,
      args: paged,
      own: [...PAGE, FIELDS],
      result: list.type,
    },
    {
      ...base,
      path: `${path}/{id}`,
      kind: 'one',
      operationId: `get${name}`,
      summary: `One of ${plural} by its id`,
      field: `${singular}ById`,
      args: one.args.filter((arg) => arg.name !== 'id'),
      own: [FIELDS],
      result: one.type,
    },
    ...parts,
  ]
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function firstSentence(description: string | null | undefined, name: string): string {
  return /^[^.:;]+/.exec(description?.trim() ?? '')?.[0] ?? name
}
