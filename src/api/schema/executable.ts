import type { GraphQLSchema } from 'graphql'
import { RollupRoute } from '../columnar/route.ts'
import type { Resolvers } from '../execute/context.ts'
import type { AnswerWriter } from '../execute/reader.ts'
import { assertCosts, Costs, type FieldCosts } from '../limits/costs.ts'
import type { Model } from '../model/model.ts'
import type { TokenBook } from '../model/tokens.ts'
import { entityResolvers } from '../resolvers/entities.ts'
import { installResolvers } from '../resolvers/install.ts'
import { metaResolvers } from '../resolvers/meta.ts'
import { searchResolvers } from '../resolvers/search.ts'
import { WrittenLists } from '../resolvers/written-lists.ts'
import { buildPublicSchema } from './schema.ts'

/** A part of the API beside the entities: its SDL (`extend type …`), and by `Type.field` its resolvers and their costs. */
export interface Extension {
  readonly sdl: string
  readonly resolvers: Resolvers
  /** One for each resolver; in rows. */
  readonly costs: FieldCosts
}

export interface ExecutableSchema {
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly costs: Costs
  readonly writer: AnswerWriter
}

/**
 * The public schema with its resolvers, and with what is mounted beside the entities.
 * @throws TypeError on an extension that names a field which is not there, or leaves a resolver without a cost
 */
export function buildExecutableSchema(
  tokens: TokenBook,
  extensions: readonly Extension[] = [],
  route = new RollupRoute(),
): ExecutableSchema {
  const { model, schema } = buildPublicSchema(extensions.map((each) => each.sdl))
  installResolvers(schema, {
    ...entityResolvers(model, schema, tokens, route),
    ...metaResolvers(tokens, route),
    ...searchResolvers(model),
    ...Object.assign({}, ...extensions.map((each) => each.resolvers)),
  })
  for (const extension of extensions) assertCosts(schema, extension)
  const costs = new Costs(Object.assign(bulkCosts(model), ...extensions.map((each) => each.costs)))
  return { model, schema, costs, writer: new WrittenLists(model, schema, tokens) }
}

// A document of some kilobytes weighs as much as so many rows.
const BULK_ROWS = 100

function bulkCosts({ entities }: Model): FieldCosts {
  const bulk = [...entities.values()].flatMap((entity) =>
    [...entity.fields.values()]
      .filter((field) => field.kind === 'scalar' && field.isBulk)
      .map((field) => [`${entity.name}.${field.name}`, BULK_ROWS]),
  )
  return Object.fromEntries(bulk)
}
