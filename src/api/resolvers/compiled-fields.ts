import type { FieldNode, GraphQLResolveInfo } from 'graphql'

// A stranger's long variables are read again each time: what is kept of a prepared query has its size from its text.
const MOST_REMEMBERED = 2000

interface Remembered {
  readonly variables: string
  readonly made: unknown
}

/**
 * What a field of a prepared query was compiled to, as long as it is asked again with the same variables. Field nodes live as long
 * as their prepared query, of which a bounded number is kept, and so does what is remembered of them.
 */
export class CompiledFields {
  readonly #known = new WeakMap<FieldNode, Remembered>()

  get<T>(info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'variableValues'>, compile: () => T): T {
    const [node, another] = info.fieldNodes
    // Two nodes of one answer key are merged: what comes of it is not known from either alone.
    if (!node || another) return compile()
    const variables = JSON.stringify(info.variableValues)
    const known = this.#known.get(node)
    // Only the resolver of this very field puts it there.
    if (known?.variables === variables) return known.made as T
    const made = compile()
    if (variables.length <= MOST_REMEMBERED) this.#known.set(node, { variables, made })
    return made
  }
}
