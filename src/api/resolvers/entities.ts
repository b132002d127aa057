import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql'
import type { Context, Resolvers } from '../execute/context.ts'
import type { Entity, Model } from '../model/model.ts'
import type { TokenBook } from '../model/tokens.ts'
import { compileAggregate } from '../sql/aggregate.ts'
import { type Compiler, listArguments } from '../sql/compile.ts'
import { compileConnection, pageOf } from '../sql/connection.ts'
import { compileById, compileList, type SourceSql } from '../sql/list.ts'
import { slot } from '../sql/select.ts'
import { type AsOf, findBlockVector, nodesAsOf } from './asOf.ts'
import { CompiledFields } from './remembered.ts'

/** List, by id and connection of every entity: one statement each. */
export function entityResolvers(model: Model, schema: GraphQLSchema, tokens: TokenBook): Resolvers {
  const compiler = (info: GraphQLResolveInfo): Compiler => ({ model, schema, tokens, operation: info })
  const resolvers = [...model.entities.values()].map((entity) => ({
    ...rootResolvers(entity, compiler),
    ...waitingFields(entity),
  }))
  return Object.assign({}, ...resolvers)
}

function rootResolvers(entity: Entity, compiler: (info: GraphQLResolveInfo) => Compiler): Resolvers {
  const { rollup } = entity
  const lists = new CompiledFields()
  const rows = new CompiledFields()
  const connections = new CompiledFields()
  return {
    [`Query.${entity.plural}`]: async (_, args, { snapshot }, info) => {
      const source = await sourceOf(args, snapshot)
      const compile = () => compileList(compiler(info), entity, info.fieldNodes, listArguments(args), source)
      const query = source ? compile() : lists.get(info, compile)
      return (await snapshot.rows(query.text, query.values)).map(query.read)
    },
    [`Query.${entity.singular}ById`]: async (_, args, { snapshot }, info) => {
      const source = await sourceOf(args, snapshot)
      const compile = () => compileById(compiler(info), entity, info.fieldNodes, String(args.id), source)
      const query = source ? compile() : rows.get(info, compile)
      const [row] = await snapshot.rows(query.text, query.values)
      return row ? query.read(row) : null
    },
    [`Query.${entity.plural}Connection`]: async (_, args, { snapshot }, info) => {
      const source = await sourceOf(args, snapshot)
      const compile = () => compileConnection(compiler(info), entity, info.fieldNodes, pageOf(args), source)
      const query = source ? compile() : connections.get(info, compile)
      const [row] = await snapshot.rows(query.text, query.values)
      return query.read(row ?? [])
    },
    ...(rollup
      ? {
          [`Query.${entity.plural}Aggregate`]: async (_, args, { snapshot }, info) => {
            const query = compileAggregate(compiler(info), entity, rollup, info.fieldNodes, args)
            return (await snapshot.rows(query.text, query.values)).map(query.read)
          },
        }
      : {}),
    [`${entity.name}Edge.node`]: (parent) => (parent as Record<string, unknown>)[slot('node')],
  }
}

// Links and lists were read with their parent; they wait under the key that they have in the answer.
function waitingFields(entity: Entity): Resolvers {
  const fields = [...entity.fields.values()].filter((field) => field.kind === 'link' || field.kind === 'list')
  return Object.fromEntries(
    fields.map((field) => [
      `${entity.name}.${field.name}`,
      (parent: unknown, _args: unknown, _context: Context, info: GraphQLResolveInfo) =>
        (parent as Record<string, unknown>)[slot(String(info.path.key))],
    ]),
  )
}

async function sourceOf(
  args: Record<string, unknown>,
  snapshot: Context['snapshot'],
): Promise<SourceSql | undefined> {
  if (!args.asOf) return undefined
  return nodesAsOf(await findBlockVector(snapshot, args.asOf as AsOf))
}
