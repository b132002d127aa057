import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Pool } from '../../platform/database.ts'
import { fromText, type GraphQLAnswer } from './answer.ts'
import { Packed } from './packed.ts'
import { type Aged, DEAR_MS, Renewals } from './renewals.ts'
import { SharedCache } from './shared-cache.ts'
import type { Marks, Work } from './worked.ts'

interface Kept {
  readonly text: string
  /** Undefined: it is short, and compressed as it is sent. */
  readonly packed: Packed | undefined
  readonly marks: Marks
  /** Milliseconds of the process's clock, before anything was read. */
  readonly began: number
  /** Milliseconds that it took. */
  readonly took: number
}

/** `same`: nothing was written since; `behind`: something was, or a minute passed; `dropped`: a block that it was read at is no longer of its chain. */
type State = 'same' | 'behind' | 'dropped'

export interface KeptOptions {
  /** Of all kept answers together. */
  readonly bytes: number
  /** What took less to work out is not kept; absent: 10 ms. */
  readonly leastMs?: number
  /** Milliseconds; absent: the clock of the process. */
  readonly now?: () => number
}

export interface Keeper {
  readonly caller: string
  /** Whether the caller wants nothing that was kept. */
  readonly fresh: boolean
  /** How old an answer may be, in milliseconds, of which something was written since. */
  readonly staleMs: number
}

const LEAST_MS = 10
// Characters from which an answer is kept compressed too: shorter ones are compressed in a millisecond.
const LEAST_PACKED = 64_000
// Ages are told by the clock, which moves where nothing is written.
const SAME_MS = 60_000
// An answer of some blocks ago is given for a hundred times as long as it took: what is quick is not worth being old.
const BEHIND = { leastMs: 15_000, mostMs: 300_000, timesTook: 100 }
// Questions that were asked once are remembered as hashes, this many.
const REMEMBERED = 5000

// The journal holds every block that may still be taken back, and those of the last thousand below.
const STATE = `select pg_current_snapshot()::text = $5,
    coalesce(bool_and((c.height = m.height and c.hash = m.hash) or exists (select from api.journal j where j.network = m.network
      and j.chain_id = m.chain_id and j.number = m.height and j.hash = m.hash)), true)
  from unnest($1::text[], $2::bigint[], $3::integer[], $4::bytea[]) m (network, chain_id, height, hash)
  left join api.chain c on c.network = m.network and c.chain_id = m.chain_id`

/**
 * Answers that took long, kept with the blocks that they were read at. A kept answer is given again while nothing is written to the database; to who
 * accepts one of some blocks ago, for at most five minutes, while the next one is worked out once for all; and never when a reorg took back a
 * block that it was read at. All of it is looked up for each asker. `renewals` says which answers are to be worked out again before somebody asks.
 */
