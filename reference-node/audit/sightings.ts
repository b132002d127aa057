import type { Vouched } from './report.ts'

/**
 * By when others saw how many entries of a log. Made once, then each question takes the logarithm of how often they looked: a log of
 * some years has thousands of anchors, and each of its samples asks.
 */
export class Sightings {
  /** In the order of their times. */
  readonly #seen: readonly Vouched[]
  /** Of each and those before it, the most entries. */
  readonly #most: readonly number[]
  /** Of each and those behind it, that of the fewest entries. */
  readonly #fewest: readonly Vouched[]

  constructor(seen: readonly Vouched[]) {
    this.#seen = seen.toSorted((a, b) => a.time - b.time)
    const most: number[] = []
    for (const { size } of this.#seen) most.push(Math.max(size, most.at(-1) ?? 0))
    this.#most = most
    const fewest: Vouched[] = []
    for (const each of this.#seen.toReversed()) {
      const behind = fewest.at(-1)
      fewest.push(behind && behind.size < each.size ? behind : each)
    }
    this.#fewest = fewest.reverse()
  }

  /** The most entries that somebody saw before a moment, Unix seconds; 0 where nobody saw any. */
  mostBefore(moment: number): number {
    return this.#most[this.#firstFrom(moment) - 1] ?? 0
  }

  /** Of what was seen at a moment or after it, that of the fewest entries; undefined where nothing was. */
  fewestFrom(moment: number): Vouched | undefined {
    return this.#fewest[this.#firstFrom(moment)]
  }

  #firstFrom(moment: number): number {
    let [low, high] = [0, this.#seen.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#seen[middle]?.time ?? moment) < moment) low = middle + 1
      else high = middle
    }
    return low
  }
}
