import { LRUCache } from 'lru-cache'

/** Remembers the `size` answers that were asked for last. An answer that failed is not remembered. */
export class Lru<K extends string, V> {
  readonly #kept: LRUCache<K, Promise<V>>

  constructor(size: number) {
    this.#kept = new LRUCache({ max: size })
  }

  /** The answer for a key; `make` is called when there is none yet. */
  get(key: K, make: () => Promise<V>): Promise<V> {
    const kept = this.#kept.get(key)
    if (kept) return kept
    const made = make()
    this.#kept.set(key, made)
    made.catch(() => {
      if (this.#kept.peek(key) === made) this.#kept.delete(key)
    })
    return made
  }
}
