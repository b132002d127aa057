import { GraphQLError } from 'graphql'

/**
 * What all filters of one request may hold together. `levels`: of links and lists inside each other in one filter; `listed`:
 * elements of all lists of values (`id_in`, `hash_not_in` …).
 */
const MOST = { conditions: 1000, relations: 30, levels: 8, depth: 20, listed: 2000 }
// Filters are the deepest of what variables hold; lists count as levels here.
const VARIABLE_DEPTH = 2 * MOST.depth + 10

interface Part {
  readonly value: unknown
  readonly depth: number
  readonly levels: number
}

/**
 * Adds up the work of a request's filters and refuses what is too much: each condition on a link or a list is one more table
 * to read, those inside each other multiply, and each value of a list is one more to look for. Walks without recursion: a
 * stranger chose the depth.
 */
export class FilterMeter {
  #conditions = 0
  #relations = 0
  #listed = 0

  /**
   * `path`: of the field whose filter it is.
   *
   * @throws GraphQLError `FILTER_LIMIT` with the limit, the field, and the condition that went over it
   */
  add(where: unknown, path: readonly string[]): void {
    const open: Part[] = [{ value: where, depth: 1, levels: 0 }]
    for (let part = open.pop(); part; part = open.pop()) {
      const { value, depth, levels } = part
      refuseOver('levels of conditions', depth, MOST.depth, path)
      for (const [name, inner] of Object.entries(value ?? {})) {
        if (name === 'AND' || name === 'OR') {
          for (const each of listOf(inner)) open.push({ value: each, depth: depth + 1, levels })
          continue
        }
        refuseOver('conditions', ++this.#conditions, MOST.conditions, path, name)
        if (Array.isArray(inner)) {
          this.#listed += inner.length
          refuseOver('values in lists', this.#listed, MOST.listed, path, name)
          continue
        }
        if (inner === null || typeof inner !== 'object') continue
        refuseOver('conditions on links and lists', ++this.#relations, MOST.relations, path, name)
        refuseOver('links and lists inside each other', levels + 1, MOST.levels, path, name)
        open.push({ value: inner, depth: depth + 1, levels: levels + 1 })
      }
    }
  }
}

/**
 * Refuses variables that are nested deeper than any filter may be, before anything walks them.
 * @throws `FILTER_LIMIT`
 */
export function boundVariables(variables: unknown): void {
  let level: unknown[] = [variables]
  for (let depth = 0; level.length; depth++) {
    if (depth > VARIABLE_DEPTH)
      throw refusal(`the variables have more than ${VARIABLE_DEPTH} levels`, { limit: VARIABLE_DEPTH })
    level = level.flatMap((value) =>
      value !== null && typeof value === 'object'
        ? Object.values(value).filter((each) => typeof each === 'object')
        : [],
    )
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

function refuseOver(
  what: string,
  found: number,
  limit: number,
  path: readonly string[],
  condition?: string,
): void {
  if (found <= limit) return
  const field = path.join('.')
  const place = condition ? `${field}, at its condition ${condition},` : field
  throw refusal(
    `all filters of the request together may have ${limit} ${what}: that of ${place} goes beyond`,
    {
      limit,
      field,
      ...(condition ? { condition } : {}),
    },
  )
}

function refusal(message: string, extensions: Record<string, unknown>): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'FILTER_LIMIT', ...extensions } })
}
