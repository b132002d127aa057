import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import type { Pool } from '../../platform/database.ts'
import { fromText, type GraphQLAnswer } from './answer.ts'
import { SharedCache } from './shared-cache.ts'
import type { Snapshot } from './snapshot.ts'

/** Where a chain stood when an answer was read. */
interface Mark {
  readonly network: string
  readonly chain: string
  readonly height: number
  readonly hash: Buffer
  readonly finalized: number
}

/** An answer with the blocks that it was read at. `began`: when its turn came; milliseconds of the process's clock. */
export interface Worked {
  readonly answer: GraphQLAnswer
  readonly marks: readonly Mark[]
  readonly began: number
}

interface Kept {
  readonly text: string
  readonly marks: readonly Mark[]
  /** Milliseconds of the process's clock, before anything was read. */
  readonly began: number
}

/** `same`: no chain has moved since; `behind`: blocks came; `dropped`: a block that it was read at is no longer of its chain. */
type State = 'same' | 'behind' | 'dropped'

export interface KeptOptions {
  /** Of all kept answers together. */
  readonly bytes: number
  /** What took less to work out is not kept; absent: 100 ms. */
  readonly leastMs?: number
  /** Milliseconds; absent: the clock of the process. */
  readonly now?: () => number
}

export interface Keeper {
  readonly caller: string
  /** Whether the caller wants nothing that was kept. */
  readonly fresh: boolean
}

const LEAST_MS = 100
// While no block comes, what else an answer stands on (a price that came late, a verdict, a trace) may change.
const SAME_MS = 60_000
// An answer of some blocks ago is given while the next one is worked out, as long as it is of a moment ago.
const BEHIND_MS = 15_000

const MARKS = 'select network, chain_id::text, height, hash, finalized_height from api.chain order by 1, 2'
// A chain that is read since then was not seen: the answer is behind. The journal holds every block that may still be taken back, and
// those of the last thousand below.
const STATE = `select count(c.height) = count(*) and count(*) = (select count(*) from api.chain)
      and coalesce(bool_and(c.height = m.height and c.hash = m.hash and c.finalized_height = m.finalized), true),
    coalesce(bool_and((c.height = m.height and c.hash = m.hash) or exists (select from api.journal j where j.network = m.network
      and j.chain_id = m.chain_id and j.number = m.height and j.hash = m.hash)), true)
  from unnest($1::text[], $2::bigint[], $3::integer[], $4::bytea[], $5::integer[]) m (network, chain_id, height, hash, finalized)
  left join api.chain c on c.network = m.network and c.chain_id = m.chain_id`

/** Where every chain stands, as the snapshot of an answer sees it. */
export async function listMarks(snapshot: Snapshot): Promise<readonly Mark[]> {
  const rows = await snapshot.rows(MARKS, [])
  return rows.map(([network, chain, height, hash, finalized]) => ({
    network: String(network),
    chain: String(chain),
    height: Number(height),
    hash: hash as Buffer,
    finalized: Number(finalized),
  }))
}

/**
 * Answers that took long, kept with the blocks that they were read at. A kept answer is given again while no chain has moved; of a few
 * blocks ago, for fifteen seconds, while one asker's question brings the next for all; and never when a reorg took back a block
 * that it was read at, which is looked up for each.
 */
export class KeptAnswers {
  readonly #pool: Pool
  readonly #log: Logger
  readonly #leastMs: number
  readonly #now: () => number
  readonly #cache: SharedCache<Kept>
  readonly #running = new Map<string, Promise<Kept | undefined>>()

  /** `pool`: for looking up where chains stand; the caller ends it. */
  constructor(
    pool: Pool,
    log: Logger,
    { bytes, leastMs = LEAST_MS, now = () => performance.now() }: KeptOptions,
  ) {
    this.#pool = pool
    this.#log = log
    this.#leastMs = leastMs
    this.#now = now
    // A character of JSON takes one or two bytes.
    this.#cache = new SharedCache(bytes, ({ text }) => 2 * text.length + 500)
  }

  /** Bytes of what is kept, about. */
  get weight(): number {
    return this.#cache.weight
  }

  /**
   * The answer to a question: kept, worked out for another asker at this moment, or by `work`.
   * @throws what `work` throws
   */
  async answer(
    question: readonly unknown[],
    asker: Keeper,
    work: () => Promise<Worked>,
  ): Promise<GraphQLAnswer> {
    const key = createHash('sha256').update(JSON.stringify(question)).digest('base64')
    if (!asker.fresh) {
      const found = await this.#find(key)
      if (found) {
        if (found.state === 'behind') this.#renew(key, asker.caller, work)
        return toAnswer(found.kept, found.state)
      }
      const shared = await this.#running.get(key)
      const state = shared && (await this.#stateOf(shared))
      if (shared && state && state !== 'dropped') return toAnswer(shared, state)
    }
    return this.#work(key, asker.caller, work)
  }

  async #find(key: string): Promise<{ readonly kept: Kept; readonly state: State } | undefined> {
    const kept = this.#cache.get(key)
    if (!kept) return undefined
    const age = this.#now() - kept.began
    const state = age < SAME_MS ? await this.#stateOf(kept) : 'dropped'
    if (state === 'dropped') {
      // Meanwhile there may be another.
      if (this.#cache.get(key) === kept) this.#cache.delete(key)
      return undefined
    }
    return state === 'behind' && age >= BEHIND_MS ? undefined : { kept, state }
  }

  async #stateOf({ marks }: Kept): Promise<State> {
    const columns = [
      marks.map(({ network }) => network),
      marks.map(({ chain }) => chain),
      marks.map(({ height }) => height),
      marks.map(({ hash }) => hash),
      marks.map(({ finalized }) => finalized),
    ]
    const { rows } = await this.#pool.query({ text: STATE, values: columns, rowMode: 'array' })
    const [[isSame, isThere] = []] = rows as boolean[][]
    if (!isThere) return 'dropped'
    return isSame ? 'same' : 'behind'
  }

  // One for all askers; who asks next after it failed hears why.
  #renew(key: string, caller: string, work: () => Promise<Worked>): void {
    if (this.#running.has(key)) return
    this.#work(key, caller, work).catch((error: unknown) =>
      this.#log.debug({ err: error }, 'a kept answer was not renewed'),
    )
  }

  async #work(key: string, caller: string, work: () => Promise<Worked>): Promise<GraphQLAnswer> {
    const done = Promise.withResolvers<Kept | undefined>()
    this.#running.set(key, done.promise)
    try {
      const { answer, marks, began } = await work()
      if (answer.errors) return answer
      const kept = { text: JSON.stringify(answer), marks, began }
      if (this.#now() - began >= this.#leastMs) this.#cache.set(key, kept, caller)
      done.resolve(kept)
      return { ...answer, stringify: () => kept.text }
    } finally {
      // Of those who wait, each works it out for himself where there is none to share.
      done.resolve(undefined)
      if (this.#running.get(key) === done.promise) this.#running.delete(key)
    }
  }
}

function toAnswer({ text }: Kept, state: State): GraphQLAnswer {
  return fromText(text, state === 'behind' ? { behind: true } : undefined)
}
