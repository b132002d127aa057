import type { Logger } from 'pino'
import { type ParameterModule, parametersPath, readParameter } from '../chain/cometbft/parameters.ts'
import { CodedError } from '../claim/errors.ts'
import type { Place } from '../indexer/place.ts'
import type { Pool } from '../platform/database.ts'
import { type CometContent, stateBefore } from './content.ts'
import { type Identities, VALIDATORS } from './identities.ts'
import type { CometClient } from './read/client.ts'
import { askState, NEWEST_STATE, needAnswer, type StateAnswer } from './read/state.ts'
import { type Reading, storeReadings, takeBackReadings } from './readings-store.ts'

/** Blocks between two readings: what changed between them is not known to the block. */
const EVERY = 100

// What amounts are computed again from.
const ASKED: readonly (readonly [ParameterModule, readonly string[]])[] = [
  ['slashing', ['slash_fraction_double_sign', 'slash_fraction_downtime']],
  ['distribution', ['community_tax']],
  ['mint', ['blocks_per_year']],
]
const QUESTIONS = [...ASKED.map(([module]) => ({ path: parametersPath(module), data: '' })), VALIDATORS]

const VALIDATORS_TOLD = 'validators'

export interface ReadingsOptions {
  readonly pool: Pool
  readonly place: Place
  readonly client: Pick<CometClient, 'ask'>
  readonly identities: Pick<Identities, 'record'>
  readonly log: Logger
}

/**
 * What a consensus' modules say of their parameters, asked along the way: no event tells a change. A value is kept with the heights
 * between which every reading gave it. Without an answer nothing is kept, and indexing goes on.
 */
export class Readings {
  readonly #options: ReadingsOptions
  /** Why a parameter could not be read, as it was told. */
  readonly #told = new Map<string, string>()
  #last: number | undefined

  constructor(options: ReadingsOptions) {
    this.#options = options
  }

  /** Takes back what was read above the height that is indexed. */
  async load(height: number): Promise<void> {
    await takeBackReadings(this.#options.pool, this.#options.place, height)
    this.#last = undefined
  }

  /** Asks at the first height of a run, then now and again, and where somebody was slashed. */
  async take(contents: readonly CometContent[]): Promise<void> {
    const [first] = contents
    if (!first) return
    const last = contents.at(-1)?.header.number ?? 0
    if (this.#last === undefined) await this.#readAt(stateBefore(first.header))
    const isDue = this.#last === undefined || last - this.#last >= EVERY
    if (isDue || contents.some(isSlashing)) await this.#readAt(last)
  }

  async #readAt(height: number): Promise<void> {
    this.#last = height
    const { client, log } = this.#options
    try {
      const { values, endpoint } = await askState(client, QUESTIONS, height)
      if (values.some((each) => !(each instanceof CodedError))) return await this.#keep(values, endpoint)
      const newest = await askState(client, QUESTIONS, NEWEST_STATE)
      await this.#keep(newest.values, `${newest.endpoint}, newest state`)
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      log.warn({ err: error, height }, 'no node tells the parameters of the modules')
    }
  }

  async #keep(values: readonly StateAnswer[], source: string): Promise<void> {
    const readings: Reading[] = []
    for (const [at, [module, names]] of ASKED.entries())
      for (const name of names)
        this.#try(`${module}.${name}`, () => {
          const value = readParameter(module, name, needAnswer(values[at]))
          this.#told.delete(`${module}.${name}`)
          readings.push({ parameter: `${module}.${name}`, value, height: heightOf(values[at]) })
        })
    const validators = values.at(-1)
    try {
      const rates = await this.#options.identities.record(
        needAnswer(validators),
        heightOf(validators),
        source,
      )
      this.#told.delete(VALIDATORS_TOLD)
      for (const { operator, rate } of rates)
        readings.push({ parameter: `commission_rate:${operator}`, value: rate, height: heightOf(validators) })
    } catch (error) {
      this.#tell(VALIDATORS_TOLD, error)
    }
    await storeReadings(this.#options.pool, this.#options.place, readings, source)
  }

  #try(name: string, work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#tell(name, error)
    }
  }

  /** One line for each, until it is read again or refused for another reason: a chain that has not the module never answers. */
  #tell(name: string, error: unknown): void {
    if (!(error instanceof CodedError)) throw error
    const { code, message } = error
    if (this.#told.get(name) === code) return
    this.#told.set(name, code)
    // Without its stack: the answer is at fault, and no line of ours.
    this.#options.log.warn({ code, parameter: name }, `a parameter is not read: ${message}`)
  }
}

function isSlashing({ height }: CometContent): boolean {
  return height.results.events.some(({ type }) => type === 'slash')
}

function heightOf(answer: StateAnswer | undefined): number {
  return answer === undefined || answer instanceof CodedError ? 0 : answer.height
}
