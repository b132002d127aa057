import type { PaybackAnswer, PaybackQuestion } from '../../economics/payback/payback.ts'
import { programBeside } from '../../platform/program.ts'
import { Thread } from '../../platform/thread.ts'
import { Turns } from '../limits/turns.ts'
import type { Simulated } from './simulation.ts'

// Megabytes of the thread's heap, and questions that may wait for it.
const MOST = { mb: 128, waiting: { all: 100, ofCaller: 20 } }

/**
 * Works out paybacks in a thread of its own, one after the other, callers in turn: each simulates up to 20,000 futures, half a
 * second in which nothing else would be answered.
 */
export class Simulator {
  readonly #thread = new Thread<PaybackQuestion, Simulated>(programBeside('simulation', import.meta.url), {
    mostMb: MOST.mb,
  })
  readonly #turns = new Turns({ most: 1, line: MOST.waiting })

  /** @throws GraphQLError `BUSY` when too many wait; CodedError `INTERNAL` when the thread fails */
  async ask(question: PaybackQuestion, caller: string): Promise<PaybackAnswer> {
    const simulated = await this.#turns.take(caller, () => this.#thread.ask(question))
    if ('error' in simulated) throw simulated.error
    return simulated.answer
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
