import { createHash } from 'node:crypto'

/** Choices that follow from a seed alone: the same seed and purpose give the same choices. Not for keys. */
export class Choices {
  readonly #key: string
  #count = 0

  /** @param purpose what is chosen, so that one more choice here moves no other */
  constructor(seed: number, purpose: string) {
    this.#key = `${seed}/${purpose}`
  }

  /** A whole number from `least` up to and including `most`. */
  integer(least: number, most: number): number {
    const digest = createHash('sha256')
      .update(`${this.#key}/${this.#count++}`)
      .digest()
    return least + Number(digest.readBigUInt64BE() % BigInt(most - least + 1))
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.integer(0, 255)))
  }

  pick<T>(list: readonly T[]): T {
    const chosen = list[this.integer(0, list.length - 1)]
    if (chosen === undefined) throw new RangeError('nothing to choose from')
    return chosen
  }

  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean {
    return this.integer(0, 99) < percent
  }
}
