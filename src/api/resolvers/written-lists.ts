import {
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  locatedError,
  type OperationDefinitionNode,
} from 'graphql'
import { fromText, type GraphQLAnswer } from '../execute/answer.ts'
import { fragmentsOf } from '../execute/introspection.ts'
import type { AnswerWriter, OperationAsked as Asked } from '../execute/reader.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import type { Entity, Model } from '../model/model.ts'
import type { TokenBook } from '../model/tokens.ts'
import { argumentsOf, listArguments } from '../sql/compile.ts'
import type { Query } from '../sql/fragment.ts'
import { isByFigure } from '../sql/list-parts.ts'
import { compileWritten } from '../sql/written.ts'
import { CompiledFields } from './compiled-fields.ts'

/**
 * Lists whose JSON text the database writes: nothing is made of their rows here but one text to be sent on. A question is one when
 * its only root field is a list of now, and everything that is selected under it stands in columns.
 */
export class WrittenLists implements AnswerWriter {
  readonly #schema: GraphQLSchema
  readonly #model: Model
  readonly #tokens: TokenBook
  readonly #entities: ReadonlyMap<string, Entity>
  readonly #compiled = new CompiledFields()

  constructor(model: Model, schema: GraphQLSchema, tokens: TokenBook) {
    this.#schema = schema
    this.#model = model
    this.#tokens = tokens
    this.#entities = new Map([...model.entities.values()].map((entity) => [entity.plural, entity]))
  }

  /**
   * The answer to such a question; undefined to any other, where arguments are refused, and where a row holds a null that the schema
   * does not allow: then its rows are to be read one by one.
   */
  async answer(asked: Asked, snapshot: Snapshot): Promise<GraphQLAnswer | undefined> {
    const operation = getOperationAST(asked.document, asked.operationName)
    const [node, another] = operation?.selectionSet.selections ?? []
    if (!operation || node?.kind !== Kind.FIELD || another || node.directives?.length) return undefined
    const entity = this.#entities.get(node.name.value)
    if (!entity) return undefined
    const query = this.#compiled.get({ fieldNodes: [node], variableValues: asked.variables }, () =>
      attempt(() => this.#compile(entity, node, operation, asked)),
    )
    if (!query) return undefined
    const key = node.alias?.value ?? node.name.value
    try {
      const [[rows, unwritten] = []] = await snapshot.rows(query.text, query.values, true)
      return unwritten === 0 ? fromText(`{"data":{"${key}":[${rows ?? ''}]}}`) : undefined
    } catch (error) {
      return { data: null, errors: [locatedError(error, [node], [key])] }
    }
  }

  #compile(
    entity: Entity,
    node: FieldNode,
    { variableDefinitions }: OperationDefinitionNode,
    { document, variables }: Asked,
  ): Query | undefined {
    const given = getVariableValues(this.#schema, variableDefinitions ?? [], { ...variables })
    if (given.errors) return undefined
    const compiler = {
      model: this.#model,
      schema: this.#schema,
      tokens: this.#tokens,
      operation: { fragments: fragmentsOf(document), variableValues: given.coerced },
    }
    const args = argumentsOf(compiler, 'Query', node)
    if (args.asOf) return undefined
    const list = listArguments(args)
    // More than one engine may have its rows.
    if (entity.rollup && isByFigure(entity, entity.rollup, list)) return undefined
    return compileWritten(compiler, entity, [node], list)
  }
}

// What is wrong with an argument is told by the field's resolver.
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof GraphQLError) return undefined
    throw error
  }
}
