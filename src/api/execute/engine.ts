import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  isInputObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'
import type { Pool } from '../../platform/database.ts'
import { asksHeavy } from '../economics/heavy.ts'
import { costOf } from '../limits/cost.ts'
import { boundVariables } from '../limits/filter.ts'
import { MAX_TOKENS, shapeErrors } from '../limits/rules.ts'
import type { Model } from '../model/model.ts'
import { namedType } from '../model/read.ts'
import { Cache } from './cache.ts'
import { Snapshot } from './snapshot.ts'

export interface Prepared {
  readonly document: DocumentNode
  readonly errors: readonly GraphQLError[]
  uses: number
  /** Operation and variables that were last found good and within the limits. */
  allowed: string | undefined
  compiled: Map<string | undefined, CompiledQuery | undefined>
}

export interface EngineOptions {
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly pool: Pool
  readonly maxCost: number
}

/** From the text of a query to its result: every door (HTTP, REST, MCP) goes through here, and so through its limits. */
export class Engine {
  readonly schema: GraphQLSchema
  readonly #options: EngineOptions
  readonly #prepared = new Cache<string, Prepared>(1000)

  constructor(options: EngineOptions) {
    this.#options = options
    this.schema = options.schema
  }

  /** Parses, validates and measures the shape, once per text. Throws GraphQLError on a text that does not parse. */
  prepare(text: string): Prepared {
    const known = this.#prepared.get(text)
    if (known) return known
    const document = parseBounded(text)
    const invalid = validate(this.schema, document, specifiedRules, { maxErrors: 20 })
    const errors = invalid.length ? invalid : [...rootErrors(document), ...shapeErrors(document)]
    const prepared: Prepared = { document, errors, uses: 0, allowed: undefined, compiled: new Map() }
    this.#prepared.set(text, prepared)
    return prepared
  }

  /** Runs one query or answers why it may not run. Errors are as thrown: the caller masks them. */
  async run(
    prepared: Prepared,
    variables: Readonly<Record<string, unknown>>,
    operationName: string | undefined,
    extra: Readonly<Record<string, unknown>> = {},
  ): Promise<ExecutionResult> {
    const { document } = prepared
    const operation = getOperationAST(document, operationName)
    if (!operation)
      return { errors: [badRequest('no such operation in the document, or several and none named')] }
    const deep = refusalBy(() => boundVariables(variables))
    if (deep) return { errors: [deep] }
    const asked = JSON.stringify([operationName, variables])
    if (prepared.allowed !== asked) {
      const given = getVariableValues(this.schema, operation.variableDefinitions ?? [], { ...variables })
      if (given.errors) return { errors: given.errors }
      const refused = this.#refusal(document, operation, given.coerced)
      if (refused) return { errors: [refused] }
      prepared.allowed = asked
    }
    const snapshot = new Snapshot(this.#options.pool, readsTwice(document, operation))
    try {
      const compiled = this.#compiled(prepared, operationName)
      const context = { ...extra, snapshot }
      if (compiled) return await compiled.query(undefined, context, variables)
      return await execute({
        schema: this.schema,
        document,
        contextValue: context,
        variableValues: variables,
        operationName: operationName ?? null,
      })
    } finally {
      await snapshot.close()
    }
  }

  /** Why an operation that is executed elsewhere (a subscription) may not run, or undefined. */
  refusalOf(
    document: DocumentNode,
    variables: Readonly<Record<string, unknown>>,
    operationName: string | undefined,
  ): GraphQLError | undefined {
    const operation = getOperationAST(document, operationName)
    if (!operation) return badRequest('no such operation in the document, or several and none named')
    const deep = refusalBy(() => boundVariables(variables))
    if (deep) return deep
    const given = getVariableValues(this.schema, operation.variableDefinitions ?? [], { ...variables })
    return given.errors?.[0] ?? this.#refusal(document, operation, given.coerced ?? {})
  }

  /** For resolvers outside of one request's moment: every statement sees what is there when it runs. */
  unboundSnapshot(): Snapshot {
    return new Snapshot(this.#options.pool, false)
  }

  #refusal(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variableValues: Readonly<Record<string, unknown>>,
  ): GraphQLError | undefined {
    const { model, maxCost } = this.#options
    const measured = { fragments: fragmentsOf(document), variableValues, operation }
    return refusalBy(() => costOf(model, this.schema, measured, { maxCost }))
  }

  // Compiling costs milliseconds: only what is asked again is worth it, and a flood of new texts does not pay for it.
  #compiled(prepared: Prepared, operationName: string | undefined): CompiledQuery | undefined {
    if (prepared.compiled.has(operationName)) return prepared.compiled.get(operationName)
    if (++prepared.uses < 2) return undefined
    const made = this.#takesObjects(prepared.document, operationName)
      ? undefined
      : compileQuery(this.schema, prepared.document, operationName, { disableLeafSerialization: true })
    const compiled = made && isCompiledQuery(made) ? (made as CompiledQuery) : undefined
    prepared.compiled.set(operationName, compiled)
    return compiled
  }

  // graphql-jit writes out how each variable is read, in full. A filter holds filters, without end: compiling a query that
  // takes one in a variable would take all memory, so such a query is executed as it is.
  #takesObjects(document: DocumentNode, operationName: string | undefined): boolean {
    const variables = getOperationAST(document, operationName)?.variableDefinitions ?? []
    return variables.some(({ type }) => isInputObjectType(this.schema.getType(namedType(type))))
  }
}

function parseBounded(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: MAX_TOKENS })
  } catch (error) {
    if (!(error instanceof GraphQLError) || !error.message.includes('tokens')) throw error
    throw new GraphQLError(`the query has more than ${MAX_TOKENS} tokens`, {
      extensions: { code: 'TOKEN_LIMIT', limit: MAX_TOKENS, http: { status: 400 } },
    })
  }
}

// graphql-js finds nothing wrong with a mutation where a schema has none: it only cannot run it.
function rootErrors(document: DocumentNode): GraphQLError[] {
  const mutations = document.definitions.some(
    (each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === 'mutation',
  )
  if (!mutations) return []
  const message = 'there is nothing to change here: only queries and subscriptions'
  return [new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })]
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  return Object.fromEntries(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  )
}

// One root field without `asOf` is one statement; anything else needs one moment for all its statements.
function readsTwice(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const [only, ...more] = operation.selectionSet.selections
  if (more.length || only?.kind !== Kind.FIELD) return true
  if (document.definitions.length > 1 || asksHeavy(document)) return true
  return (only.arguments ?? []).some((argument) => argument.name.value === 'asOf')
}

function refusalBy(check: () => unknown): GraphQLError | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })
}
