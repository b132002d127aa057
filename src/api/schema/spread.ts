import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql'

const OURS = new Set(['entity', 'link', 'list', 'rollup', 'computed', 'amount', 'column', 'place', 'bulk'])

/** Gives every type the fields of the interfaces that it implements, in front of its own; `id` stays first. */
export function spreadInterfaces(document: DocumentNode): DocumentNode {
  const interfaces = new Map<string, InterfaceTypeDefinitionNode>()
  for (const each of document.definitions)
    if (each.kind === Kind.INTERFACE_TYPE_DEFINITION) interfaces.set(each.name.value, each)
  return {
    ...document,
    definitions: document.definitions.map((each) =>
      each.kind === Kind.OBJECT_TYPE_DEFINITION ? { ...each, fields: spread(each, interfaces) } : each,
    ),
  }
}

function spread(
  type: ObjectTypeDefinitionNode,
  interfaces: ReadonlyMap<string, InterfaceTypeDefinitionNode>,
): FieldDefinitionNode[] {
  const own = type.fields ?? []
  const given = (type.interfaces ?? []).flatMap((each) => interfaces.get(each.name.value)?.fields ?? [])
  const id = own.filter((field) => field.name.value === 'id')
  return [...id, ...given, ...own.filter((field) => field.name.value !== 'id')]
}

/** The document without the directives that only we understand. */
export function withoutOurDirectives(document: DocumentNode): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((each): DefinitionNode => {
      if (each.kind !== Kind.OBJECT_TYPE_DEFINITION && each.kind !== Kind.INTERFACE_TYPE_DEFINITION)
        return each
      const fields = (each.fields ?? []).map((field) => ({ ...field, directives: foreign(field.directives) }))
      return { ...each, directives: foreign(each.directives), fields }
    }),
  }
}

function foreign<D extends DirectiveNode>(directives: readonly D[] | undefined): D[] {
  return (directives ?? []).filter((directive) => !OURS.has(directive.name.value))
}
