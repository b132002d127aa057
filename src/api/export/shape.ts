import {
  assertObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
} from 'graphql'
import type { Column, Kind } from './column.ts'

/** One value in the answer: where it stands, what its column is, and how it is asked for. */
export interface Part {
  readonly column: Column
  readonly path: readonly string[]
}

/** The type that an envelope of a number has. */
export const FIGURE = 'Figure'

const KINDS: Readonly<Record<string, Kind>> = {
  Int: 'integer',
  ChainId: 'integer',
  Boolean: 'boolean',
  BigInt: 'number',
  Bytes: 'safe',
  ID: 'safe',
  DateTime: 'time',
  Date: 'date',
  JSON: 'json',
}
// Texts that are decimal numbers, by type: the schema has no type of its own for them.
const DECIMALS: ReadonlySet<string> = new Set([
  'Figure.value',
  'Figure.emissionShare',
  'Figure.relatedPartyShare',
  ...['p5', 'p25', 'p50', 'p75', 'p95'].map((name) => `FigureQuantiles.${name}`),
  'PriceDay.median',
])

/**
 * The columns of an object type: its values, those of the objects in it with their name in front (`windowFrom`), lists of texts as
 * lists and lists of objects as JSON. A figure's columns stand without a name in front: a row has one figure.
 */
export function partsOf(type: GraphQLObjectType, path: readonly string[] = [], prefix = ''): Part[] {
  return plainFields(type).flatMap((field): Part[] => {
    const here = [...path, field.name]
    const name = prefix ? prefix + field.name.charAt(0).toUpperCase() + field.name.slice(1) : field.name
    const inner = getNamedType(field.type)
    if (isObjectType(inner) && !isList(field.type))
      return partsOf(inner, here, inner.name === FIGURE ? '' : name)
    return [{ column: { name, kind: kindOf(type, field) }, path: here }]
  })
}

/** Where figures stand under an object type, through the objects in it; not those in lists. */
export function figurePaths(type: GraphQLObjectType, path: readonly string[] = []): string[][] {
  return plainFields(type).flatMap((field): string[][] => {
    const inner = getNamedType(field.type)
    if (!isObjectType(inner) || isList(field.type)) return []
    const here = [...path, field.name]
    return inner.name === FIGURE ? [here] : figurePaths(inner, here)
  })
}

/** The fields of a type that take no arguments and are not on their way out. */
function plainFields(type: GraphQLObjectType): GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter(
    (field) => field.args.length === 0 && field.deprecationReason == null,
  )
}

function kindOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): Kind {
  const named = getNamedType(field.type)
  if (isObjectType(named)) return 'json'
  if (isList(field.type)) return 'list'
  if (DECIMALS.has(`${type.name}.${field.name}`)) return 'decimal'
  return isEnumType(named) ? 'safe' : (KINDS[named.name] ?? 'text')
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type))
}

/** The selection that gives all values of a type: `a b { c d }`. */
export function selectionOf(type: GraphQLObjectType): string {
  return plainFields(type)
    .map((field) => {
      const inner = getNamedType(field.type)
      if (!isObjectType(inner)) return field.name
      return inner.name === FIGURE ? `${field.name} { ...figure }` : `${field.name} { ${selectionOf(inner)} }`
    })
    .join(' ')
}

/** The selection of figures at these paths. */
export function selectionOfPaths(paths: readonly (readonly string[])[]): string {
  const groups = Map.groupBy(paths, ([first = '']) => first)
  return [...groups]
    .map(([name, group]) => {
      const under = group.map((path) => path.slice(1)).filter((path) => path.length > 0)
      return `${name} { ${under.length ? selectionOfPaths(under) : '...figure'} }`
    })
    .join(' ')
}

/** An object type by name. @throws when the schema has none. */
export function objectOf(schema: GraphQLSchema, name: string): GraphQLObjectType {
  return assertObjectType(schema.getType(name))
}

/** What stands at a path of an answer; null where nothing does. */
export function valueAt(from: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      value === null || value === undefined ? null : (value as Record<string, unknown>)[name],
    from,
  )
}
