import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  isInputObjectType,
  Kind,
  parse,
  validate,
} from 'graphql'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'
import { MAX_TOKENS, shapeErrors } from '../limits/rules.ts'
import { namedType } from '../model/read.ts'
import { Cache } from './cache.ts'
import { RULES } from './validation.ts'

export interface Prepared {
  readonly text: string
  readonly document: DocumentNode
  readonly errors: readonly GraphQLError[]
  uses: number
  /** Operation and variables that were last found good and within the limits. */
  allowed: string | undefined
  /** Fields of its operations once fragments are spread, as far as they have been measured. */
  fields: number
  compiled: Map<string | undefined, CompiledQuery | undefined>
}

// Bytes, as measured: a document by its tokens; its statements, and its compiled form, by its fields.
const WEIGHT = { token: 450, fieldRun: 350, fieldCompiled: 2200 }
// Asked this often, a query is worth the milliseconds and the memory of compiling it.
const WORTH_COMPILING = 2
// Compiling holds up every other request: it may take this share of the time, and not more.
const COMPILING_SHARE = 0.1

/** Texts that were parsed and validated, kept by what they weigh, so that their number is not what bounds memory. */
export class PreparedQueries {
  readonly #schema: GraphQLSchema
  readonly #kept: Cache<string, Prepared>
  #mayCompileAt = 0

  /** `most`: estimated bytes of all together. */
  constructor(schema: GraphQLSchema, most: number) {
    this.#schema = schema
    this.#kept = new Cache(most, weigh)
  }

  /** Estimated bytes of what is kept. */
  get weight(): number {
    return this.#kept.weight
  }

  /**
   * Parses, validates and measures the shape, once per text.
   * @throws GraphQLError on a text that does not parse
   */
  prepare(text: string): Prepared {
    const known = this.#kept.get(text)
    if (known) return known
    const document = parseBounded(text)
    const invalid = validate(this.#schema, document, RULES, { maxErrors: 20 })
    const errors = invalid.length ? invalid : [...rootErrors(document), ...shapeErrors(document)]
    const prepared = { text, document, errors, uses: 0, allowed: undefined, fields: 0, compiled: new Map() }
    this.#kept.set(text, prepared)
    return prepared
  }

  /** To be called when it has grown. */
  weighAgain(prepared: Prepared): void {
    if (this.#kept.get(prepared.text) === prepared) this.#kept.set(prepared.text, prepared)
  }

  /** The compiled operation, or undefined: compiling is for what is asked again, and a flood of new texts does not pay for it. */
  compiled(prepared: Prepared, operationName: string | undefined): CompiledQuery | undefined {
    if (prepared.compiled.has(operationName)) return prepared.compiled.get(operationName)
    const began = performance.now()
    if (++prepared.uses < WORTH_COMPILING || began < this.#mayCompileAt) return undefined
    const made = this.#takesObjects(prepared.document, operationName)
      ? undefined
      : compileQuery(this.#schema, prepared.document, operationName, { disableLeafSerialization: true })
    const compiled = made && isCompiledQuery(made) ? (made as CompiledQuery) : undefined
    prepared.compiled.set(operationName, compiled)
    this.weighAgain(prepared)
    const ended = performance.now()
    this.#mayCompileAt = ended + (ended - began) / COMPILING_SHARE
    return compiled
  }

  // graphql-jit writes out how each variable is read, in full. A filter holds filters, without end: compiling a query that
  // takes one in a variable would take all memory, so such a query is executed as it is.
  #takesObjects(document: DocumentNode, operationName: string | undefined): boolean {
    const variables = getOperationAST(document, operationName)?.variableDefinitions ?? []
    return variables.some(({ type }) => isInputObjectType(this.#schema.getType(namedType(type))))
  }
}

function weigh({ text, document, allowed, fields, compiled }: Prepared): number {
  const compilations = [...compiled.values()].filter((each) => each).length
  return (
    2 * (text.length + (allowed?.length ?? 0)) +
    WEIGHT.token * (document.tokenCount ?? MAX_TOKENS) +
    fields * (WEIGHT.fieldRun + compilations * WEIGHT.fieldCompiled)
  )
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
