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
}

/** What an answer was read at. */
export interface Marks {
  readonly chains: readonly Mark[]
  /** Which transactions of the database it sees, as the database writes it: whatever is written later makes it another one. */
  readonly seen: string
}

/** An answer with what it was read at. `began`: when its turn came; milliseconds of the process's clock. */
export interface Worked {
  readonly answer: GraphQLAnswer
  readonly marks: Marks
  readonly began: number
}

interface Kept {
  readonly text: string
  readonly marks: Marks
  /** Milliseconds of the process's clock, before anything was read. */
  readonly began: number
}

/** `same`: nothing was written since; `behind`: something was; `dropped`: a block that it was read at is no longer of its chain. */
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
  /** How old an answer may be, in milliseconds, of which something was written since; at most 15 seconds count. */
  readonly staleMs: number
}

const LEAST_MS = 100
// Ages are told by the clock, which moves where nothing is written.
const SAME_MS = 60_000
// An answer of some blocks ago is given while the next one is worked out, as long as it is of a moment ago.
const BEHIND_MS = 15_000

const MARKS = `select network, chain_id::text, height, hash, pg_current_snapshot()::text
  from (values (1)) one left join api.chain on true order by 1, 2`
// The journal holds every block that may still be taken back, and those of the last thousand below.
const STATE = `select pg_current_snapshot()::text = $5,
    coalesce(bool_and((c.height = m.height and c.hash = m.hash) or exists (select from api.journal j where j.network = m.network
      and j.chain_id = m.chain_id and j.number = m.height and j.hash = m.hash)), true)
  from unnest($1::text[], $2::bigint[], $3::integer[], $4::bytea[]) m (network, chain_id, height, hash)
  left join api.chain c on c.network = m.network and c.chain_id = m.chain_id`

/** Where every chain stands, as the snapshot of an answer sees it. */
export async function listMarks(snapshot: Snapshot): Promise<Marks> {
  const rows = await snapshot.rows(MARKS, [])
  const chains = rows.flatMap(([network, chain, height, hash]) =>
    network === null
      ? []
      : [{ network: String(network), chain: String(chain), height: Number(height), hash: hash as Buffer }],
  )
  return { chains, seen: String(rows[0]?.[4]) }
}

/**
 * Answers that took long, kept with the blocks that they were read at. A kept answer is given again while nothing is written to the database; to who
 * accepts one of some blocks ago, for at most fifteen seconds, while one asker's question brings the next for all; and never when a reorg took back a
 * block that it was read at. All of it is looked up for each asker.
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
      const found = await this.#find(key, asker)
      if (found) {
        if (found.state === 'behind') this.#renew(key, asker.caller, work)
        return toAnswer(found.kept, found.state)
      }
      // Nothing is waited for between this look and the work that follows it: of those who ask at once one begins.
      const running = this.#running.get(key)
      const shared = running && (await running)
      const state = shared && (await this.#stateOf(shared))
      if (shared && state && this.#suits(shared, state, asker)) return toAnswer(shared, state)
    }
    return this.#work(key, asker.caller, work)
  }

  async #find(
    key: string,
    asker: Keeper,
  ): Promise<{ readonly kept: Kept; readonly state: State } | undefined> {
    const kept = this.#cache.get(key)
    if (!kept) return undefined
    const state = this.#now() - kept.began < SAME_MS ? await this.#stateOf(kept) : 'dropped'
    if (state === 'dropped') {
      // Meanwhile there may be another.
      if (this.#cache.get(key) === kept) this.#cache.delete(key)
      return undefined
    }
    return this.#suits(kept, state, asker) ? { kept, state } : undefined
  }

  #suits({ began }: Kept, state: State, { staleMs }: Keeper): boolean {
    return state === 'same' || (state === 'behind' && this.#now() - began < Math.min(staleMs, BEHIND_MS))
  }

  async #stateOf({ marks }: Kept): Promise<State> {
    const columns = [
      marks.chains.map(({ network }) => network),
      marks.chains.map(({ chain }) => chain),
      marks.chains.map(({ height }) => height),
      marks.chains.map(({ hash }) => hash),
      marks.seen,
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
