import {
  type FieldNode,
  type FragmentDefinitionNode,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql'
import type { Entity } from '../../../src/api/model/model.ts'
import { TokenBook } from '../../../src/api/model/tokens.ts'
import { buildPublicSchema } from '../../../src/api/schema/schema.ts'
import { compileAggregate } from '../../../src/api/sql/aggregate.ts'
import { askAggregate } from '../../../src/api/sql/aggregate-parts.ts'
import { argumentsOf, type Compiler, listArguments } from '../../../src/api/sql/compile.ts'
import { compileConnection, pageOf } from '../../../src/api/sql/connection.ts'
import type { Held } from '../../../src/api/sql/division.ts'
import type { Query } from '../../../src/api/sql/fragment.ts'
import { compileById, compileList } from '../../../src/api/sql/list.ts'
import type { Moment } from '../../../src/api/sql/statement.ts'
import { compileWritten } from '../../../src/api/sql/written.ts'

const tokens = new TokenBook([])
const { model, schema } = buildPublicSchema([])

export { model }

const entities = [...model.entities.values()]

export interface Question {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly moment?: Moment
  /** As the API asks it: where the database can write the text of a list, it does. Absent: columns, whose values say what they are. */
  readonly written?: boolean
}

/** The statement for the first root field of a query, which must be valid; without a database. */
export function compileQuestion(question: Question): Query {
  const { compiler, node } = open(question)
  return compileRoot(compiler, node, question.moment, question.written ?? false)
}

/** The part of an aggregate that ClickHouse is asked for where it holds all days before 2026 of a chain. */
export function compileFinished(query: string, held: Held): string {
  const { compiler, node } = open({ query })
  const entity = entities.find(({ plural }) => `${plural}Aggregate` === node.name.value)
  if (!entity?.rollup) throw new TypeError(`${node.name.value} is no aggregate`)
  const args = argumentsOf(compiler, 'Query', node)
  const asked = askAggregate({ compiler, entity, rollup: entity.rollup, nodes: [node], args })
  const division = { network: 'one', chainId: 31337, before: '2026-01-01', except: [] }
  return asked.parts([division], held).finished.text
}

function open({ query, variables = {} }: Question): {
  readonly compiler: Compiler
  readonly node: FieldNode
} {
  const document = parse(query)
  const [invalid] = validate(schema, document)
  if (invalid) throw invalid
  const fragments: Record<string, FragmentDefinitionNode> = {}
  let operation: OperationDefinitionNode | undefined
  for (const each of document.definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each
    if (each.kind === Kind.OPERATION_DEFINITION) operation = each
  }
  const [node] = operation?.selectionSet.selections ?? []
  if (!operation || node?.kind !== Kind.FIELD) throw new TypeError('a query with one root field is expected')
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
  if (!coerced) throw errors[0]
  return { compiler: { model, schema, tokens, operation: { fragments, variableValues: coerced } }, node }
}

function compileRoot(
  compiler: Compiler,
  node: FieldNode,
  moment: Moment | undefined,
  written: boolean,
): Query {
  const args = argumentsOf(compiler, 'Query', node)
  const field = node.name.value
  const is = (name: (entity: Entity) => string) => entities.find((entity) => name(entity) === field)
  const listed = is((entity) => entity.plural)
  const asText = listed && written && !moment && compileWritten(compiler, listed, [node], listArguments(args))
  if (asText) return asText
  if (listed) return compileList(compiler, listed, [node], listArguments(args), moment)
  const single = is((entity) => `${entity.singular}ById`)
  if (single) return compileById(compiler, single, [node], String(args.id), moment)
  const paged = is((entity) => `${entity.plural}Connection`)
  if (paged) return compileConnection(compiler, paged, [node], pageOf(args), moment)
  const counted = is((entity) => `${entity.plural}Aggregate`)
  if (counted?.rollup)
    return compileAggregate({ compiler, entity: counted, rollup: counted.rollup, nodes: [node], args })
  throw new TypeError(`no entity answers ${field}`)
}
