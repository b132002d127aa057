import { Random } from '../payback/random.ts'
import { largestShare } from './queue.ts'

/** What is done with arrivals, shares of them from 0 to 1. */
export interface Treated {
  /** Served in `multiple` times the length. */
  readonly proved: number
  /** Never begun. */
  readonly stopped: number
  readonly multiple: number
}

/** How services of length 1 fared. */
export interface Fared {
  /** The share of them that were done within the deadline; null: none of that length was left. */
  readonly inTime: number | null
  /** Services of the multiple's length that were played. */
  readonly proofs: number
}

/** Fewer say nothing of how arrivals come. */
export const LEAST_ARRIVALS = 100

/**
 * One server, played event by event, whose arrivals come as they were seen to come: docs/methodology/stress.md. Which of them need a proof is
 * drawn by chance, in each round anew. The same times give the same answers.
 */
export class Replay {
  /** From each arrival to the next, in mean gaps; after the last one, the mean. */
  readonly #gaps: Float64Array
  /** Of each event, a number from 0 to 1, all of them evenly apart: of any share exactly so many are below it, and more moved is never less work. */
  readonly #drawn: Float64Array

  /** `times`: in their order, in any unit, no fewer than LEAST_ARRIVALS and not all at once. `least`: events that are played, or as many as fill the last round. */
  constructor(times: ArrayLike<number>, least: number, seed = 1) {
    const last = times.length - 1
    const mean = ((times[last] ?? 0) - (times[0] ?? 0)) / last
    this.#gaps = Float64Array.from(times, (at, index) => ((times[index + 1] ?? at + mean) - at) / mean)
    const events = Math.ceil(least / times.length) * times.length
    this.#drawn = shuffled(
      Float64Array.from({ length: events }, (_, at) => (at + 0.5) / events),
      new Random(seed),
    )
  }

  /** How arrivals fare that are treated so; `load`: of the server, if all arrivals took length 1. */
  fare({ proved, stopped, multiple }: Treated, load: number, deadline: number): Fared {
    const [gaps, drawn] = [this.#gaps, this.#drawn]
    let [wait, native, inTime, proofs, round] = [0, 0, 0, 0, 0]
    for (let event = 0; event < drawn.length; event++) {
      const draw = drawn[event] ?? 0
      if (draw < proved) {
        proofs++
        wait += multiple
      } else if (draw >= proved + stopped) {
        native++
        if (wait + 1 <= deadline) inTime++
        wait += 1
      }
      // Lindley: who comes next waits what is left. Without a load a gap has no end.
      wait = load > 0 ? Math.max(0, wait - (gaps[round] ?? 0) / load) : 0
      round = round + 1 < gaps.length ? round + 1 : 0
    }
    return { inTime: native > 0 ? inTime / native : null, proofs }
  }

  /** The largest share, as `largestShare` has it, of which `treatedBy(share)` leaves at least `quantile` in time. */
  largestSafeShare(
    treatedBy: (share: number) => Treated,
    load: number,
    deadline: number,
    quantile: number,
  ): number | null {
    return largestShare((share) => {
      const treated = treatedBy(share)
      // Where more arrives than is served it only takes longer than what is played until all are late.
      if (load * (1 - treated.stopped + treated.proved * (treated.multiple - 1)) >= 1) return false
      // Where none of length 1 is left, none is late.
      return (this.fare(treated, load, deadline).inTime ?? 1) >= quantile
    })
  }
}

/** The same values in an order by chance (Fisher and Yates). */
function shuffled(values: Float64Array, random: Random): Float64Array {
  for (let at = values.length - 1; at > 0; at--) {
    const other = random.below(at + 1)
    const value = values[at] ?? 0
    values[at] = values[other] ?? 0
    values[other] = value
  }
  return values
}
