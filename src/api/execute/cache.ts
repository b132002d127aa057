/** Keeps the entries that were used last, as many as weigh no more than `most` together. */
export class Cache<K, V> {
  readonly #entries = new Map<K, { readonly value: V; readonly weight: number }>()
  readonly #most: number
  readonly #weigh: (value: V, key: K) => number
  #weight = 0

  /** Without `weigh` every entry weighs 1, so that `most` is their number. */
  constructor(most: number, weigh: (value: V, key: K) => number = () => 1) {
    this.#most = most
    this.#weigh = weigh
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  /** What weighs more than all may together is not kept. Set again an entry that has grown: it is weighed here. */
  set(key: K, value: V): void {
    this.delete(key)
    const weight = this.#weigh(value, key)
    if (weight > this.#most) return
    this.#entries.set(key, { value, weight })
    this.#weight += weight
    for (const [oldest] of this.#entries) {
      if (this.#weight <= this.#most) break
      this.delete(oldest)
    }
  }

  delete(key: K): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0
    this.#entries.delete(key)
  }

  get size(): number {
    return this.#entries.size
  }

  /** Of all entries together. */
  get weight(): number {
    return this.#weight
  }
}
