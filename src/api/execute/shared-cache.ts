import { LRUCache } from 'lru-cache'

/**
 * A cache that many callers fill: each value weighs on who brought it. When all together weigh too much, the one that was not used for
 * longest goes, of the caller whose values weigh most: so nobody's values make those of a caller with fewer give way.
 */
export class SharedCache<V extends {}> {
  readonly #most: number
  readonly #weigh: (value: V) => number
  readonly #ofCaller = new Map<string, LRUCache<string, V>>()
  readonly #callers = new Map<string, string>()

  /** `most`: what all values may weigh together. */
  constructor(most: number, weigh: (value: V) => number) {
    this.#most = most
    this.#weigh = weigh
  }

  get(key: string): V | undefined {
    return this.#of(key)?.get(key)
  }

  /** In place of the value of the key, whoever brought that. What weighs more than all may together is not kept. */
  set(key: string, value: V, caller: string): void {
    this.delete(key)
    const weight = Math.max(1, Math.ceil(this.#weigh(value)))
    if (weight > this.#most) return
    const own = this.#ofCaller.get(caller) ?? new LRUCache<string, V>({ maxSize: this.#most })
    this.#ofCaller.set(caller, own)
    this.#callers.set(key, caller)
    while (this.weight + weight > this.#most) this.#giveWay(caller, weight)
    own.set(key, value, { size: weight })
    for (const [name, { size }] of this.#ofCaller) if (size === 0) this.#ofCaller.delete(name)
  }

  /** Whose value it is. */
  callerOf(key: string): string | undefined {
    return this.#callers.get(key)
  }

  delete(key: string): void {
    this.#of(key)?.delete(key)
    this.#callers.delete(key)
  }

  /** Of all values together. */
  get weight(): number {
    let total = 0
    for (const { calculatedSize } of this.#ofCaller.values()) total += calculatedSize
    return total
  }

  #of(key: string): LRUCache<string, V> | undefined {
    return this.#ofCaller.get(this.#callers.get(key) ?? '')
  }

  // Who brings a value weighs as much as with it.
  #giveWay(bringing: string, weight: number): void {
    let most = 0
    let heaviest: readonly [string, LRUCache<string, V>] | undefined
    for (const each of this.#ofCaller) {
      const [caller, { calculatedSize }] = each
      const weighs = calculatedSize === 0 ? 0 : calculatedSize + (caller === bringing ? weight : 0)
      if (weighs <= most) continue
      most = weighs
      heaviest = each
    }
    const oldest = heaviest?.[1].rkeys().next()
    if (heaviest && oldest?.done === false) this.#forget(heaviest[1], oldest.value)
  }

  #forget(own: LRUCache<string, V>, key: string): void {
    own.delete(key)
    this.#callers.delete(key)
  }
}
