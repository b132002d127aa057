import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql'

const SHAPE = { depth: 12, aliases: 30, directives: 50, rootFields: 20 }

/** Most lexical tokens in a document. */
export const MAX_TOKENS = 2000

/**
 * Refuses a valid document by its shape, before anything is compiled. Each error's extensions say limit and found.
 * Codes: `DEPTH_LIMIT`, `ALIAS_LIMIT`, `DIRECTIVE_LIMIT`, `ROOT_FIELD_LIMIT`.
 */
export function shapeErrors(document: DocumentNode, limits = SHAPE): GraphQLError[] {
  let aliases = 0
  let directives = 0
  visit(document, {
    Field: (node) => {
      if (node.alias) aliases++
    },
    Directive: () => {
      directives++
    },
  })
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION)
  const depths = depthMeter(document)
  const depth = Math.max(0, ...operations.map((each) => depths(each.selectionSet)))
  const roots = Math.max(0, ...operations.map((each) => each.selectionSet.selections.length))
  return [
    ...over('DEPTH_LIMIT', 'levels', depth, limits.depth),
    ...over('ALIAS_LIMIT', 'aliases', aliases, limits.aliases),
    ...over('DIRECTIVE_LIMIT', 'directives', directives, limits.directives),
    ...over('ROOT_FIELD_LIMIT', 'root fields', roots, limits.rootFields),
  ]
}

// Each fragment is measured once, so that spreading it often costs nothing. Introspection is deep by nature and has
// graphql-js' own limit.
function depthMeter(document: DocumentNode): (set: SelectionSetNode) => number {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each)
  const known = new Map<SelectionSetNode, number>()
  const measure = (set: SelectionSetNode): number => {
    const before = known.get(set)
    if (before !== undefined) return before
    const depth = Math.max(
      0,
      ...set.selections.map((node) => {
        if (node.kind === Kind.INLINE_FRAGMENT) return measure(node.selectionSet)
        if (node.kind === Kind.FIELD) {
          if (node.name.value.startsWith('__')) return 1
          return 1 + (node.selectionSet ? measure(node.selectionSet) : 0)
        }
        const fragment = fragments.get(node.name.value)
        return fragment ? measure(fragment.selectionSet) : 0
      }),
    )
    known.set(set, depth)
    return depth
  }
  return measure
}

function over(code: string, what: string, found: number, limit: number): GraphQLError[] {
  if (found <= limit) return []
  return [
    new GraphQLError(`the query has ${found} ${what}, at most ${limit} are allowed`, {
      extensions: { code, limit, found },
    }),
  ]
}
