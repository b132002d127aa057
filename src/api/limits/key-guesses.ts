import { Cache } from '../execute/cache.ts'
import { type ApiKey, findKey } from './keys.ts'
import { RateLimiter } from './rate.ts'

/** Wrong keys that an address may present, at once and a second. */
const GUESSES = { ratePerSecond: 0.2, burst: 10 }
const REMEMBERED = 20_000

/** The key, or none; with none, whether it was looked for at all. */
export interface FoundKey {
  readonly key: ApiKey | undefined
  /** Set when this address guessed too often: in so many seconds a key of it is looked at again. */
  readonly retryAfter?: number
}

/**
 * Finds keys for callers who may be guessing. An address with too many wrong ones behind it is not told whether the next is
 * right. Callers that share it and had used their key before go on: each address and key that was right stays known.
 */
export class KeyGuesses {
  readonly #keys: readonly ApiKey[]
  readonly #wrong = new RateLimiter(REMEMBERED)
  readonly #right = new Cache<string, true>(REMEMBERED)

  constructor(keys: readonly ApiKey[]) {
    this.#keys = keys
  }

  /** `now` in milliseconds. */
  find(presented: string, address: string, now: number): FoundKey {
    const key = findKey(this.#keys, presented)
    const known = key && `${address} ${key.name}`
    if (known && this.#right.get(known)) return { key }
    const waiting = this.#wrong.waitOf(address, GUESSES, now)
    if (waiting > 0) return { key: undefined, retryAfter: waiting }
    if (known) this.#right.set(known, true)
    else this.#wrong.admit(address, GUESSES, now)
    return { key }
  }
}
