import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from '../../platform/database.ts'
import { Cache } from './cache.ts'

// Asked this often, of late, a statement is worth the memory of its plan on each connection that it is asked on.
const OFTEN = 3
const MOST_COUNTED = 1000
// A plan over many partitions takes up to a megabyte of the server's memory.
const MOST_OF_CONNECTION = 50
// A plan for any values is bad for some when rows come slower than this, and than with a plan for theirs by this factor; so often in a row.
const DEAR = { ms: 20, factor: 3, times: 3 }

/** What was seen of a statement. */
interface Seen {
  uses: number
  /** Milliseconds that it took at most when it was planned for its values. */
  plannedMs: number
  /** How often in a row its kept plan was dear. */
  dear: number
}

/** A statement as the client of Postgres takes it. */
export interface Asked {
  readonly text: string
  readonly values: unknown[]
  readonly rowMode: 'array'
}

/**
 * Statements that are asked again and again, each with one plan for any values, which servers keep. To plan a short list over the
 * partitions of a fact takes longer than to read its rows. A flood of texts that are asked once has no plans kept, and a connection keeps
 * few: it is closed when it has them all, and they go with it.
 */
export class KeptPlans {
  readonly #pool: Pool
  readonly #now: () => number
  readonly #seen = new Cache<string, Seen>(MOST_COUNTED)
  readonly #named = new WeakMap<PoolClient, Set<string>>()

  /**
   * `pool`: of sessions that plan named statements once (`plan_cache_mode = force_generic_plan`); the caller ends it.
   * `now`: milliseconds; absent: the clock of the process.
   */
  constructor(pool: Pool, now: () => number = () => performance.now()) {
    this.#pool = pool
    this.#now = now
  }

  /** The rows of a statement; `plan` asks it the other way, with a plan for its values. */
  async rows(asked: Asked, plan: (asked: Asked) => Promise<unknown[][]>): Promise<unknown[][]> {
    const name = createHash('sha256').update(asked.text).digest('base64url')
    const seen = this.#seen.get(name) ?? { uses: 0, plannedMs: 0, dear: 0 }
    if (++seen.uses === 1) this.#seen.set(name, seen)
    if (seen.uses > OFTEN && seen.dear < DEAR.times) return this.#ask(name, asked, seen)
    const began = this.#now()
    const rows = await plan(asked)
    seen.plannedMs = Math.max(seen.plannedMs, this.#now() - began)
    return rows
  }

  async #ask(name: string, asked: Asked, seen: Seen): Promise<unknown[][]> {
    const client = await this.#pool.connect()
    const names = this.#named.get(client) ?? new Set()
    this.#named.set(client, names)
    let isGood = false
    try {
      const began = this.#now()
      const { rows } = await client.query({ ...asked, name })
      const took = this.#now() - began
      // The first time it was planned too.
      const isDear = names.has(name) && took > Math.max(DEAR.ms, DEAR.factor * seen.plannedMs)
      seen.dear = isDear ? seen.dear + 1 : 0
      isGood = names.add(name).size < MOST_OF_CONNECTION
      return rows
    } finally {
      client.release(!isGood)
    }
  }
}
