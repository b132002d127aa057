export interface LimiterOptions {
  /** Requests in flight at most. */
  readonly maxConcurrency: number
  /** Requests per second at most; undefined: as many as the endpoint bears. */
  readonly maxRate?: number | undefined
}

// Requests per second that any endpoint is taken to bear: a refusal may have had other reasons than our rate.
const LOWEST_RATE = 5

/**
 * How much one endpoint is asked at once, learned: a little more after each answer, much less after a refusal
 * (additive increase, multiplicative decrease). A rate is learned once the endpoint has named one by refusing.
 */
export class Limiter {
  readonly #options: LimiterOptions
  #limit: number
  #rate: number
  #inFlight = 0
  #sent: number[] = []
  #pausedUntil = 0

  constructor(options: LimiterOptions) {
    this.#options = options
    this.#limit = Math.min(4, options.maxConcurrency)
    this.#rate = options.maxRate ?? Number.POSITIVE_INFINITY
  }

  get concurrency(): number {
    return this.#limit
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /** Requests per second. */
  get rate(): number {
    return this.#rate
  }

  /** Milliseconds until a request may start; 0: now; Infinity: not before another one ended. */
  waitMs(now: number): number {
    if (now < this.#pausedUntil) return this.#pausedUntil - now
    if (this.#inFlight >= Math.max(1, Math.floor(this.#limit))) return Number.POSITIVE_INFINITY
    if (this.#rate === Number.POSITIVE_INFINITY) return 0
    this.#forget(now)
    const oldest = this.#sent[0]
    return oldest === undefined || this.#sent.length < Math.max(1, this.#rate) ? 0 : oldest + 1000 - now
  }

  begin(now: number): void {
    this.#inFlight++
    this.#sent.push(now)
    if (this.#sent.length > 10_000) this.#forget(now)
  }

  answered(): void {
    this.#inFlight--
    this.#limit = Math.min(this.#options.maxConcurrency, this.#limit + 1 / this.#limit)
    if (this.#rate !== Number.POSITIVE_INFINITY)
      this.#rate = Math.min(this.#options.maxRate ?? Number.POSITIVE_INFINITY, this.#rate * 1.01)
  }

  /** Ended without an answer that says anything about load. */
  ended(): void {
    this.#inFlight--
  }

  /** It did not answer in time: asked less at once from now on. */
  slow(): void {
    this.#inFlight--
    this.#limit = Math.max(1, this.#limit * 0.7)
  }

  /** It said that it is asked too much, and perhaps for how long it wants peace. */
  refused(now: number, retryAfterMs: number | undefined): void {
    this.#inFlight--
    this.#limit = Math.max(1, this.#limit / 2)
    this.#forget(now)
    this.#rate = Math.max(LOWEST_RATE, Math.min(this.#rate, this.#sent.length) * 0.7)
    this.#pausedUntil = Math.max(this.#pausedUntil, now + (retryAfterMs ?? 250))
  }

  #forget(now: number): void {
    const from = this.#sent.findIndex((at) => at > now - 1000)
    this.#sent = from < 0 ? [] : this.#sent.slice(from)
  }
}
