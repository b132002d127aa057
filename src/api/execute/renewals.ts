import { LRUCache } from 'lru-cache'
import type { Work } from './worked.ts'

/** How old a kept answer is. */
export interface Aged {
  readonly ageMs: number
  /** How long it took to work out. */
  readonly tookMs: number
  /** Its age as a share of what that may be before the answer is not given any more. */
  readonly share: number
}

/** The answers that are renewed. */
interface Renewed {
  /** Undefined where there is none, or where it is being worked out. */
  ageOf(key: string): Aged | undefined
  /** Works out the next answer in place of one that is behind. False where that failed. */
  renew(key: string, work: Work): Promise<boolean>
}

interface Lane {
  readonly takes: (tookMs: number) => boolean
  isBusy: boolean
  restsUntil: number
}

/** What takes longer is renewed only here, and not for who asks. */
export const DEAR_MS = 1000
/** What took less is worked out for who asks, sooner than a reader notices. */
const LEAST_MS = 30
const ASKED_MS = 3_600_000
// One question costs no more than a fifth of a processor, and all of a lane no more than half of one.
const EVERY = { leastMs: 5000, timesTook: 4 }
const LOOK_MS = 1000
const MOST = 500

/**
 * Works out again, before somebody asks, what was asked in the last hour by who takes an answer of some blocks ago: of what is behind the one
 * that will be too old first, one at a time of those that take long, and one of the others; and rests for as long as it worked.
 */
export class Renewals {
  /** On whose behalf: its turn comes after those of who ask. */
  static readonly CALLER = 'kept answers'

  readonly #now: () => number
  readonly #answers: Renewed
  readonly #asked = new LRUCache<string, { readonly work: Work; readonly at: number }>({ max: MOST })
  readonly #lanes: readonly Lane[] = [
    { takes: (took) => took >= DEAR_MS, isBusy: false, restsUntil: 0 },
    { takes: (took) => took >= LEAST_MS && took < DEAR_MS, isBusy: false, restsUntil: 0 },
  ]
  #timer: NodeJS.Timeout | undefined

  /** `now`: milliseconds. */
  constructor(now: () => number, answers: Renewed) {
    this.#now = now
    this.#answers = answers
  }

  /** Notes that somebody asked who takes an answer of some blocks ago. */
  asked(key: string, work: Work): void {
    this.#asked.set(key, { work, at: this.#now() })
  }

  /** Looks once a second what there is to do, until `stop`. */
  start(): void {
    this.#timer ??= setInterval(() => void this.look(), LOOK_MS).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Begins what there is to do, and settles when that is done. */
  async look(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => this.#work(lane)))
  }

  async #work(lane: Lane): Promise<void> {
    const began = this.#now()
    const key = lane.isBusy || began < lane.restsUntil ? undefined : this.#mostUrgent(lane)
    const asked = key === undefined ? undefined : this.#asked.peek(key)
    if (key === undefined || !asked) return
    lane.isBusy = true
    // What fails is left alone until somebody asks again.
    if (!(await this.#answers.renew(key, asked.work))) this.#asked.delete(key)
    lane.isBusy = false
    lane.restsUntil = 2 * this.#now() - began
  }

  #mostUrgent({ takes }: Lane): string | undefined {
    let [most, found]: [number, string | undefined] = [0, undefined]
    for (const [key, { at }] of this.#asked.entries()) {
      if (this.#now() - at >= ASKED_MS) continue
      const aged = this.#answers.ageOf(key)
      if (!aged || !takes(aged.tookMs) || aged.share <= most) continue
      if (aged.ageMs < Math.max(EVERY.leastMs, EVERY.timesTook * aged.tookMs)) continue
      most = aged.share
      found = key
    }
    return found
  }
}
