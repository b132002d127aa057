import { type GraphQLSchema, isObjectType } from 'graphql'
import type { Resolvers } from '../execute/context.ts'

/**
 * Puts resolvers by `Type.field` on a schema.
 * @throws on a name that the schema does not have
 */
export function installResolvers(schema: GraphQLSchema, resolvers: Resolvers): void {
  for (const [name, resolve] of Object.entries(resolvers)) {
    const [typeName = '', fieldName = ''] = name.split('.')
    const type = schema.getType(typeName)
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined
    if (!field) throw new TypeError(`no field ${name} in the schema`)
    field.resolve = resolve
  }
}
