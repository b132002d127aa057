/** Remembers the newest `size` answers. An answer that failed is not remembered. */
export class Lru<K, V> {
  readonly #size: number
  readonly #kept = new Map<K, Promise<V>>()

  constructor(size: number) {
    this.#size = size
  }

  get(key: K, make: () => Promise<V>): Promise<V> {
    const kept = this.#kept.get(key)
    if (kept) {
      this.#kept.delete(key)
      this.#kept.set(key, kept)
      return kept
    }
    const made = make()
    this.#kept.set(key, made)
    made.catch(() => {
      if (this.#kept.get(key) === made) this.#kept.delete(key)
    })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > this.#size && oldest !== undefined) this.#kept.delete(oldest)
    return made
  }
}
