import type { Pool } from '../../platform/database.ts'
import { type Borrowed, borrow } from './borrow.ts'
import type { Asked, KeptPlans } from './kept-plans.ts'

const NEVER = new AbortController().signal
// An answer is waited for somewhat longer than its statement may take: a database may neither answer nor hang up.
const ANSWER_MS = 2000
/** Of each sort and each table of groups. */
const WORK_MEMORY = '64MB'

/** Of a whole snapshot. */
export interface SnapshotOptions {
  /** When it aborts, a statement is ended and its question fails. */
  readonly signal?: AbortSignal | undefined
  /** How long a statement may take; absent: as the pool has it. */
  readonly statementMs?: number | undefined
  /** Absent: every statement is planned for its values. */
  readonly plans?: KeptPlans | undefined
}

/**
 * The database as one request sees it. A request of one statement takes any connection; one of several reads them all
 * in one repeatable-read transaction, so that its whole answer is of one moment.
 */
export class Snapshot {
  readonly #pool: Pool
  readonly #whole: boolean
  readonly #signal: AbortSignal
  readonly #statementMs: number | undefined
  readonly #plans: KeptPlans | undefined
  #borrowed: Promise<Borrowed> | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #closed = false
  readonly #once = new Map<string, Promise<unknown>>()

  constructor(pool: Pool, whole: boolean, { signal = NEVER, statementMs, plans }: SnapshotOptions = {}) {
    this.#pool = pool
    this.#whole = whole
    this.#signal = signal
    this.#statementMs = statementMs
    this.#plans = plans
  }

  /** Whether all that is read by it is of one moment. */
  get isOfOneMoment(): boolean {
    return this.#whole
  }

  /** Rows as arrays, in the order of the statement's columns. `anyValues`: where it is asked often, one plan will do for all values. */
  async rows(text: string, values: readonly unknown[], anyValues = false): Promise<unknown[][]> {
    const query: Asked = { text, values: [...values], rowMode: 'array' }
    // A field that failed ends the answer while others are still being worked out: what they would borrow nobody would give back.
    if (this.#closed) throw new Error('the request that this was read for has ended')
    if (!this.#whole) {
      const plan = async (asked: Asked) => (await this.#pool.query(asked)).rows
      return anyValues && this.#plans ? this.#plans.rows(query, plan) : plan(query)
    }
    this.#borrowed ??= this.#begin()
    const { client } = await this.#borrowed
    // Fields are resolved at once, a connection takes one statement after the other.
    // After one that failed the transaction takes no more: who comes next hears why, and not that it came too late.
    const waits = this.#statementMs === undefined ? {} : { query_timeout: this.#statementMs + ANSWER_MS }
    const mine = this.#turn.then(() => client.query({ ...query, ...waits }))
    this.#turn = mine
    return (await mine).rows
  }

  /**
   * What several fields of one request stand on, read and worked out once; by a key that says all that it depends on. A snapshot that
   * is not of one moment keeps nothing.
   */
  once<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (!this.#whole) return work()
    // Whoever uses a key works out the same.
    const found = (this.#once.get(key) as Promise<T> | undefined) ?? work()
    this.#once.set(key, found)
    return found
  }

  /** Ends the transaction, if there is one. Nothing was written. */
  async close(): Promise<void> {
    this.#closed = true
    const borrowed = await this.#borrowed?.catch(() => undefined)
    this.#borrowed = undefined
    if (!borrowed) return
    await this.#turn.catch(() => undefined)
    try {
      await borrowed.client.query('commit')
      borrowed.giveBack(true)
    } catch {
      // The connection is gone or out of step: it must not serve another request.
      borrowed.giveBack(false)
    }
  }

  async #begin(): Promise<Borrowed> {
    const borrowed = await borrow(this.#pool, this.#signal)
    try {
      // A server that waits for a lock or computes looks only then whether its client is still there.
      const watched = this.#signal === NEVER ? '' : `; set local client_connection_check_interval = '1s'`
      // What may take longer adds up hundreds of thousands of rows: in the few megabytes of a server's default it would sort them on disk.
      const patient =
        this.#statementMs === undefined
          ? ''
          : `; set local statement_timeout = ${this.#statementMs}; set local work_mem = '${WORK_MEMORY}'`
      await borrowed.client.query(`begin isolation level repeatable read read only${watched}${patient}`)
      return borrowed
    } catch (error) {
      borrowed.giveBack(false)
      throw error
    }
  }
}
