import { Cache } from '../execute/cache.ts'

interface Used {
  readonly ms: number
  readonly at: number
}

const CALLERS = 20_000
// What was used so long ago counts half.
const HALF_LIFE_MS = 10_000

/** How much time each caller's work took lately. Remembers a bounded number of callers: those seen last. */
export class Usage {
  readonly #used = new Cache<string, Used>(CALLERS)

  /** In milliseconds, the older the less; at `now`, milliseconds of any clock that goes forward. */
  of(caller: string, now: number): number {
    const used = this.#used.get(caller)
    return used ? used.ms * 0.5 ** ((now - used.at) / HALF_LIFE_MS) : 0
  }

  add(caller: string, ms: number, now: number): void {
    this.#used.set(caller, { ms: this.of(caller, now) + ms, at: now })
  }
}
