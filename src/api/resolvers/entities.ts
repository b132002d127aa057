import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql'
import type { RollupRoute } from '../columnar/route.ts'
import type { Context, Resolvers } from '../execute/context.ts'
import type { Entity, Model } from '../model/model.ts'
import type { TokenBook } from '../model/tokens.ts'
import { askAggregate } from '../sql/aggregate-parts.ts'
import { type Compiler, listArguments } from '../sql/compile.ts'
import { compileConnection, pageOf } from '../sql/connection.ts'
import { compileById, compileList } from '../sql/list.ts'
import { askList, isByFigure } from '../sql/list-parts.ts'
import { slot } from '../sql/select.ts'
import type { Moment } from '../sql/statement.ts'
import { type AsOf, assertSameMoment, findBlockVector, findMomentOfId } from './as-of.ts'
import { CompiledFields } from './compiled-fields.ts'

/** List, by id and connection of every entity: one statement each. */
export function entityResolvers(
  model: Model,
  schema: GraphQLSchema,
  tokens: TokenBook,
  route: RollupRoute,
): Resolvers {
  const compiler = (info: GraphQLResolveInfo): Compiler => ({ model, schema, tokens, operation: info })
  const resolvers = [...model.entities.values()].map((entity) => ({
    ...rootResolvers(entity, compiler, route),
    ...waitingFields(entity),
  }))
  return Object.assign({}, ...resolvers)
}

function rootResolvers(
  entity: Entity,
  compiler: (info: GraphQLResolveInfo) => Compiler,
  route: RollupRoute,
): Resolvers {
  const { rollup } = entity
  const lists = new CompiledFields()
  const rows = new CompiledFields()
  const connections = new CompiledFields()
  const byId: Resolvers[string] = async (_, args, { snapshot }, info) => {
    const moment = await momentOfId(args, snapshot)
    const compile = () => compileById(compiler(info), entity, info.fieldNodes, String(args.id), moment)
    const query = moment ? compile() : rows.get(info, compile)
    const [row] = await snapshot.rows(query.text, query.values, true)
    return row ? query.read(row) : null
  }
  return {
    [`Query.${entity.plural}`]: async (_, args, { snapshot }, info) => {
      const moment = await momentOf(args, snapshot)
      const given = listArguments(args)
      if (rollup && !moment && isByFigure(entity, rollup, given))
        return route.rows(
          snapshot,
          askList({ compiler: compiler(info), entity, rollup, nodes: info.fieldNodes, args: given }),
        )
      const compile = () => compileList(compiler(info), entity, info.fieldNodes, given, moment)
      const query = moment ? compile() : lists.get(info, compile)
      return (await snapshot.rows(query.text, query.values, true)).map(query.read)
    },
    [`Query.${entity.singular}ById`]: byId,
    // The one entity whose name is short enough to be asked for by it alone.
    ...(entity.name === 'Node' ? { 'Query.node': byId } : {}),
    [`Query.${entity.plural}Connection`]: async (_, args, { snapshot }, info) => {
      const moment = await momentOf(args, snapshot)
      const page = pageOf(args)
      const compile = () => compileConnection(compiler(info), entity, info.fieldNodes, page, moment)
      const query = moment ? compile() : connections.get(info, compile)
      const [row] = await snapshot.rows(query.text, query.values)
      return query.read(row ?? [])
    },
    ...(rollup
      ? {
          [`Query.${entity.plural}Aggregate`]: (_, args, { snapshot }, info) =>
            route.rows(
              snapshot,
              askAggregate({ compiler: compiler(info), entity, rollup, nodes: info.fieldNodes, args }),
            ),
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

async function momentOf(
  args: Record<string, unknown>,
  snapshot: Context['snapshot'],
): Promise<Moment | undefined> {
  return args.asOf ? findBlockVector(snapshot, args.asOf as AsOf) : undefined
}

/** The moment that `asOf` or the id itself names. */
async function momentOfId(
  args: Record<string, unknown>,
  snapshot: Context['snapshot'],
): Promise<Moment | undefined> {
  const asked = await momentOf(args, snapshot)
  const named = await findMomentOfId(snapshot, String(args.id))
  if (asked && named) assertSameMoment(named, asked)
  return named ?? asked
}
