export interface LimiterOptions {
  /** Requests in flight at most. */
  readonly maxConcurrency: number
  /** Requests per second at most; undefined: as many as the endpoint bears. */
  readonly maxRate?: number | undefined
}

// Requests per second that any endpoint is taken to bear: a refusal may have had other reasons than our rate.
const LOWEST_RATE = 10
// Above this a rate was learned from no real limit.
const HIGHEST_RATE = 1_000
// A refusal without a Retry-After: the wait doubles with each in a row.
const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 5_000

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
  #refusals = 0

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

  pausedMs(now: number): number {
    return Math.max(0, this.#pausedUntil - now)
  }

  begin(now: number): void {
    this.#inFlight++
    this.#sent.push(now)
    if (this.#sent.length > 10_000) this.#forget(now)
  }

  answered(): void {
    this.#inFlight--
    this.#refusals = 0
    this.#limit = Math.min(this.#options.maxConcurrency, this.#limit + 1 / this.#limit)
    // Asked no more than it bears, an endpoint's rate is found again within seconds of a wrong lesson.
    const rate = this.#rate * 1.02
    this.#rate = this.#options.maxRate
      ? Math.min(this.#options.maxRate, rate)
      : rate > HIGHEST_RATE
        ? Number.POSITIVE_INFINITY
        : rate
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
    // One refusal may have any reason; several without an answer between them name a rate.
    if (this.#refusals > 0) this.#rate = Math.min(this.#rate, Math.max(LOWEST_RATE, this.#sent.length * 0.8))
    const pause = retryAfterMs ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#refusals)
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause)
    this.#refusals++
  }

  #forget(now: number): void {
    const from = this.#sent.findIndex((at) => at > now - 1000)
    this.#sent = from < 0 ? [] : this.#sent.slice(from)
  }
}
