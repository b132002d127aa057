import type { Logger } from 'pino'
import { CodedError } from '../../claim/errors.ts'
import {
  type ClickHouse,
  type ClickHouseRows,
  type ClickHouseValues,
  OVERFLOW,
} from '../../platform/clickhouse.ts'
import { LOADS } from '../sql/clickhouse.ts'
import type { Query } from '../sql/fragment.ts'
import { Declined } from './declined.ts'

/** What a statement reads: the loads, the table that their rows are stored in, and how many it should have of them. */
export interface Wanted {
  readonly table: string
  readonly loads: readonly string[]
  readonly expected: number
}

/** How long a server that did not answer is not asked again. */
const AWAY_MS = 5000

/** ClickHouse as readers see it: it gives rows when it holds all that it should, and is left alone for a while when it gives no answer. */
export class LoadedRows {
  readonly #server: ClickHouse | undefined
  readonly #seconds: number
  readonly #log: Logger | undefined
  #awayUntil = 0

  /** Without a `server` there are none. `seconds`: how long it may work for one statement. */
  constructor(server?: ClickHouse, seconds = 5, log?: Logger) {
    this.#server = server
    this.#seconds = seconds
    this.#log = log
  }

  get isSetUp(): boolean {
    return this.#server !== undefined
  }

  /** @throws Declined `NOT_SET_UP`, `NO_ANSWER` */
  assertAnswers(): void {
    if (!this.#server) throw new Declined('NOT_SET_UP')
    if (performance.now() < this.#awayUntil) throw new Declined('NO_ANSWER')
  }

  /**
   * The rows of a statement with parameters `p1`, `p2` … and `loads`. When `signal` aborts, the server ends it.
   * @throws Declined `NOT_SET_UP`, `NO_ANSWER`, `INCOMPLETE`, `OVERFLOW`; the reason of `signal`
   */
  async ask(
    { text, values }: Query,
    { table, loads, expected }: Wanted,
    signal?: AbortSignal,
  ): Promise<ClickHouseRows['rows']> {
    const server = this.#server
    if (!server) throw new Declined('NOT_SET_UP')
    this.assertAnswers()
    const given = Object.fromEntries(values.map((value, at) => [`p${at + 1}`, value])) as ClickHouseValues
    const limits = { seconds: this.#seconds, ...(signal ? { signal } : {}) }
    try {
      const [counted, found] = await Promise.all([
        server.rows(`select toString(count()) from ${table} where load in ${LOADS}`, { loads }, limits),
        server.rows(text, { ...given, loads }, limits),
      ])
      if (Number(counted.rows[0]?.[0]) === expected) return found.rows
      this.#log?.warn(
        { table, expected, found: counted.rows[0]?.[0] },
        'ClickHouse does not hold what was loaded: Postgres answers',
      )
      throw new Declined('INCOMPLETE')
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof CodedError)) throw error
      if (error.code === OVERFLOW) throw new Declined('OVERFLOW', { cause: error })
      // One statement that it cannot run says nothing about the next.
      if (error.code === 'UNAVAILABLE_CLICKHOUSE') this.#awayUntil = performance.now() + AWAY_MS
      this.#log?.warn({ err: error }, 'ClickHouse gives no answer: Postgres does')
      throw new Declined('NO_ANSWER', { cause: error })
    }
  }
}
