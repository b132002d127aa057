import { GraphQLError } from 'graphql'
import { Usage } from './usage.ts'

/** How many requests may wait for their turn. */
interface Line {
  readonly all: number
  readonly ofCaller: number
}

export interface TurnLimits {
  /** Work that runs at once, in all. */
  readonly most: number
  /** Of these, how many of one caller; absent: one. */
  readonly mostOfCaller?: number
  /** Absent: any number may wait, for those who are counted elsewhere. */
  readonly line?: Line
  /** Longest wait in milliseconds; absent: without end. */
  readonly waitMs?: number
  /** Milliseconds; absent: the clock of the process. */
  readonly now?: () => number
}

interface Waiting {
  readonly begin: () => void
}

const ENDLESS: Line = { all: Number.POSITIVE_INFINITY, ofCaller: Number.POSITIVE_INFINITY }

/**
 * Lets work begin: for each caller one at a time (or a few), and few in all. The others wait; next is the caller whose work
 * took the least time lately, and of equals the one that had no turn for longest. So one caller holds up another for as long as
 * one piece of work takes, however many it asks for, and small questions need not wait behind long ones.
 */
export class Turns {
  readonly #limits: Required<Omit<TurnLimits, 'waitMs'>> & Pick<TurnLimits, 'waitMs'>
  readonly #usage = new Usage()
  readonly #running = new Map<string, number>()
  // Callers stand in the order in which they come.
  readonly #waiting = new Map<string, Set<Waiting>>()
  #runningOfAll = 0
  #waitingOfAll = 0

  constructor(limits: TurnLimits) {
    this.#limits = { mostOfCaller: 1, line: ENDLESS, now: () => performance.now(), ...limits }
  }

  /**
   * Runs `work` when it is the caller's turn. Gives what it does.
   * @throws what `work` throws; GraphQLError `BUSY` when too many wait, or for too long
   */
  async take<T>(caller: string, work: () => Promise<T>): Promise<T> {
    await this.#begin(caller)
    const { now } = this.#limits
    const began = now()
    try {
      return await work()
    } finally {
      const ended = now()
      this.#usage.add(caller, ended - began, ended)
      this.#count(caller, -1)
      this.#goBehind(caller)
      this.#next()
    }
  }

  async #begin(caller: string): Promise<void> {
    const { line, waitMs } = this.#limits
    const own = this.#waiting.get(caller) ?? new Set()
    if (this.#isFree(caller) && own.size === 0) return this.#count(caller, 1)
    if (own.size >= line.ofCaller) throw busy(`${own.size} requests of yours are waiting`, line.ofCaller)
    if (this.#waitingOfAll >= line.all) throw busy(`${this.#waitingOfAll} requests are waiting`, line.all)
    const turn = Promise.withResolvers<void>()
    const waiting: Waiting = { begin: turn.resolve }
    own.add(waiting)
    this.#waiting.set(caller, own)
    this.#waitingOfAll++
    const giveUp = (limit: number) => {
      this.#leave(caller, waiting)
      turn.reject(busy(`your turn did not come within ${limit} ms`, limit))
    }
    const late = waitMs === undefined ? undefined : setTimeout(() => giveUp(waitMs), waitMs)
    try {
      await turn.promise
    } finally {
      clearTimeout(late)
    }
  }

  #isFree(caller: string): boolean {
    return (
      this.#runningOfAll < this.#limits.most && (this.#running.get(caller) ?? 0) < this.#limits.mostOfCaller
    )
  }

  #count(caller: string, change: 1 | -1): void {
    const now = (this.#running.get(caller) ?? 0) + change
    if (now) this.#running.set(caller, now)
    else this.#running.delete(caller)
    this.#runningOfAll += change
  }

  #next(): void {
    while (this.#runningOfAll < this.#limits.most) {
      const caller = this.#nextCaller()
      const [first] = (caller !== undefined && this.#waiting.get(caller)) || []
      if (caller === undefined || !first) return
      this.#leave(caller, first)
      this.#goBehind(caller)
      this.#count(caller, 1)
      first.begin()
    }
  }

  #nextCaller(): string | undefined {
    const now = this.#limits.now()
    let least = Number.POSITIVE_INFINITY
    let found: string | undefined
    for (const caller of this.#waiting.keys()) {
      const used = this.#isFree(caller) ? this.#usage.of(caller, now) : Number.POSITIVE_INFINITY
      if (used < least) {
        least = used
        found = caller
      }
    }
    return found
  }

  #goBehind(caller: string): void {
    const own = this.#waiting.get(caller)
    if (!own) return
    this.#waiting.delete(caller)
    this.#waiting.set(caller, own)
  }

  #leave(caller: string, waiting: Waiting): void {
    const own = this.#waiting.get(caller)
    if (!own?.delete(waiting)) return
    this.#waitingOfAll--
    if (!own.size) this.#waiting.delete(caller)
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
