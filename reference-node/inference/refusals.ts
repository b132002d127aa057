import { type NotCheckable, Unavailable } from '../../src/claim/errors.ts'

/** So many children that ran nothing else are asked about one model before their disagreement is ours. */
const MOST_FRESH = 4

/** What fresh children said of one model that they did not run. */
export class Refusals {
  readonly #codes: string[] = []

  /**
   * Takes what one more fresh child said. Returns the refusal once two children gave it by the same code: a process that ended for
   * a reason of this machine is not what the model does.
   * @throws Unavailable `UNAVAILABLE_RUNTIME` when four children have not agreed
   */
  add(refusal: NotCheckable): NotCheckable | undefined {
    if (this.#codes.includes(refusal.code)) return refusal
    this.#codes.push(refusal.code)
    if (this.#codes.length < MOST_FRESH) return undefined
    throw new Unavailable(
      'UNAVAILABLE_RUNTIME',
      `fresh children disagree about a model: ${this.#codes.join(', ')}`,
    )
  }
}
