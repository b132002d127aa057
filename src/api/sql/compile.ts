import {
  type FieldNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
} from 'graphql'
import type { Model } from '../model/model.ts'
import { MAX_PAGE } from '../model/sizes.ts'
import type { TokenBook } from '../model/tokens.ts'
import type { Operation } from './selection.ts'
import type { Where } from './where.ts'

/** What compiling needs besides the statement. */
export interface Compiler {
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly tokens: TokenBook
  readonly operation: Operation
}

/** Arguments of a list, checked. */
export interface ListArguments {
  readonly where: Where | undefined
  readonly orderBy: readonly string[]
  readonly limit: number
  readonly offset: number
}

/** The arguments that a field node gives, defaults filled in. */
export function argumentsOf(
  compiler: Pick<Compiler, 'schema' | 'operation'>,
  type: string,
  node: FieldNode,
): Record<string, unknown> {
  const object = compiler.schema.getType(type) as GraphQLObjectType
  const definition = object.getFields()[node.name.value]
  if (!definition) throw new TypeError(`no field ${type}.${node.name.value}`)
  return getArgumentValues(definition, node, { ...compiler.operation.variableValues })
}

/** `path`: of the field, for what is said of an argument that is refused. */
export function listArguments(
  args: Readonly<Record<string, unknown>>,
  path: readonly string[] = [],
): ListArguments {
  return {
    where: (args.where ?? undefined) as Where | undefined,
    orderBy: (args.orderBy ?? []) as string[],
    limit: pageSize(args.limit, ['limit', path]),
    offset: pageSize(args.offset ?? 0, ['offset', path], 1_000_000),
  }
}

/**
 * A page's size as given.
 * @throws `BAD_USER_INPUT`, which names the argument and, where the path is known, its field
 */
export function pageSize(
  value: unknown,
  [name, path = []]: readonly [name: string, path?: readonly string[]],
  most = MAX_PAGE,
): number {
  if (typeof value === 'number' && value >= 0 && value <= most) return value
  const field = path.join('.')
  throw new GraphQLError(`${name}${field ? ` of ${field}` : ''} must be 0 to ${most}, got ${String(value)}`, {
    extensions: { code: 'BAD_USER_INPUT', limit: most, argument: name, ...(field ? { field } : {}) },
  })
}
