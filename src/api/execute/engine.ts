import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from 'graphql'
import type { Pool } from '../../platform/database.ts'
import { costOf, type Measured } from '../limits/cost.ts'
import type { Costs } from '../limits/costs.ts'
import { boundVariables } from '../limits/filter.ts'
import { Turns } from '../limits/turns.ts'
import type { Model } from '../model/model.ts'
import type { AnswerThreads } from '../threads/threads.ts'
import { fromText, type GraphQLAnswer } from './answer.ts'
import { asksSchemaAlone, fragmentsOf, Introspector } from './introspection.ts'
import type { KeptAnswers } from './kept.ts'
import type { KeptPlans } from './kept-plans.ts'
import type { Prepared, PreparedQueries } from './prepared.ts'
import { type AnswerWriter, Reader } from './reader.ts'
import type { Snapshot } from './snapshot.ts'
import type { Worked } from './worked.ts'

export interface EngineOptions {
  readonly model: Model
  readonly schema: GraphQLSchema
  readonly costs: Costs
  readonly pool: Pool
  readonly maxCost: number
  readonly questions: QuestionLimits
  /** Absent: every question is answered anew. */
  readonly kept?: KeptAnswers | undefined
  /** Absent: every statement is planned for its values. */
  readonly plans?: KeptPlans | undefined
  /** Is asked before the resolvers are; absent: they answer everything. */
  readonly writer?: AnswerWriter | undefined
  /** Where figures of a ledger are worked out; absent: here. */
  readonly threads?: AnswerThreads | undefined
  /** Root fields that are answered by several statements, which must be of one moment. */
  readonly divided?: ReadonlySet<string>
  /** Estimated bytes of prepared queries that are kept; absent: 64 MiB. */
  readonly queryBytes?: number
}

/** How the questions of all callers share the database. */
interface QuestionLimits {
  /** That are answered at once: connections of the pool. */
  readonly atOnce: number
  /** Longest wait of one for its turn, in milliseconds. */
  readonly waitMs: number
  /** How long a statement for figures of a ledger may take: few of them run at once. Absent: as long as any. */
  readonly heavyStatementMs?: number
}

// What was asked last is remembered to save its checks, not to keep a stranger's variables.
const MOST_REMEMBERED = 2000
// Of a pool, what one caller may have, and what all may have together for documents that read a ledger and calculate.
const SHARE = 4
const LINE = { all: 2000, ofCaller: 200 }
// Those are slow by nature: their turn may take longer to come.
const HEAVY = { waitMs: 15_000, line: { all: 200, ofCaller: 20 } }

type Variables = Readonly<Record<string, unknown>>

/** Who asks. */
export interface Asker {
  readonly caller: string
  /** Ends the statements of an operation with figures of a ledger when its asker leaves. */
  readonly signal?: AbortSignal | undefined
  /** Whether nothing that was kept will do. */
  readonly fresh?: boolean
  /** How old an answer may be that something was written since, in milliseconds; absent: it must be of this moment. */
  readonly staleMs?: number
}

/** From the text of a query to its result: every door (HTTP, REST, MCP) goes through here, and so through its limits. */
export class Engine {
  readonly schema: GraphQLSchema
  readonly queries: PreparedQueries
  readonly #reader: Reader
  readonly #options: EngineOptions
  readonly #introspector: Introspector
  readonly #turns: Turns
  readonly #heavyTurns: Turns
  readonly #heavy = new WeakMap<DocumentNode, boolean>()

  constructor(options: EngineOptions) {
    this.#options = options
    this.schema = options.schema
    this.#reader = new Reader(options.schema, options.pool, options)
    this.queries = this.#reader.queries
    this.#introspector = new Introspector(options.schema)
    const { atOnce, waitMs } = options.questions
    const share = Math.max(1, Math.floor(atOnce / SHARE))
    this.#turns = new Turns({ most: atOnce, mostOfCaller: share, line: LINE, waitMs })
    this.#heavyTurns = new Turns({ most: options.threads?.most ?? share, ...HEAVY })
  }

  /**
   * Parses, validates and measures the shape, once per text.
   * @throws GraphQLError on a text that does not parse
   */
  prepare(text: string): Prepared {
    return this.queries.prepare(text)
  }

