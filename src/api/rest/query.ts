import { isNonNullType } from 'graphql'
import { badInput } from '../execute/errors.ts'
import { readArgument } from '../http/argument.ts'
import type { Model } from '../model/model.ts'
import { DEFAULT_PAGE, MAX_PAGE } from '../model/sizes.ts'
import type { Resource } from './resources.ts'
import { selectShown } from './shown.ts'

type Parameters = ReadonlyMap<string, string>
type Data = Readonly<Record<string, unknown>>

/** One REST request as the GraphQL query that answers it. */
export interface RestQuery {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly read: (data: Data) => RestAnswer
}

export interface RestAnswer {
  /** Null: there is no entity with this id. */
  readonly body: unknown
  /** Parameters of the next page, where there is one. */
  readonly next?: Readonly<Record<string, string>> | undefined
  readonly total?: { readonly exact: number | null; readonly atLeast: number } | undefined
}

/**
 * The query of a request.
 * @throws GraphQLError `BAD_USER_INPUT` for a parameter that is missing or none of its type
 */
export function restQuery(
  model: Model,
  resource: Resource,
  id: string | undefined,
  parameters: Parameters,
): RestQuery {
  const given = resource.args.filter(({ name, type, defaultValue }) => {
    if (parameters.has(name)) return true
    if (isNonNullType(type) && defaultValue === undefined) throw badInput(`${name} is needed`)
    return false
  })
  const values = given.map((arg) => [arg.name, readArgument(arg, parameters.get(arg.name) ?? '')])
  const selection = selectShown(model, resource.type, parameters.get('fields'))
  const parts: Parts = {
    resource,
    selected: selection.text,
    variables: Object.fromEntries(values),
    declared: given.map(({ name, type }) => `$${name}: ${type}`),
    passed: given.map(({ name }) => `${name}: $${name}`),
  }
  const query = resource.kind === 'list' ? listQuery(parts, parameters) : singleQuery(parts, id)
  return { ...query, text: `${query.text} ${selection.fragments}` }
}

interface Parts {
  readonly resource: Resource
  readonly selected: string
  readonly variables: Data
  readonly declared: readonly string[]
  readonly passed: readonly string[]
}

function singleQuery(
  { resource, selected, variables, declared, passed }: Parts,
  id: string | undefined,
): RestQuery {
  const { field, entity, kind } = resource
  if (kind === 'root')
    return {
      text: `query${inBrackets(declared)} { ${field}${inBrackets(passed)} { ${selected} } }`,
      variables,
      read: (data) => ({ body: data[field] }),
    }
  const root = `${entity?.singular}ById`
  const withId = { variables: { ...variables, id } }
  const head = `query${inBrackets(['$id: ID!', ...declared])}`
  if (kind === 'one')
    return {
      ...withId,
      text: `${head} { ${root}${inBrackets(['id: $id', ...passed])} { ${selected} } }`,
      read: (data) => ({ body: data[root] }),
    }
  return {
    ...withId,
    text: `${head} { ${root}(id: $id) { ${field}${inBrackets(passed)} { ${selected} } } }`,
    read: (data) => ({ body: (data[root] as Data | null)?.[field] ?? null }),
  }
}

function listQuery(
  { resource, selected, variables, declared, passed }: Parts,
  parameters: Parameters,
): RestQuery {
  const { field } = resource
  const limit = wholeNumber(parameters, 'limit') ?? DEFAULT_PAGE
  const offset = wholeNumber(parameters, 'offset')
  const after = parameters.get('after')
  const total = parameters.get('total') ?? 'false'
  if (limit > MAX_PAGE) throw badInput(`limit is ${limit}, at most ${MAX_PAGE} is allowed`)
  if (total !== 'true' && total !== 'false') throw badInput('total is true or false')
  if (after !== undefined && offset !== undefined) throw badInput('give after or offset, not both')
  // A page behind a cursor knows whether another follows; one behind an offset, or of no rows, is a plain list.
  const plain = offset !== undefined || limit === 0
  const counted = `${field}Connection${inBrackets([...passed, ...(plain ? ['first: 1'] : ['first: $limit', 'after: $after'])])}`
  const count = total === 'true' ? 'totalCount totalCountAtLeast' : ''
  if (plain)
    return {
      text: `query${inBrackets([...declared, '$limit: Int!', '$offset: Int!'])} {
        ${field}${inBrackets([...passed, 'limit: $limit', 'offset: $offset'])} { ${selected} }
        ${count ? `${counted} { ${count} }` : ''} }`,
      variables: { ...variables, limit, offset: offset ?? 0 },
      read(data) {
        const body = data[field] as unknown[]
        const more = limit > 0 && body.length === limit
        const next = more ? { offset: String((offset ?? 0) + limit) } : undefined
        return { body, next, total: totalOf(data[`${field}Connection`] as Page | undefined) }
      },
    }
  return {
    text: `query${inBrackets([...declared, '$limit: Int!', '$after: String'])} {
      ${counted} { edges { node { ${selected} } } pageInfo { hasNextPage endCursor } ${count} } }`,
    variables: { ...variables, limit, after: after ?? null },
    read(data) {
      const page = data[`${field}Connection`] as Page
      const { hasNextPage, endCursor } = page.pageInfo
      const next = hasNextPage && endCursor !== null ? { after: endCursor } : undefined
      return { body: page.edges.map(({ node }) => node), next, total: count ? totalOf(page) : undefined }
    },
  }
}

interface Page {
  readonly edges: readonly { readonly node: unknown }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly totalCount: number | null
  readonly totalCountAtLeast: number
}

function totalOf(page: Page | undefined): RestAnswer['total'] {
  return page && { exact: page.totalCount, atLeast: page.totalCountAtLeast }
}

function wholeNumber(parameters: Parameters, name: string): number | undefined {
  const text = parameters.get(name)
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw badInput(`${name} is not a whole number`)
  return Number(text)
}

function inBrackets(parts: readonly string[]): string {
  return parts.length ? `(${parts.join(', ')})` : ''
}
