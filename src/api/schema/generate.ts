import type { ColumnField, Entity, Field, Model } from '../model/model.ts'
import { MOST_COUNTED } from '../sql/count.ts'
import { aggregateTypes } from './aggregate.ts'
import { whereOperators } from './operators.ts'

/** Most rows that one list may be asked for. */
export const MAX_PAGE = 1000
/** Rows of a list at the root, and of one inside another, when no limit is given. */
export const DEFAULT_PAGE = 50
export const DEFAULT_NESTED_PAGE = 20

/** SDL of everything that follows from the entities: inputs, orders, connections, aggregates and root fields. */
export function generateSdl(model: Model): string {
  const entities = [...model.entities.values()]
  return [
    PAGE_INFO,
    ...entities.map((entity) => whereInput(entity)),
    ...entities.map((entity) => orderByInput(model, entity)),
    ...entities.map((entity) => connectionTypes(entity)),
    ...entities.flatMap((entity) => (entity.rollup ? [aggregateTypes(entity, entity.rollup)] : [])),
    'extend type Query {',
    ...entities.map((entity) => rootFields(entity)),
    '}',
  ].join('\n\n')
}

const PAGE_INFO = `"Where a page lies. Cursors stay good while rows are added and taken away."
type PageInfo {
  "Whether rows follow in the order asked for." hasNextPage: Boolean!
  "Whether rows stand before." hasPreviousPage: Boolean!
  "Cursor of the first row; null on an empty page." startCursor: String
  "Cursor of the last row; null on an empty page." endCursor: String
}`

/** The arguments of a list of this entity. */
export function listArguments(entity: Entity, page: number): string {
  return `(${filterArguments(entity)}, "Rows to leave out. At most 1,000,000." offset: Int = 0,
    "At most ${MAX_PAGE}." limit: Int = ${page})`
}

function filterArguments({ name }: Entity): string {
  return `"Only these; left out: all." where: ${name}WhereInput,
    "First by the first of them; ties by id." orderBy: [${name}OrderByInput!]`
}

function rootFields(entity: Entity): string {
  const { name, plural, singular } = entity
  const asOf = entity.asOf ? ', "State at this moment instead of now." asOf: AsOf' : ''
  const title = pascalCase(plural)
  return `  "List. Without an order: by id, oldest first."
  ${plural}${listArguments(entity, DEFAULT_PAGE).replace(/\)$/, `${asOf})`)}: [${name}!]!
  "One by its id; null when there is none."
  ${singular}ById("As \`id\` gives it." id: ID!${asOf}): ${name}
  "List by pages, with cursors that stay good while rows are added and taken away."
  ${plural}Connection(${filterArguments(entity)}, "At most ${MAX_PAGE}; 50 without \`first\` and \`last\`." first: Int, "Cursor: rows behind it." after: String, "From the end. At most ${MAX_PAGE}." last: Int, "Cursor: rows in front of it." before: String${asOf}): ${title}Connection!${
    entity.rollup
      ? `
  "Sums, counts and extremes of a time, kept apart by ${entity.rollup.apart.join(', ')}."
  ${plural}Aggregate("Only these; left out: all." where: ${name}WhereInput, "Length of a bucket; without it, all time is one." interval: ${entity.rollup.time === 'hour' ? 'HourInterval' : 'DayInterval'}${
    entity.rollup.by.length ? `, "Keep apart by these too." by: [${name}AggregateKey!]` : ''
  }, "At most ${MAX_PAGE}." limit: Int = ${DEFAULT_PAGE}, "Rows to leave out. At most 1,000,000." offset: Int = 0): [${name}Aggregate!]!`
      : ''
  }`
}

function connectionTypes(entity: Entity): string {
  const title = pascalCase(entity.plural)
  return `"A page of a list."
type ${title}Connection {
  "Its rows." edges: [${entity.name}Edge!]!
  "Where it lies." pageInfo: PageInfo!
  "All rows that the filter lets through, exactly; null where that takes counting more than ${MOST_COUNTED} rows one by one."
  totalCount: Int
  "The same; where \`totalCount\` is null, so many or more."
  totalCountAtLeast: Int!
}
"A row and its place."
type ${entity.name}Edge {
  "The row." node: ${entity.name}!
  "Its place in this order: for \`after\` and \`before\`." cursor: String!
}`
}

function whereInput(entity: Entity): string {
  const lines = [...entity.fields.values()].flatMap((field) => whereFields(field))
  const self = `[${entity.name}WhereInput!]`
  return `"Holds when all of it holds; \`OR\` beside it: or else one of those."
input ${entity.name}WhereInput {\n${lines.join('\n')}\nAND: ${self}\nOR: ${self}\n}`
}

function whereFields(field: Field): string[] {
  switch (field.kind) {
    case 'link':
      return [`${field.name}_isNull: Boolean`, `${field.name}: ${field.entity}WhereInput`]
    case 'list':
      return ['every', 'some', 'none'].map((each) => `${field.name}_${each}: ${field.entity}WhereInput`)
    case 'computed':
      return []
    default:
      return whereOperators(field).map(({ operator, type }) => `${field.name}_${operator}: ${type}`)
  }
}

function orderByInput(model: Model, entity: Entity): string {
  const own = orderable(entity)
  const linked = [...entity.fields.values()].flatMap((field) => {
    if (field.kind !== 'link') return []
    const target = model.entities.get(field.entity)
    return target ? orderable(target).map((name) => `${field.name}_${name}`) : []
  })
  const values = [...own, ...linked].flatMap((name) =>
    ['ASC', 'DESC', 'ASC_NULLS_FIRST', 'ASC_NULLS_LAST', 'DESC_NULLS_FIRST', 'DESC_NULLS_LAST'].map(
      (direction) => `${name}_${direction}`,
    ),
  )
  return `"A field and its direction. Nulls are last when ascending and first when descending, unless said."
enum ${entity.name}OrderByInput { ${values.join(' ')} }`
}

function orderable(entity: Entity): string[] {
  return [...entity.fields.values()].flatMap((field) =>
    field.kind === 'id' || isOrdered(field) ? [field.name] : [],
  )
}

function isOrdered(field: Field): field is ColumnField {
  if (field.kind === 'scalar') return field.scalar !== 'JSON' && !field.isBulk
  return field.kind === 'enum' || field.kind === 'amount'
}

function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
