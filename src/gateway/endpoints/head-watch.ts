import type { Hash32 } from '../../claim/hex.ts'
import type { Endpoint } from './endpoint.ts'

/** Wakes whoever waits for a new head: when an endpoint announces one, else after the polling interval. */
export class HeadWatch {
  readonly #pollMs: number
  readonly #waiting = new Set<() => void>()
  #newest: Hash32 | undefined

  constructor(endpoints: readonly Endpoint[], pollMs: number) {
    this.#pollMs = pollMs
    for (const { transport } of endpoints) transport.onHead?.(() => this.#wake())
  }

  /** A head was read. */
  saw(hash: Hash32): void {
    this.#newest = hash
  }

  /** Resolves at once when another head than `known` was read already, and when `signal` ends it. */
  next(known: Hash32, signal: AbortSignal): Promise<void> {
    if (signal.aborted || (this.#newest !== undefined && this.#newest !== known)) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#waiting.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, this.#pollMs)
      this.#waiting.add(done)
      signal.addEventListener('abort', done, { once: true })
    })
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done()
  }
}
