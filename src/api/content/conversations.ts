import { CONVERSATION_LIMITS } from '../../claim/conversation.ts'
import type { Hash32 } from '../../claim/hex.ts'
import type { Contents } from '../../platform/content-store.ts'
import { programBeside } from '../../platform/program.ts'
import { Thread } from '../../platform/thread.ts'
import { Cache } from '../execute/cache.ts'
import { Turns } from '../limits/turns.ts'
import type { Split } from './split.ts'

/** Bytes of conversations that are kept in memory; conversations that are read at once; requests that may wait. */
const MOST = { cached: 32 << 20, reading: 2, waiting: { all: 200, ofCaller: 8 } }

type Found = Split | 'too long' | undefined

/**
 * Reads kept conversations: only where the two sides stand is looked for, in a thread of its own. The archive checked the
 * rest when it took them in, and the bytes are what their hash says. Each is read once at a time, whoever asks, and the last
 * ones are kept.
 */
export class Conversations {
  readonly #contents: Contents
  readonly #thread = new Thread<Uint8Array, Split | null>(programBeside('split', import.meta.url), {
    mostMb: 64,
  })
  readonly #known = new Cache<Hash32, Split>(MOST.cached, ({ bytes }) => bytes.length)
  readonly #reading = new Map<Hash32, Promise<Found>>()
  readonly #turns = new Turns({ most: MOST.reading, line: MOST.waiting })

  constructor(contents: Contents) {
    this.#contents = contents
  }

  /**
   * Undefined when it is not kept, `too long` when no conversation may be so long.
   *
   * @throws GraphQLError `BUSY` when too many wait
   */
  async find(hash: Hash32, caller: string): Promise<Found> {
    const known = this.#known.get(hash)
    if (known) return known
    const running = this.#reading.get(hash)
    if (running) return running
    const reading = this.#turns.take(caller, () => this.#read(hash))
    this.#reading.set(hash, reading)
    try {
      return await reading
    } finally {
      this.#reading.delete(hash)
    }
  }

  close(): Promise<void> {
    return this.#thread.close()
  }

  async #read(hash: Hash32): Promise<Found> {
    const bytes = await this.#contents.find(hash)
    if (!bytes) return undefined
    if (bytes.length > CONVERSATION_LIMITS.maxBytes) return 'too long'
    // Moved to the thread and back, not copied: so the bytes must have a buffer of their own.
    const own = new Uint8Array(bytes)
    const split = (await this.#thread.ask(own, [own.buffer])) ?? undefined
    if (split) this.#known.set(hash, split)
    return split
  }
}
