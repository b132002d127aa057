import { Unavailable } from '../claim/errors.ts'

export interface RecentOptions {
  /** What is computed, for the message when it does not come. */
  readonly what: string
  readonly ageMs: number
  readonly waitMs: number
}

/**
 * A value that many ask for and that costs something: computed at most once in `ageMs`, by one computation at a time, and
 * waited for no longer than `waitMs`, however many ask. A failure is kept as long as a value is.
 */
export class Recent<T> {
  readonly #compute: () => Promise<T>
  readonly #options: RecentOptions
  #running: Promise<T> | undefined
  #kept: Promise<T> | undefined
  #keptAt = 0

  constructor(compute: () => Promise<T>, options: RecentOptions) {
    this.#compute = compute
    this.#options = options
  }

  /** @throws Unavailable `UNAVAILABLE_IN_TIME` after `waitMs`; what the computation throws */
  async get(): Promise<T> {
    const { what, ageMs, waitMs } = this.#options
    if (this.#kept && performance.now() - this.#keptAt < ageMs) return this.#kept
    const running = this.#running ?? this.#start()
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => late.reject(new Unavailable('UNAVAILABLE_IN_TIME', `${what} did not come within ${waitMs} ms`)),
      waitMs,
    )
    try {
      return await Promise.race([running, late.promise])
    } finally {
      clearTimeout(timer)
    }
  }

  #start(): Promise<T> {
    const running = this.#compute()
    this.#running = running
    const keep = () => {
      this.#running = undefined
      this.#kept = running
      this.#keptAt = performance.now()
    }
    // Everyone who asked may have left by the time it fails: that is an answer to nobody, not an unhandled one.
    running.then(keep, keep)
    return running
  }
}
