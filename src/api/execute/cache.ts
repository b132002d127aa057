import { LRUCache } from 'lru-cache'

/** Keeps the entries that were used last, as many as weigh no more than `most` together. */
export class Cache<K extends string, V extends {}> {
  readonly #kept: LRUCache<K, V>

  /** Without `weigh` every entry weighs 1, so that `most` is their number; infinity: all are kept. */
  constructor(most: number, weigh: (value: V) => number = () => 1) {
    this.#kept = new LRUCache({
      maxSize: Math.min(most, Number.MAX_SAFE_INTEGER),
      sizeCalculation: (value) => Math.max(1, Math.ceil(weigh(value))),
    })
  }

  get(key: K): V | undefined {
    return this.#kept.get(key)
  }

  /** What weighs more than all may together is not kept. Set again an entry that has grown: it is weighed here. */
  set(key: K, value: V): void {
    // The library weighs a value that it has already only when it is new.
    this.#kept.delete(key)
    this.#kept.set(key, value)
  }

  /** Of all entries together. */
  get weight(): number {
    return this.#kept.calculatedSize
  }
}
