import type { GraphQLSchema } from 'graphql'
import type { Resolvers } from '../execute/context.ts'
import type { Model } from '../model/model.ts'
import type { TokenBook } from '../model/tokens.ts'
import { entityResolvers } from '../resolvers/entities.ts'
import { installResolvers } from '../resolvers/install.ts'
import { metaResolvers } from '../resolvers/meta.ts'
import { searchResolvers } from '../resolvers/search.ts'
import { buildPublicSchema } from './schema.ts'

/** A part of the API beside the entities: its SDL (`extend type …`) and its resolvers by `Type.field`. */
export interface Extension {
  readonly sdl: string
  readonly resolvers: Resolvers
}

/** The public schema with its resolvers, and with what is mounted beside the entities. */
export function buildExecutableSchema(
  tokens: TokenBook,
  extensions: readonly Extension[] = [],
): { model: Model; schema: GraphQLSchema } {
  const { model, schema } = buildPublicSchema(extensions.map((each) => each.sdl))
  installResolvers(schema, {
    ...entityResolvers(model, schema, tokens),
    ...metaResolvers(tokens),
    ...searchResolvers(model),
    ...Object.assign({}, ...extensions.map((each) => each.resolvers)),
  })
  return { model, schema }
}
