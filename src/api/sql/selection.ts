import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionSetNode,
} from 'graphql'

/** What a resolver knows of the operation around it: the parts of GraphQLResolveInfo that compiling needs. */
export interface Operation {
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variableValues: Readonly<Record<string, unknown>>
}

/** The fields asked for on objects of one type: by the key they have in the answer, with every node that asks. */
export type Selection = ReadonlyMap<string, readonly FieldNode[]>

/** Collects the fields under `nodes`, fragments spread, @skip and @include obeyed. No type of ours has subtypes to tell apart. */
export function selectionUnder(nodes: readonly FieldNode[], operation: Operation): Selection {
  const found = new Map<string, FieldNode[]>()
  const spread = new Set<string>()
  for (const node of nodes) if (node.selectionSet) collect(node.selectionSet, operation, found, spread)
  return found
}

function collect(
  set: SelectionSetNode,
  operation: Operation,
  found: Map<string, FieldNode[]>,
  spread: Set<string>,
): void {
  for (const node of set.selections) {
    if (!isIncluded(node, operation)) continue
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value
      const nodes = found.get(key)
      if (nodes) nodes.push(node)
      else found.set(key, [node])
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      collect(node.selectionSet, operation, found, spread)
    } else if (!spread.has(node.name.value)) {
      // A second spread of the same fragment adds nothing; without this, spreads of spreads grow without bound.
      spread.add(node.name.value)
      const fragment = operation.fragments[node.name.value]
      if (fragment) collect(fragment.selectionSet, operation, found, spread)
    }
  }
}

function isIncluded(node: SelectionSetNode['selections'][number], operation: Operation): boolean {
  if (!node.directives?.length) return true
  const variables = { ...operation.variableValues }
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false
}
