import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'

const SHAPE = { depth: 12, introspectionDepth: 20, schemas: 1, aliases: 30, directives: 50, rootFields: 20 }

/** Most lexical tokens in a document. */
export const MAX_TOKENS = 2000

/**
 * Refuses a valid document by its shape, before anything is compiled. Each error's extensions say limit and found.
 * Codes: `DEPTH_LIMIT`, `ALIAS_LIMIT`, `DIRECTIVE_LIMIT`, `ROOT_FIELD_LIMIT`, `INTROSPECTION_LIMIT`.
 */
export function shapeErrors(document: DocumentNode, limits = SHAPE): GraphQLError[] {
  let aliases = 0
  let directives = 0
  let schemas = 0
  visit(document, {
    Field: (node) => {
      if (node.alias) aliases++
      if (node.name.value === '__schema') schemas++
    },
    Directive: () => {
      directives++
    },
  })
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION)
  const meter = depthMeter(document)
  const depths = operations.map((each) => meter(each.selectionSet))
  const depth = Math.max(0, ...depths.map(({ data }) => data))
  const introspected = Math.max(0, ...depths.map(({ schema }) => schema))
  const roots = Math.max(0, ...operations.map((each) => each.selectionSet.selections.length))
  return [
    ...over('DEPTH_LIMIT', 'levels', depth, limits.depth),
    ...over('DEPTH_LIMIT', 'levels of introspection', introspected, limits.introspectionDepth),
    ...over('INTROSPECTION_LIMIT', 'fields __schema', schemas, limits.schemas),
    ...over('ALIAS_LIMIT', 'aliases', aliases, limits.aliases),
    ...over('DIRECTIVE_LIMIT', 'directives', directives, limits.directives),
    ...over('ROOT_FIELD_LIMIT', 'root fields', roots, limits.rootFields),
  ]
}

/** How deep a selection is: of data, and of the schema's own description under `__schema` or `__type`. */
interface Depths {
  readonly data: number
  readonly schema: number
}

// Each fragment is measured once, so that spreading it often costs nothing. Introspection is deep by nature: a type of a list
// of a type takes three levels.
function depthMeter(document: DocumentNode): (set: SelectionSetNode) => Depths {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each)
  const known = new Map<SelectionSetNode, Depths>()
  const ofNode = (node: SelectionNode): Depths => {
    if (node.kind === Kind.INLINE_FRAGMENT) return measure(node.selectionSet)
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(node.name.value)
      return fragment ? measure(fragment.selectionSet) : { data: 0, schema: 0 }
    }
    const inner = node.selectionSet ? measure(node.selectionSet) : { data: 0, schema: 0 }
    if (node.name.value.startsWith('__')) return { data: 1, schema: 1 + inner.data }
    return { data: 1 + inner.data, schema: inner.schema }
  }
  const measure = (set: SelectionSetNode): Depths => {
    const before = known.get(set)
    if (before !== undefined) return before
    const inner = set.selections.map(ofNode)
    const depths = {
      data: Math.max(0, ...inner.map(({ data }) => data)),
      schema: Math.max(0, ...inner.map(({ schema }) => schema)),
    }
    known.set(set, depths)
    return depths
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
