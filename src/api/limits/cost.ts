import { type FieldNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'
import type { Model } from '../model/model.ts'
import { argumentsOf, type Compiler, listArguments } from '../sql/compile.ts'
import { pageOf } from '../sql/connection.ts'
import { type Operation, selectionUnder } from '../sql/selection.ts'
import { Bill } from './bill.ts'
import type { Costs } from './costs.ts'
import { FilterMeter } from './filter.ts'
import { introspectedValues } from './introspection.ts'
import { namedTypeOf } from './types.ts'

// How often fields may be asked for once fragments are spread: bounds the work of compiling.
const MAX_FIELDS = 3000
// Counting all rows that a filter lets through is work even when none is sent.
const COUNT_COST = 1000

export interface CostLimits {
  readonly maxCost: number
}

/** What is measured against: the entities, the schema, and what each field costs that is no entity's. */
export interface Measure {
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly costs: Costs
}

/**
 * The most rows an operation may read: page sizes multiplied along every path, summed. A list of 100 with lists of 20
 * inside costs 100 × (1 + 20).
 *
 * @throws GraphQLError `COST_LIMIT` with the cost, the limit and the field that costs most; `FIELD_LIMIT`, `FILTER_LIMIT`,
 *   `INTROSPECTION_LIMIT`; what bad arguments throw, which names the field
 */
export function costOf(
  measure: Measure,
  operation: Operation & { readonly operation: OperationDefinitionNode },
  { maxCost }: CostLimits,
): Measured {
  const meter = new Meter(measure, operation)
  const root: FieldNode = { kind: 'Field', selectionSet: operation.operation.selectionSet } as FieldNode
  const type = operation.operation.operation === 'subscription' ? 'Subscription' : 'Query'
  meter.under(type, [root], [], 1)
  meter.bill.assertWithin(maxCost)
  return { rows: meter.bill.total, fields: meter.fields }
}

/** What an operation costs. */
export interface Measured {
  /** Most rows that it may read. */
  readonly rows: number
  /** Fields that it asks for, once fragments are spread. */
  readonly fields: number
}

type Path = readonly string[]

class Meter {
  readonly bill = new Bill()
  readonly #compiler: Pick<Compiler, 'model' | 'schema' | 'operation'>
  readonly #costs: Costs
  readonly #filters = new FilterMeter()
  fields = 0
  #introspected = 0

  constructor({ model, schema, costs }: Measure, operation: Operation) {
    this.#compiler = { model, schema, operation }
    this.#costs = costs
  }

  /** Adds what is selected under `nodes`, which are asked for `times` times. */
  under(type: string, nodes: readonly FieldNode[], path: Path, times: number): void {
    for (const [key, asked] of selectionUnder(nodes, this.#compiler.operation)) {
      if (++this.fields > MAX_FIELDS)
        throw new GraphQLError(
          `the query asks for more than ${MAX_FIELDS} fields once fragments are spread`,
          { extensions: { code: 'FIELD_LIMIT', limit: MAX_FIELDS } },
        )
      this.#field(type, asked, [...path, key], times)
    }
  }

  #field(type: string, nodes: readonly FieldNode[], path: Path, times: number): void {
    const [node] = nodes
    const name = node?.name.value ?? ''
    if (!node || name === '__typename') return
    if (name.startsWith('__')) {
      this.#introspection(nodes, path)
      return
    }
    const target = namedTypeOf(this.#compiler.schema, type, name)
    if (type === 'Query' || type === 'Subscription') {
      this.#root(type, node, nodes, target, path)
      return
    }
    const list = this.#compiler.model.entities.get(type)?.fields.get(name)?.kind === 'list'
    if (!list) {
      this.bill.add(
        path,
        times,
        this.#costs.of(type, name, () => this.#arguments(type, node)),
      )
      if (target) this.under(target, nodes, path, times)
      return
    }
    const { limit, where } = listArguments(this.#arguments(type, node), path)
    this.#filters.add(where, path)
    this.bill.add(path, times, limit)
    this.under(target ?? '', nodes, path, times * limit)
  }

  #root(
    type: string,
    node: FieldNode,
    nodes: readonly FieldNode[],
    target: string | undefined,
    path: Path,
  ): void {
    const args = this.#arguments(type, node)
    this.#filters.add(args.where, path)
    const size = this.#rootSize(args, target, path)
    this.bill.add(path, size, 1 + this.#costs.of(type, node.name.value, () => args))
    if (['totalCount', 'totalCountAtLeast'].some((name) => this.#asks(nodes, name)))
      this.bill.add([...path, 'totalCount'], 1, COUNT_COST)
    if (target) this.under(target, nodes, path, size)
  }

  #rootSize(args: Readonly<Record<string, unknown>>, target: string | undefined, path: Path): number {
    if (target?.endsWith('Connection')) return pageOf(args, path).size
    return args.limit === undefined ? 1 : listArguments(args, path).limit
  }

  // Counted for all of the request together: asking twice for half of the limit is asking for all of it.
  #introspection(nodes: readonly FieldNode[], path: Path): void {
    const { schema, operation } = this.#compiler
    const values = introspectedValues(schema, operation, nodes, path, this.#introspected)
    this.#introspected += values
    this.bill.add(path, 1, values)
  }

  #arguments(type: string, node: FieldNode): Record<string, unknown> {
    return argumentsOf(this.#compiler, type, node)
  }

  #asks(nodes: readonly FieldNode[], name: string): boolean {
    const asked = selectionUnder(nodes, this.#compiler.operation)
    return [...asked.values()].some(([first]) => first?.name.value === name)
  }
}
