import { GraphQLError } from 'graphql'
import type { ApiMetrics } from '../http/metrics.ts'

export interface StreamLimits {
  /** Streams that may be open at once. */
  readonly most: number
  /** Of one caller. */
  readonly mostOfCaller: number
  /** Milliseconds within which a reader must take what is sent. */
  readonly stallMs: number
}

/** What a stream's generator knows of its own life. */
export interface StreamLife {
  /** To be called once nothing is missed any more. */
  readonly opened: () => void
  readonly signal: AbortSignal
}

export interface Consumer {
  readonly caller: string
  /** Cuts the connection. */
  readonly cut: () => void
}

/** Counts live streams, in all and by caller, and ends those that nobody reads. */
export class OpenStreams {
  readonly #limits: StreamLimits
  readonly #metrics: ApiMetrics
  readonly #callers = new Map<string, number>()
  #open = 0

  constructor(limits: StreamLimits, metrics: ApiMetrics) {
    this.#limits = limits
    this.#metrics = metrics
  }

  /**
   * The stream that `make` makes, counted until it ends.
   * @throws `BUSY`
   */
  begin(
    consumer: Consumer,
    make: (life: StreamLife) => AsyncGenerator<unknown>,
  ): AsyncIterableIterator<unknown> {
    this.#assertRoom(consumer.caller)
    const ended = new AbortController()
    this.#change(consumer.caller, 1)
    ended.signal.addEventListener('abort', () => this.#change(consumer.caller, -1), { once: true })
    const stream = this.#count((opened) => make({ opened, signal: ended.signal }))
    return this.#watched(stream, ended, consumer)
  }

  #assertRoom(caller: string): void {
    const { most, mostOfCaller } = this.#limits
    if ((this.#callers.get(caller) ?? 0) >= mostOfCaller)
      throw busy(`${mostOfCaller} live streams of yours are open: close one first`, mostOfCaller)
    if (this.#open >= most) throw busy(`${most} live streams are open: try again later`, most)
  }

  #change(caller: string, by: 1 | -1): void {
    this.#open += by
    const now = (this.#callers.get(caller) ?? 0) + by
    if (now) this.#callers.set(caller, now)
    else this.#callers.delete(caller)
  }

  // A generator that waits for news hears of its end only with the next news: the signal wakes it at once. And one whose
  // reader takes nothing is not asked for more: the clock ends it.
  #watched(
    stream: AsyncGenerator<unknown>,
    ended: AbortController,
    consumer: Consumer,
  ): AsyncIterableIterator<unknown> {
    let clock: NodeJS.Timeout | undefined
    const stalled = () => {
      ended.abort()
      consumer.cut()
    }
    ended.signal.addEventListener('abort', () => clearTimeout(clock), { once: true })
    return {
      next: async () => {
        clearTimeout(clock)
        try {
          const result = await stream.next()
          if (result.done) ended.abort()
          else if (!ended.signal.aborted) clock = setTimeout(stalled, this.#limits.stallMs).unref()
          return result
        } catch (error) {
          ended.abort()
          throw error
        }
      },
      return() {
        ended.abort()
        return stream.return(undefined)
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  async *#count(make: (opened: () => void) => AsyncGenerator<unknown>): AsyncGenerator<unknown> {
    let open = false
    try {
      yield* make(() => {
        open = true
        this.#metrics.subscriptions(1)
      })
    } finally {
      if (open) this.#metrics.subscriptions(-1)
    }
  }
}

function busy(message: string, limit: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BUSY', limit } })
}
