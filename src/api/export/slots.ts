/** How many exports run: one per caller, and few in all. */
export class Slots {
  readonly #callers = new Set<string>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** Takes a slot, or says why there is none. */
  take(caller: string): { readonly free: () => void } | { readonly refused: string } {
    if (this.#callers.has(caller))
      return { refused: 'one export of yours is running: wait until it ends, one after the other' }
    if (this.#callers.size >= this.#most)
      return { refused: `${this.#most} exports are running, of other callers: try again later` }
    this.#callers.add(caller)
    return { free: () => void this.#callers.delete(caller) }
  }
}
