import { RpcRefusal } from './rpc-refusal.ts'

/** The first range of blocks to ask logs of; endpoints refuse what is too wide for them. */
const FIRST_STEP = 5_000
const LONGEST_STEP = 100_000

/** How many blocks are asked of at once: fewer after a refusal, more after an answer. */
export class Stride {
  #step = FIRST_STEP

  /** The last block of the next range, which begins with `from` and goes no further than `to`. */
  endOf(from: number, to: number): number {
    return Math.min(to, from + this.#step - 1)
  }

  /**
   * What `ask` gives about a range; undefined when it was too wide: then the next one is half as wide.
   * @throws what `ask` throws, and RpcRefusal of a single block
   */
  async over<T>(from: number, end: number, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await ask()
      this.#step = Math.min(2 * this.#step, LONGEST_STEP)
      return answer
    } catch (error) {
      if (!(error instanceof RpcRefusal) || end === from) throw error
      this.#step = Math.max(1, Math.floor((end - from + 1) / 2))
      return undefined
    }
  }
}
