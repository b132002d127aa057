import { type FieldNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'
import { heavyCost } from '../economics/heavy.ts'
import type { Model } from '../model/model.ts'
import { argumentsOf, type Compiler, listArguments } from '../sql/compile.ts'
import { pageOf } from '../sql/connection.ts'
import { type Operation, selectionUnder } from '../sql/selection.ts'
import { FilterMeter } from './filter.ts'
import { namedTypeOf } from './types.ts'

// How often fields may be asked for once fragments are spread: bounds the work of compiling.
const MAX_FIELDS = 3000
// Counting all rows that a filter lets through is work even when none is sent.
const COUNT_COST = 1000

export interface CostLimits {
  readonly maxCost: number
}

/**
 * The most rows an operation may read: page sizes multiplied along every path, summed. A list of 100 with lists of 20
 * inside costs 100 × (1 + 20). Throws `COST_LIMIT` with the cost and the limit, `FIELD_LIMIT`, `FILTER_LIMIT`, or what bad
 * arguments throw.
 */
export function costOf(
  model: Model,
  schema: GraphQLSchema,
  operation: Operation & { readonly operation: OperationDefinitionNode },
  { maxCost }: CostLimits,
): number {
  const meter = new Meter(model, schema, operation)
  const root: FieldNode = { kind: 'Field', selectionSet: operation.operation.selectionSet } as FieldNode
  const type = operation.operation.operation === 'subscription' ? 'Subscription' : 'Query'
  const cost = meter.under(type, [root])
  if (cost > maxCost)
    throw new GraphQLError(
      `the query may read ${cost} rows, at most ${maxCost} are allowed: ask for smaller pages (limit, first), fewer lists inside lists, or use /export`,
      { extensions: { code: 'COST_LIMIT', cost, limit: maxCost } },
    )
  return cost
}

class Meter {
  readonly #compiler: Pick<Compiler, 'model' | 'schema' | 'operation'>
  readonly #filters = new FilterMeter()
  #fields = 0

  constructor(model: Model, schema: GraphQLSchema, operation: Operation) {
    this.#compiler = { model, schema, operation }
  }

  under(type: string, nodes: readonly FieldNode[]): number {
    let cost = 0
    for (const asked of selectionUnder(nodes, this.#compiler.operation).values()) {
      if (++this.#fields > MAX_FIELDS)
        throw new GraphQLError(
          `the query asks for more than ${MAX_FIELDS} fields once fragments are spread`,
          {
            extensions: { code: 'FIELD_LIMIT', limit: MAX_FIELDS },
          },
        )
      cost += this.#field(type, asked)
    }
    return cost
  }

  #field(type: string, nodes: readonly FieldNode[]): number {
    const [node] = nodes
    const name = node?.name.value ?? ''
    if (!node || name.startsWith('__')) return 0
    const target = namedTypeOf(this.#compiler.schema, type, name)
    const entity = this.#compiler.model.entities.get(type)
    if (type === 'Query' || type === 'Subscription') return this.#root(type, node, nodes, target)
    const list = entity?.fields.get(name)?.kind === 'list'
    if (!list) return heavyCost(type, name) + (target ? this.under(target, nodes) : 0)
    const { limit, where } = listArguments(argumentsOf(this.#compiler, type, node))
    this.#filters.add(where)
    return limit * (1 + this.under(target ?? '', nodes))
  }

  #root(type: string, node: FieldNode, nodes: readonly FieldNode[], target: string | undefined): number {
    const args = argumentsOf(this.#compiler, type, node)
    this.#filters.add(args.where)
    const inner = (target ? this.under(target, nodes) : 0) + heavyCost(type, node.name.value, args)
    if (target?.endsWith('Connection')) {
      const counted = ['totalCount', 'totalCountAtLeast'].some((name) => this.#asks(nodes, name))
        ? COUNT_COST
        : 0
      return pageOf(args).size * (1 + inner) + counted
    }
    if (args.limit === undefined) return 1 + inner
    return (this.#isEntity(target) ? listArguments(args).limit : Number(args.limit)) * (1 + inner)
  }

  #asks(nodes: readonly FieldNode[], name: string): boolean {
    const asked = selectionUnder(nodes, this.#compiler.operation)
    return [...asked.values()].some(([first]) => first?.name.value === name)
  }

  #isEntity(name: string | undefined): boolean {
    return name !== undefined && this.#compiler.model.entities.has(name)
  }
}
