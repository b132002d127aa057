import type { Entity, Field, Model } from '../model/model.ts'

/** One REST request as the GraphQL query that answers it. */
export interface RestQuery {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
  /** Root field whose value is the answer. */
  readonly root: string
}

/** Thrown for a request that is none; the message says what is wrong. */
export class RestRefused extends Error {}

/** `GET /rest/<entities>?where=<json>&orderBy=a,b&limit=&offset=&fields=a,b` */
export function restList(entity: Entity, params: URLSearchParams): RestQuery {
  const { name, plural } = entity
  const variables: Record<string, unknown> = {}
  const where = params.get('where')
  if (where) variables.where = readJson(where)
  const orderBy = params.get('orderBy')
  if (orderBy) variables.orderBy = orderBy.split(',')
  for (const key of ['limit', 'offset']) {
    const text = params.get(key)
    if (text === null) continue
    if (!/^\d{1,9}$/.test(text)) throw new RestRefused(`${key} is not a whole number`)
    variables[key] = Number(text)
  }
  const text = `query($where: ${name}WhereInput, $orderBy: [${name}OrderByInput!], $limit: Int = 50, $offset: Int = 0) {
    ${plural}(where: $where, orderBy: $orderBy, limit: $limit, offset: $offset) { ${selection(entity, params)} } }`
  return { text, variables, root: plural }
}

/** `GET /rest/<entities>/<id>?fields=a,b` */
export function restById(entity: Entity, id: string, params: URLSearchParams): RestQuery {
  const root = `${entity.singular}ById`
  return {
    text: `query($id: ID!) { ${root}(id: $id) { ${selection(entity, params)} } }`,
    variables: { id },
    root,
  }
}

/** The entity of a path's part, by its plural. */
export function findEntity(model: Model, plural: string): Entity | undefined {
  return [...model.entities.values()].find((each) => each.plural === plural)
}

/** The fields that a REST answer has: single values, and linked entities by their id. Lists have addresses of their own. */
export function restFields(entity: Entity): Field[] {
  return [...entity.fields.values()].filter((field) =>
    field.kind === 'computed' ? field.leaf : field.kind !== 'list',
  )
}

function selection(entity: Entity, params: URLSearchParams): string {
  const asked = params.get('fields')?.split(',')
  const known = restFields(entity)
  const strange = asked?.find((name) => !known.some((field) => field.name === name))
  if (strange !== undefined) throw new RestRefused(`${entity.name} has no field ${strange.slice(0, 80)}`)
  const fields = asked ? known.filter((field) => asked.includes(field.name)) : known
  return fields.map(shape).join(' ')
}

function shape(field: Field): string {
  if (field.kind === 'amount')
    return `${field.name} { value reason token { chainId address symbol decimals class } }`
  return field.kind === 'link' ? `${field.name} { id }` : field.name
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new RestRefused('where is not JSON')
  }
}
