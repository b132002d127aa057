import { GraphQLError } from 'graphql'

interface Waiting {
  readonly caller: string
  readonly begin: () => void
}

/** How many requests may wait for their turn. */
export interface Line {
  readonly all: number
  readonly ofCaller: number
}

const ENDLESS: Line = { all: Number.POSITIVE_INFINITY, ofCaller: Number.POSITIVE_INFINITY }

/**
 * Lets work begin: for each caller one at a time, and few in all. The others wait in line; a request whose caller is busy is
 * passed over, and a caller who had a turn goes behind the others. So each waits for one turn of every other caller at most.
 */
export class Turns {
  readonly #most: number
  readonly #line: Line
  readonly #busy = new Set<string>()
  readonly #waiting: Waiting[] = []

  /** `most`: callers at once. Without `line` any number may wait: for those who are counted elsewhere. */
  constructor(most: number, line = ENDLESS) {
    this.#most = most
    this.#line = line
  }

  /** Runs `work` when it is the caller's turn. Gives and throws what it does; `BUSY` when too many wait. */
  async take<T>(caller: string, work: () => Promise<T>): Promise<T> {
    this.#assertRoom(caller)
    await new Promise<void>((begin) => {
      this.#waiting.push({ caller, begin })
      this.#next()
    })
    try {
      return await work()
    } finally {
      this.#busy.delete(caller)
      this.#goBehind(caller)
      this.#next()
    }
  }

  #assertRoom(caller: string): void {
    const own = this.#waiting.filter((each) => each.caller === caller).length
    if (own >= this.#line.ofCaller) throw busy(`${own} requests of yours are waiting`, this.#line.ofCaller)
    if (this.#waiting.length >= this.#line.all)
      throw busy(`${this.#waiting.length} requests are waiting`, this.#line.all)
  }

  // Who had a turn comes after everybody who waits for theirs.
  #goBehind(caller: string): void {
    const own = this.#waiting.filter((each) => each.caller === caller)
    const others = this.#waiting.filter((each) => each.caller !== caller)
    this.#waiting.splice(0, this.#waiting.length, ...others, ...own)
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

function busy(what: string, limit: number): GraphQLError {
  return new GraphQLError(`${what}: try again later`, { extensions: { code: 'BUSY', limit } })
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
