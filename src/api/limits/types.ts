import { type GraphQLSchema, getNamedType, isCompositeType, isObjectType } from 'graphql'

/** The object type that a field gives, or undefined when it gives a value. */
export function namedTypeOf(schema: GraphQLSchema, type: string, field: string): string | undefined {
  const object = schema.getType(type)
  const found = isObjectType(object) ? object.getFields()[field] : undefined
  const named = found && getNamedType(found.type)
  return named && isCompositeType(named) ? named.name : undefined
}