  /**
   * Runs one query or answers why it may not run; `BUSY` when the caller's turn does not come in time: callers
   * take turns at the database, and at what is long in the making (the whole schema, figures of a ledger). Errors are as
   * thrown: who calls this masks them.
   */
  async run(
    prepared: Prepared,
    variables: Variables,
    operationName: string | undefined,
    { caller, signal, fresh = false, staleMs = 0 }: Asker,
  ): Promise<GraphQLAnswer> {
    const { document } = prepared
    const operation = getOperationAST(document, operationName)
    if (!operation)
      return { errors: [badRequest('no such operation in the document, or several and none named')] }
    const deep = refusalBy(() => boundVariables(variables))
    if (deep) return { errors: [deep] }
    if (asksSchemaAlone(operation)) return this.#introspect(prepared, operation, variables, caller)
    const asked = JSON.stringify([operationName, variables])
    if (prepared.allowed !== asked) {
      const measured = this.#measure(document, operation, variables)
      if (measured instanceof GraphQLError) return { errors: [measured] }
      prepared.allowed = asked.length > MOST_REMEMBERED ? undefined : asked
      if (prepared.fields < measured.fields) {
        prepared.fields = measured.fields
        this.queries.weighAgain(prepared)
      }
    }
    const heavy = this.#isHeavy(document)
    const { kept, threads } = this.#options
    const statementMs = heavy ? this.#options.questions.heavyStatementMs : undefined
    const execution = { variables, operationName, signal, statementMs }
    const inTurn = <T>(who: string, work: () => Promise<T>): Promise<T> => {
      const own = () => this.#turns.take(who, work)
      return heavy ? this.#heavyTurns.take(who, own) : own()
    }
    const read = (who: string): Promise<Worked> => {
      if (!heavy || !threads) return inTurn(who, () => this.#reader.read(prepared, execution))
      // What a thread reads takes no connection from other questions.
      return this.#heavyTurns.take(who, () => threads.read({ text: prepared.text, ...execution }))
    }
    const question = [prepared.text, operationName, variables]
    if (kept && (heavy || saysItsBlock(operation) || (staleMs > 0 && kept.isAskedAgain(question))))
      return answered(() => kept.answer(question, { caller, fresh, staleMs }, read))
    if (heavy && threads) return answered(async () => (await read(caller)).answer)
    const whole = heavy || readsTwice(document, operation, variables) || this.#isDivided(operation)
    return answered(() => inTurn(caller, () => this.#reader.execute(prepared, execution, whole)))
  }

  #isDivided({ selectionSet }: OperationDefinitionNode): boolean {
    const [only] = selectionSet.selections
    return only?.kind === Kind.FIELD && (this.#options.divided?.has(only.name.value) ?? false)
  }

  /** Why an operation that is executed elsewhere (a subscription) may not run, or undefined. */
  refusalOf(
    document: DocumentNode,
    variables: Variables,
    operationName: string | undefined,
  ): GraphQLError | undefined {
    const operation = getOperationAST(document, operationName)
    if (!operation) return badRequest('no such operation in the document, or several and none named')
    const deep = refusalBy(() => boundVariables(variables))
    if (deep) return deep
    const measured = this.#measure(document, operation, variables)
    return measured instanceof GraphQLError ? measured : undefined
  }

  /** For resolvers outside of one request's moment: every statement sees what is there when it runs. */
  unboundSnapshot(): Snapshot {
    return this.#reader.unboundSnapshot()
  }

  // Told once for each prepared text.
  #isHeavy(document: DocumentNode): boolean {
    const known = this.#heavy.get(document)
    if (known !== undefined) return known
    const heavy = this.#options.costs.asksHeavy(document, this.schema)
    this.#heavy.set(document, heavy)
    return heavy
  }

  /** What the operation costs, or why it may not run. */
  #measure(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables,
  ): Measured | GraphQLError {
    const given = getVariableValues(this.schema, operation.variableDefinitions ?? [], { ...variables })
    if (given.errors) return given.errors[0] as GraphQLError
    const { model, costs, maxCost } = this.#options
    const measured = { fragments: fragmentsOf(document), variableValues: given.coerced, operation }
    return attempt(() => costOf({ model, schema: this.schema, costs }, measured, { maxCost }))
  }

  async #introspect(
    { document }: Prepared,
    operation: OperationDefinitionNode,
    variables: Variables,
    caller: string,
  ): Promise<GraphQLAnswer> {
    const given = getVariableValues(this.schema, operation.variableDefinitions ?? [], { ...variables })
    if (given.errors) return { errors: given.errors }
    const asked = { document, operation, variables: given.coerced }
    return answered(async () => fromText(await this.#introspector.answer(asked, caller)))
  }
}

// What is refused on the way is an answer too.
async function answered(work: () => Promise<GraphQLAnswer>): Promise<GraphQLAnswer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] }
    throw error
  }
}

// The answer itself tells of which block it is: whoever gets one of some blocks ago can see it.
function saysItsBlock({ selectionSet }: OperationDefinitionNode): boolean {
  return selectionSet.selections.some((each) => each.kind === Kind.FIELD && each.name.value === '_meta')
}

// One root field of now is one statement; anything else needs one moment for all its statements.
function readsTwice(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const [only, ...more] = operation.selectionSet.selections
  if (more.length || only?.kind !== Kind.FIELD) return true
  if (document.definitions.length > 1) return true
  return (only.arguments ?? []).some(({ name, value }) => {
    if (name.value !== 'id') return name.value === 'asOf'
    return String(valueFromASTUntyped(value, variables)).includes('@')
  })
}

function attempt<T>(work: () => T): T | GraphQLError {
  try {
    return work()
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

function refusalBy(check: () => void): GraphQLError | undefined {
  const result = attempt(check)
  return result instanceof GraphQLError ? result : undefined
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })
}
