import type { ColumnField, Entity, Field, Model } from '../model/model.ts'
import { DEFAULT_PAGE, MAX_PAGE, MOST_COUNTED } from '../model/sizes.ts'
import { aggregateTypes } from './aggregate.ts'
import { whereOperators } from './operators.ts'

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

const PAGE_INFO = `"Whether rows come before and after a page, and the cursors of its ends. Cursors stay valid while rows are added and removed."
type PageInfo {
  "Whether more rows come after the page, in the order that was asked for." hasNextPage: Boolean!
  "Whether more rows come before the page." hasPreviousPage: Boolean!
  "Cursor of the first row; null on an empty page." startCursor: String
  "Cursor of the last row; null on an empty page." endCursor: String
}`

/** The arguments of a list of this entity. */
export function listArguments(entity: Entity, page: number): string {
  return `(${filterArguments(entity)}, "Number of rows to skip. At most 1,000,000." offset: Int = 0,
    "Most rows of the answer. At most ${MAX_PAGE}." limit: Int = ${page})`
}

function filterArguments({ name }: Entity): string {
  return `"Only rows for which this filter holds. Left out: all rows." where: ${name}WhereInput,
    "Sort keys, most significant first. Ties are broken by id." orderBy: [${name}OrderByInput!]`
}

function rootFields(entity: Entity): string {
  const { name, plural, singular } = entity
  const asOf = entity.asOf ? ', "The state at this moment instead of now." asOf: AsOf' : ''
  const title = pascalCase(plural)
  return `  "The ${plural} that match a filter. Without an order they are sorted by id, oldest first."
  ${plural}${listArguments(entity, DEFAULT_PAGE).replace(/\)$/, `${asOf})`)}: [${name}!]!
  "One by its id. Null when there is none."
  ${singular}ById("The \`id\` of the row, with or without its network." id: ID!${asOf}): ${name}
  "The same by pages, with cursors that stay valid while rows are added and removed."
  ${plural}Connection(${filterArguments(entity)}, "Size of the page, from the beginning. At most ${MAX_PAGE}; ${DEFAULT_PAGE} without \`first\` and \`last\`." first: Int, "A cursor: the page begins after it." after: String, "Size of the page, from the end. At most ${MAX_PAGE}." last: Int, "A cursor: the page ends before it." before: String${asOf}): ${title}Connection!${
    entity.rollup
      ? `
  "Sums, counts, means and extremes by stretch of time. Never added over different ${entity.rollup.apart.join(', ')}."
  ${plural}Aggregate("Only rows for which this filter holds. Left out: all rows." where: ${name}WhereInput, "Length of one bucket of time. Left out: all time is one bucket." interval: ${entity.rollup.time === 'hour' ? 'HourInterval' : 'DayInterval'}${
    entity.rollup.by.length
      ? `, "One row for each value of these fields, too." by: [${name}AggregateKey!]`
      : ''
  }, "Most rows of the answer. At most ${MAX_PAGE}." limit: Int = ${DEFAULT_PAGE}, "Number of rows to skip. At most 1,000,000." offset: Int = 0): [${name}Aggregate!]!`
      : ''
  }`
}

function connectionTypes(entity: Entity): string {
  const title = pascalCase(entity.plural)
  return `"A page of a list."
type ${title}Connection {
  "The rows of the page, each with its cursor." edges: [${entity.name}Edge!]!
  "What comes before and after the page." pageInfo: PageInfo!
  "Exact number of all rows that match the filter. Null where more than ${MOST_COUNTED} rows would have to be counted one by one."
  totalCount: Int
  "The same as \`totalCount\`; where that is null, at least this many rows match."
  totalCountAtLeast: Int!
}
"A row of a page and its cursor."
type ${entity.name}Edge {
  "The row." node: ${entity.name}!
  "Its place in this order, to give as \`after\` or \`before\`." cursor: String!
}`
}

function whereInput(entity: Entity): string {
  const lines = [...entity.fields.values()].flatMap((field) => whereFields(field))
  const self = `[${entity.name}WhereInput!]`
  return `"All conditions must hold, or all conditions of one member of \`OR\`."
input ${entity.name}WhereInput {\n${lines.join('\n')}\n"All of these must hold as well." AND: ${self}\n"One of these is enough, in place of the other conditions." OR: ${self}\n}`
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
  return `"A field to sort by, and the direction."
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