export class KeptAnswers {
  readonly #pool: Pool
  readonly #log: Logger
  readonly #leastMs: number
  readonly #now: () => number
  readonly #cache: SharedCache<Kept>
  readonly #running = new Map<string, Promise<Kept | undefined>>()
  readonly #once = new LRUCache<string, true>({ max: REMEMBERED })
  readonly renewals: Renewals

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
    // A character of JSON takes one or two bytes, and compressed less than half of one.
    this.#cache = new SharedCache(bytes, ({ text, packed }) => (packed ? 2.5 : 2) * text.length + 500)
    this.renewals = new Renewals(now, {
      ageOf: (key) => this.#ageOf(key),
      renew: (key, work) => this.#renew(key, Renewals.CALLER, work),
    })
  }

  /** Bytes of what is kept, about. */
  get weight(): number {
    return this.#cache.weight
  }

  /** Whether a question was asked before, not long ago: what is asked once is not worth keeping. */
  isAskedAgain(question: readonly unknown[]): boolean {
    const key = keyOf(question)
    const known = this.#once.has(key)
    this.#once.set(key, true)
    return known
  }

  /**
   * The answer to a question: kept, worked out for another asker at this moment, or by `work`.
   * @throws what `work` throws
   */
  async answer(question: readonly unknown[], asker: Keeper, work: Work): Promise<GraphQLAnswer> {
    const key = keyOf(question)
    if (asker.staleMs > 0) this.renewals.asked(key, work)
    if (!asker.fresh) {
      const found = await this.#find(key, asker)
      if (found) {
        const { kept, state } = found
        if (state === 'behind' && kept.took < DEAR_MS) void this.#renew(key, asker.caller, work)
        return toAnswer(kept, state)
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
    if (!kept || this.#now() - kept.began >= Math.max(SAME_MS, mostAgeOf(kept))) return undefined
    const state = await this.#stateOf(kept)
    if (state === 'dropped') {
      // Meanwhile there may be another.
      if (this.#cache.get(key) === kept) this.#cache.delete(key)
      return undefined
    }
    return this.#suits(kept, state, asker) ? { kept, state } : undefined
  }

  #suits(kept: Kept, state: State, { staleMs }: Keeper): boolean {
    const age = this.#now() - kept.began
    return state === 'same' || (state === 'behind' && age < Math.min(staleMs, mostAgeOf(kept)))
  }

  async #stateOf({ marks, began }: Kept): Promise<State> {
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
    return isSame && this.#now() - began < SAME_MS ? 'same' : 'behind'
  }

  // As a share of what its age may be; nothing is to be done for what is being worked out, or is not kept.
  #ageOf(key: string): Aged | undefined {
    const kept = this.#cache.get(key)
    if (!kept || this.#running.has(key)) return undefined
    const age = this.#now() - kept.began
    return { ageMs: age, tookMs: kept.took, share: age / mostAgeOf(kept) }
  }

  // One for all askers; who asks next after it failed hears why.
  async #renew(key: string, caller: string, work: Work): Promise<boolean> {
    if (this.#running.has(key)) return true
    try {
      const kept = this.#cache.get(key)
      if (kept && (await this.#stateOf(kept)) === 'same') return true
      return !(await this.#work(key, caller, work)).errors
    } catch (error) {
      this.#log.debug({ err: error }, 'a kept answer was not renewed')
      return false
    }
  }

  async #work(key: string, caller: string, work: Work): Promise<GraphQLAnswer> {
    const done = Promise.withResolvers<Kept | undefined>()
    this.#running.set(key, done.promise)
    try {
      const { answer, marks, began } = await work(caller)
      if (answer.errors) return answer
      const text = answer.stringify?.() ?? JSON.stringify(answer)
      const took = this.#now() - began
      const isKept = took >= this.#leastMs
      const packed = isKept && text.length >= LEAST_PACKED ? new Packed(text.slice(0, -1)) : undefined
      const kept = { text, packed, marks, began, took }
      if (isKept)
        this.#cache.set(
          key,
          kept,
          caller === Renewals.CALLER ? (this.#cache.callerOf(key) ?? caller) : caller,
        )
      done.resolve(kept)
      return answer.stringify ? answer : { ...answer, stringify: () => text }
    } finally {
      // Of those who wait, each works it out for himself where there is none to share.
      done.resolve(undefined)
      if (this.#running.get(key) === done.promise) this.#running.delete(key)
    }
  }
}

const keyOf = (question: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64')

const mostAgeOf = ({ took }: Kept): number =>
  Math.min(BEHIND.mostMs, Math.max(BEHIND.leastMs, BEHIND.timesTook * took))

function toAnswer({ text, packed, marks }: Kept, state: State): GraphQLAnswer {
  if (state !== 'behind') return fromText(text, { packed })
  const blocks = marks.chains.map(({ network, chain, height, hash }) => ({
    network,
    chainId: Number(chain),
    number: height,
    hash: `0x${hash.toString('hex')}`,
  }))
  return fromText(text, { extensions: { behind: true, blocks }, packed })
}
