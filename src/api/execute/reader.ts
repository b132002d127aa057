import { type DocumentNode, execute, type GraphQLSchema } from 'graphql'
import type { Pool } from '../../platform/database.ts'
import type { GraphQLAnswer } from './answer.ts'
import type { Context } from './context.ts'
import type { KeptPlans } from './kept-plans.ts'
import { type Prepared, PreparedQueries } from './prepared.ts'
import { Snapshot } from './snapshot.ts'
import { listMarks, type Worked } from './worked.ts'

/** How one operation is executed. */
export interface Execution {
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
  /** Ends its statements when it aborts. */
  readonly signal?: AbortSignal | undefined
  /** How long a statement may take; absent: as the pool has it. */
  readonly statementMs?: number | undefined
}

/** What is asked: which operation of which document, with which variables. */
export interface OperationAsked {
  readonly document: DocumentNode
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>>
}

/** Answers some operations without a resolver for each of their values. */
export interface AnswerWriter {
  /** The answer as its resolvers would give it; undefined: ask them. */
  answer(asked: OperationAsked, snapshot: Snapshot): Promise<GraphQLAnswer | undefined>
}

export interface ReaderOptions {
  /** Is asked first; absent: resolvers answer everything. */
  readonly writer?: AnswerWriter | undefined
  /** Absent: every statement is planned for its values. */
  readonly plans?: KeptPlans | undefined
  /** Estimated bytes of prepared queries that are kept; absent: 64 MiB. */
  readonly queryBytes?: number | undefined
}

const QUERY_BYTES = 64 << 20

/** Executes operations that were found good and within the limits, each over the database as it is seen at one moment. */
export class Reader {
  readonly schema: GraphQLSchema
  readonly queries: PreparedQueries
  readonly #pool: Pool
  readonly #plans: KeptPlans | undefined
  readonly #writer: AnswerWriter | undefined

  constructor(
    schema: GraphQLSchema,
    pool: Pool,
    { plans, writer, queryBytes = QUERY_BYTES }: ReaderOptions = {},
  ) {
    this.#writer = writer
    this.schema = schema
    this.queries = new PreparedQueries(schema, queryBytes)
    this.#pool = pool
    this.#plans = plans
  }

  /** The answer alone. `whole`: all its statements must be of one moment. Errors are as thrown: who calls this masks them. */
  execute(prepared: Prepared, execution: Execution, whole: boolean): Promise<GraphQLAnswer> {
    return this.#during(execution, whole, (snapshot) => this.#resolve(prepared, execution, snapshot))
  }

  /** The answer of one moment, with what it was read at. */
  read(prepared: Prepared, execution: Execution): Promise<Worked> {
    const began = performance.now()
    return this.#during(execution, true, async (snapshot) => {
      const marks = await listMarks(snapshot)
      return { answer: await this.#resolve(prepared, execution, snapshot), marks, began }
    })
  }

  /** For resolvers outside of one request's moment: every statement sees what is there when it runs. */
  unboundSnapshot(): Snapshot {
    return new Snapshot(this.#pool, false)
  }

  async #during<T>(
    { signal, statementMs }: Execution,
    whole: boolean,
    read: (snapshot: Snapshot) => Promise<T>,
  ): Promise<T> {
    const snapshot = new Snapshot(this.#pool, whole, { signal, statementMs, plans: this.#plans })
    try {
      return await read(snapshot)
    } finally {
      await snapshot.close()
    }
  }

  async #resolve(
    prepared: Prepared,
    { variables, operationName }: Execution,
    snapshot: Snapshot,
  ): Promise<GraphQLAnswer> {
    const { document } = prepared
    const written = await this.#writer?.answer({ document, operationName, variables }, snapshot)
    if (written) return written
    const context: Context = { snapshot }
    const compiled = this.queries.compiled(prepared, operationName)
    if (compiled) return await compiled.query(undefined, context, variables)
    return await execute({
      schema: this.schema,
      document,
      contextValue: context,
      variableValues: variables,
      operationName: operationName ?? null,
    })
  }
}
