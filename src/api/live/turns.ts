interface Waiting {
  readonly caller: string
  readonly begin: () => void
}

/**
 * Lets work begin: for each caller one at a time, and few in all. The others wait in line; whose caller is busy is passed
 * over. Streams read the database by turns, so that however many there are, questions find connections.
 */
export class Turns {
  readonly #most: number
  readonly #busy = new Set<string>()
  #waiting: Waiting[] = []

  constructor(most: number) {
    this.#most = most
  }

  /** Runs `work` when it is the caller's turn. Gives and throws what it does. */
  async take<T>(caller: string, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ caller, begin })
      this.#next()
    })
    try {
      return await work()
    } finally {
      this.#busy.delete(caller)
      this.#next()
    }
  }

  #next(): void {
    while (this.#busy.size < this.#most) {
      const at = this.#waiting.findIndex(({ caller }) => !this.#busy.has(caller))
      const [next] = at < 0 ? [] : this.#waiting.splice(at, 1)
      if (!next) return
      this.#busy.add(next.caller)
      next.begin()
    }
  }
}

/**
 * Spreads the sending of many rows over time: one waits for each turn of the event loop, however many send at once, so
 * that every other request gets its share in between.
 */
export class Pace {
  #last: Promise<unknown> = Promise.resolve()

  async step(): Promise<void> {
    const mine = this.#last.then(() => new Promise((done) => setImmediate(done)))
    this.#last = mine
    await mine
  }
}
