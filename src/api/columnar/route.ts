import type { Logger } from 'pino'
import { CodedError } from '../../claim/errors.ts'
import { type ClickHouse, type ClickHouseValues, OVERFLOW } from '../../platform/clickhouse.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { LOADS } from '../sql/clickhouse.ts'
import { Unspoken } from '../sql/dialect.ts'
import type { Parts, Question } from '../sql/division.ts'
import type { Row } from '../sql/select.ts'
import { type ChainHeld, isUsable, listHeld } from './held.ts'

/** Why Postgres answers alone. */
export type Reason =
  | 'NOT_SET_UP'
  | 'NOTHING_LOADED'
  | 'REPLACED'
  | 'NOT_HELD'
  | 'NO_ANSWER'
  | 'INCOMPLETE'
  | 'OVERFLOW'

/** Who answers aggregates over one chain. */
export interface AggregateSource {
  readonly engine: 'POSTGRES' | 'CLICKHOUSE'
  /** The last block that ClickHouse holds, and the day whose rows are the first ones of Postgres; null where it holds nothing. */
  readonly block: number | null
  readonly before: string | null
  readonly reason: Reason | null
}

/** How long a server that did not answer is not asked again. */
const AWAY_MS = 5000

/** Postgres alone cannot be asked for this: why. */
class Declined extends Error {
  readonly reason: Reason

  constructor(reason: Reason, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
  }
}

/**
 * Asks over rollups where it is answered best: for days that ClickHouse holds it is asked, and Postgres for later ones; where it
 * cannot be asked, or does not hold what it should, Postgres for all. The values are the same.
 */
export class RollupRoute {
  readonly #server: ClickHouse | undefined
  readonly #seconds: number
  readonly #log: Logger | undefined
  readonly #said = new WeakMap<Snapshot, Promise<Reason | null>[]>()
  #awayUntil = 0

  /** Without a `server` Postgres answers. `seconds`: how long it may work for one statement. */
  constructor(server?: ClickHouse, seconds = 5, log?: Logger) {
    this.#server = server
    this.#seconds = seconds
    this.#log = log
  }

  /** The rows of the answer. */
  rows(snapshot: Snapshot, asked: Question): Promise<unknown[]> {
    const answered = this.#answer(snapshot, asked)
    const said = this.#said.get(snapshot) ?? []
    this.#said.set(snapshot, said)
    said.push(
      answered.then(
        ({ reason }) => reason,
        () => null,
      ),
    )
    return answered.then(({ rows }) => rows)
  }

  /** Who answered the aggregates of a request, by chain; where it asked for none, who would. */
  async sources(
    snapshot: Snapshot,
  ): Promise<(chain: { network: string; chainId: number }) => AggregateSource> {
    // Fields of one request begin in one go: those that answer are known before the first one has its rows.
    const reasons = await Promise.all(this.#said.get(snapshot) ?? [])
    const declined = reasons.find((each) => each !== null)
    const chains = this.#server ? await listHeld(snapshot) : []
    return ({ network, chainId }) => {
      const chain = chains.find((each) => each.network === network && each.chainId === chainId)
      const [block, before] = [chain?.held?.covered ?? null, chain?.held?.before ?? null]
      const reason = this.#server === undefined ? 'NOT_SET_UP' : (reasonOf(chain) ?? declined ?? null)
      return { engine: reason === null ? 'CLICKHOUSE' : 'POSTGRES', block, before, reason }
    }
  }

  async #answer(snapshot: Snapshot, asked: Question): Promise<{ rows: unknown[]; reason: Reason | null }> {
    try {
      return { rows: await this.#withClickHouse(snapshot, asked), reason: null }
    } catch (error) {
      if (!(error instanceof Declined)) throw error
      const query = asked.whole()
      const rows = await snapshot.rows(query.text, query.values)
      return { rows: rows.map(query.read), reason: error.reason }
    }
  }

  /** @throws Declined */
  async #withClickHouse(snapshot: Snapshot, asked: Question): Promise<unknown[]> {
    const server = this.#server
    if (!server) throw new Declined('NOT_SET_UP')
    if (performance.now() < this.#awayUntil) throw new Declined('NO_ANSWER')
    const { view } = asked.entity
    const chains = await listHeld(snapshot)
    const usable = chains.filter((chain) => isUsable(chain) && chain.held?.views[view])
    const described = usable[0]?.held?.views[view]
    if (!described)
      throw new Declined(
        chains.some((chain) => isUsable(chain)) ? 'NOT_HELD' : (reasonOf(chains[0]) ?? 'NOTHING_LOADED'),
      )
    const divisions = chains.map((chain) => ({
      network: chain.network,
      chainId: chain.chainId,
      before: usable.includes(chain) ? chain.held?.before : undefined,
      except: [],
    }))
    const { columns, fixed = {} } = described
    const { finished, withFinished } = spoken(() =>
      asked.parts(divisions, { columns, fixed, overflow: OVERFLOW }),
    )
    const rows = await this.#finished(server, finished, { usable, table: described.table })
    const query = withFinished(rows)
    return (await snapshot.rows(query.text, query.values)).map(query.read)
  }

  /** ClickHouse's rows, when it holds all that it should. @throws Declined */
  async #finished(
    server: ClickHouse,
    { text, values }: Parts['finished'],
    { usable, table }: { readonly usable: readonly ChainHeld[]; readonly table: string },
  ): Promise<readonly Row[]> {
    const loads = usable.flatMap(({ held }) => held?.loads ?? [])
    const expected = usable.reduce((sum, { held }) => sum + (held?.rows[table] ?? 0), 0)
    const given = Object.fromEntries(values.map((value, at) => [`p${at + 1}`, value])) as ClickHouseValues
    try {
      const [counted, found] = await Promise.all([
        server.rows(
          `select toString(count()) from ${table} where load in ${LOADS}`,
          { loads },
          this.#seconds,
        ),
        server.rows(text, { ...given, loads }, this.#seconds),
      ])
      if (Number(counted.rows[0]?.[0]) === expected) return found.rows
      this.#log?.warn(
        { table, expected, found: counted.rows[0]?.[0] },
        'ClickHouse does not hold what was loaded: Postgres answers',
      )
      throw new Declined('INCOMPLETE')
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      if (error.code === OVERFLOW) throw new Declined('OVERFLOW', { cause: error })
      // One statement that it cannot run says nothing about the next.
      if (error.code === 'UNAVAILABLE_CLICKHOUSE') this.#awayUntil = performance.now() + AWAY_MS
      this.#log?.warn({ err: error }, 'ClickHouse gives no answer: Postgres does')
      throw new Declined('NO_ANSWER', { cause: error })
    }
  }
}

function reasonOf(chain: ChainHeld | undefined): Reason | undefined {
  if (!chain?.held) return 'NOTHING_LOADED'
  return isUsable(chain) ? undefined : 'REPLACED'
}

function spoken<T>(compile: () => T): T {
  try {
    return compile()
  } catch (error) {
    if (error instanceof Unspoken) throw new Declined('NOT_HELD', { cause: error })
    throw error
  }
}
