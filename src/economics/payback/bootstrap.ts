import { deviation, mean, studentTail } from '../statistics.ts'
import type { Random } from './random.ts'

/**
 * A circular block bootstrap of daily values: days are drawn in runs of `blockDays` neighbours, so that quiet and busy
 * spells stay together. Source: Politis and Romano, 1992. Sums over any number of days cost a lookup per run.
 */
export class BlockBootstrap {
  readonly #prefix: Float64Array
  readonly #days: number
  readonly #block: number
  #start = 0
  #used: number

  constructor(daily: Float64Array, blockDays: number) {
    this.#days = daily.length
    this.#block = Math.min(blockDays, daily.length)
    this.#used = this.#block
    this.#prefix = new Float64Array(daily.length + this.#block)
    let total = 0
    for (const index of this.#prefix.keys()) {
      this.#prefix[index] = total
      total += daily[index % daily.length] ?? 0
    }
  }

  /** Forgets a broken run: a new path begins. */
  restart(): void {
    this.#used = this.#block
  }

  /** The sum of the next `days` drawn days. */
  sumOf(days: number, random: Random): number {
    const prefix = this.#prefix
    let total = 0
    for (let left = days; left > 0; ) {
      if (this.#used === this.#block) {
        this.#start = random.below(this.#days)
        this.#used = 0
      }
      const take = Math.min(left, this.#block - this.#used)
      const from = this.#start + this.#used
      total += (prefix[from + take] ?? 0) - (prefix[from] ?? 0)
      this.#used += take
      left -= take
    }
    return total
  }
}

/** The mean of each whole block of so many neighbours; what is left in the end fills none. */
export function blockMeans(daily: Float64Array, blockDays: number): readonly number[] {
  return Array.from({ length: Math.floor(daily.length / blockDays) }, (_, block) =>
    mean(daily.subarray(block * blockDays, (block + 1) * blockDays)),
  )
}

/**
 * Relative standard error of the mean of daily values whose neighbours are alike: from the means of whole blocks, and what each has
 * in common with the next (Newey and West, 1987, one lag); widened as few blocks demand.
 */
export function meanError(daily: Float64Array, blockDays: number): number {
  const blocks = blockMeans(daily, blockDays)
  const centre = mean(daily)
  if (blocks.length < 2 || centre === 0) return 0
  const middle = mean(blocks)
  const rests = blocks.map((block) => block - middle)
  const shared = rests.reduce((total, rest, at) => total + rest * (rests[at + 1] ?? 0), 0)
  const variance = deviation(blocks) ** 2 + Math.max(0, shared / (blocks.length - 1))
  return (Math.sqrt(variance / blocks.length) * studentTail(blocks.length - 1)) / centre
}
