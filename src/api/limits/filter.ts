import { GraphQLError } from 'graphql'

/** What all filters of one request may hold together. `levels`: of links and lists inside each other in one filter. */
const MOST = { conditions: 1000, relations: 30, levels: 8, depth: 20 }
// Filters are the deepest of what variables hold; lists count as levels here.
const VARIABLE_DEPTH = 2 * MOST.depth + 10

interface Part {
  readonly value: unknown
  readonly depth: number
  readonly levels: number
}

/**
 * Adds up the work of a request's filters and refuses what is too much: each condition on a link or a list is one more table
 * to read, and those inside each other multiply. Throws `FILTER_LIMIT`. Walks without recursion: a stranger chose the depth.
 */
export class FilterMeter {
  #conditions = 0
  #relations = 0

  add(where: unknown): void {
    const open: Part[] = [{ value: where, depth: 1, levels: 0 }]
    for (let part = open.pop(); part; part = open.pop()) {
      const { value, depth, levels } = part
      refuseOver('levels of conditions', depth, MOST.depth)
      for (const [name, inner] of Object.entries(value ?? {})) {
        if (name === 'AND' || name === 'OR') {
          for (const each of listOf(inner)) open.push({ value: each, depth: depth + 1, levels })
          continue
        }
        refuseOver('conditions', ++this.#conditions, MOST.conditions)
        if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) continue
        refuseOver('conditions on links and lists', ++this.#relations, MOST.relations)
        refuseOver('links and lists inside each other', levels + 1, MOST.levels)
        open.push({ value: inner, depth: depth + 1, levels: levels + 1 })
      }
    }
  }
}

/** Refuses variables that are nested deeper than any filter may be, before anything walks them. Throws `FILTER_LIMIT`. */
export function boundVariables(variables: unknown): void {
  let level: unknown[] = [variables]
  for (let depth = 0; level.length; depth++) {
    refuseOver('levels of variables', depth, VARIABLE_DEPTH)
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

function refuseOver(what: string, found: number, limit: number): void {
  if (found <= limit) return
  throw new GraphQLError(`the filters have more than ${limit} ${what}`, {
    extensions: { code: 'FILTER_LIMIT', limit },
  })
}
