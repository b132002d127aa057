import { OVERFLOW } from '../../platform/clickhouse.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { Unspoken } from '../sql/dialect.ts'
import type { Question } from '../sql/division.ts'
import { Declined, type Reason } from './declined.ts'
import { type ChainHeld, listHeld } from './held.ts'
import { LoadedRows } from './server.ts'

/** Who answers aggregates over one chain. */
export interface AggregateSource {
  readonly engine: 'POSTGRES' | 'CLICKHOUSE'
  /** The last block that ClickHouse holds, and the day whose rows are the first ones of Postgres; null where it holds nothing. */
  readonly block: number | null
  readonly before: string | null
  readonly reason: Reason | null
}

/** How a question was answered. */
interface Told {
  /** Why by Postgres alone, on every chain. */
  readonly reason: Reason | null
  readonly chains: readonly ChainHeld[]
}

/**
 * Asks over rollups where it is answered best: for days that ClickHouse holds it is asked, and Postgres for later ones; where it
 * cannot be asked, or does not hold what it should, Postgres for all. The values are the same.
 */
export class RollupRoute {
  readonly #loaded: LoadedRows
  readonly #told = new WeakMap<Snapshot, Promise<Told | undefined>[]>()

  constructor(loaded = new LoadedRows()) {
    this.#loaded = loaded
  }

  /** The rows of the answer. */
  rows(snapshot: Snapshot, asked: Question): Promise<unknown[]> {
    const answered = this.#answer(snapshot, asked)
    this.#tell(
      snapshot,
      answered.then(({ reason, chains }) => ({ reason, chains })),
    )
    return answered.then(({ rows }) => rows)
  }

  /** Work that asks its questions later than the request begins: who answers them is said when it is done. */
  during<T>(snapshot: Snapshot, work: Promise<T>): Promise<T> {
    this.#tell(
      snapshot,
      work.then(() => undefined),
    )
    return work
  }

  #tell(snapshot: Snapshot, told: Promise<Told | undefined>): void {
    const all = this.#told.get(snapshot) ?? []
    this.#told.set(snapshot, all)
    // What is refused is refused in its own place.
    all.push(told.catch(() => undefined))
  }

  /** Who answered the questions of a request, by chain; where it asked none, who would answer one over facts. */
  async sources(
    snapshot: Snapshot,
  ): Promise<(chain: { network: string; chainId: number }) => AggregateSource> {
    if (!this.#loaded.isSetUp)
      return () => ({ engine: 'POSTGRES', block: null, before: null, reason: 'NOT_SET_UP' })
    const told = await this.#toldIn(snapshot)
    const all = told.length ? told : [{ reason: null, chains: await listHeld(snapshot) }]
    return ({ network, chainId }) => {
      const of = all.map(({ reason, chains }) => {
        const chain = chains.find((each) => each.network === network && each.chainId === chainId)
        return { held: chain?.held, reason: reasonOf(chain) ?? reason }
      })
      const reason = of.find((each) => each.reason !== null)?.reason ?? null
      const [block, before] = [of.map(({ held }) => held?.covered), of.map(({ held }) => held?.before)]
      return {
        engine: reason === null ? 'CLICKHOUSE' : 'POSTGRES',
        block: leastOf(block),
        before: leastOf(before),
        reason,
      }
    }
  }

  /** Fields of one request begin in one go: those that answer, or will ask, are known before the first one has its rows. */
  async #toldIn(snapshot: Snapshot): Promise<Told[]> {
    const all = this.#told.get(snapshot) ?? []
    const seen = all.length
    const told = await Promise.all(all)
    return all.length > seen ? this.#toldIn(snapshot) : told.filter((each) => each !== undefined)
  }

  async #answer(snapshot: Snapshot, asked: Question): Promise<Told & { readonly rows: unknown[] }> {
    const chains = this.#loaded.isSetUp ? await listHeld(snapshot, asked.view) : []
    try {
      return { rows: await this.#withClickHouse(snapshot, asked, chains), reason: null, chains }
    } catch (error) {
      if (!(error instanceof Declined)) throw error
      const query = asked.whole()
      const rows = await snapshot.rows(query.text, query.values)
      return { rows: rows.map(query.read), reason: error.reason, chains }
    }
  }

  /** @throws Declined */
  async #withClickHouse(
    snapshot: Snapshot,
    asked: Question,
    chains: readonly ChainHeld[],
  ): Promise<unknown[]> {
    this.#loaded.assertAnswers()
    if (!snapshot.isOfOneMoment)
      throw new TypeError('what ClickHouse holds is read in another moment than the rest')
    const { view } = asked
    const ready = chains.filter((chain) => reasonOf(chain) === null)
    const usable = ready.filter(({ held }) => held?.views[view])
    const described = usable[0]?.held?.views[view]
    if (!described) throw new Declined(ready.length ? 'NOT_HELD' : (reasonOf(chains[0]) ?? 'NOTHING_LOADED'))
    const divisions = chains.map((chain) => {
      const held = usable.includes(chain) ? chain.held : undefined
      return {
        network: chain.network,
        chainId: chain.chainId,
        before: held?.before,
        except: held?.except ?? [],
      }
    })
    const { table, columns, fixed = {}, sums } = described
    const { finished, withFinished } = spoken(() =>
      asked.parts(divisions, { table, columns, fixed, sums, overflow: OVERFLOW }),
    )
    const loads = usable.flatMap(({ held }) => held?.loads ?? [])
    const expected = usable.reduce((sum, { held }) => sum + (held?.rows[table] ?? 0), 0)
    const query = withFinished(await this.#loaded.ask(finished, { table, loads, expected }))
    return (await snapshot.rows(query.text, query.values)).map(query.read)
  }
}

/** Why Postgres answers alone for a chain; null: it does not. */
export function reasonOf(chain: ChainHeld | undefined): Reason | null {
  if (!chain?.held) return 'NOTHING_LOADED'
  if (!chain.held.holds) return 'REPLACED'
  return chain.held.except === null ? 'BEHIND' : null
}

function leastOf<T extends string | number>(values: readonly (T | undefined)[]): T | null {
  return values.reduce<T | null>(
    (least, value) => (value === undefined || (least !== null && least <= value) ? least : value),
    null,
  )
}

/** What `compile` makes. @throws Declined `NOT_HELD` where ClickHouse has no words for it */
export function spoken<T>(compile: () => T): T {
  try {
    return compile()
  } catch (error) {
    if (error instanceof Unspoken) throw new Declined('NOT_HELD', { cause: error })
    throw error
  }
}
