import type { PaybackAnswer, PaybackQuestion } from '../../economics/payback/payback.ts'
import type { RoleMoney, RoleQuestion } from '../../economics/role/role-question.ts'
import type { StressQuestion } from '../../economics/stress/question.ts'
import type { StressFound } from '../../economics/stress/stress.ts'
import { programBeside } from '../../platform/program.ts'
import { Thread } from '../../platform/thread.ts'
import { Turns } from '../limits/turns.ts'
import type { LongQuestion, Worked } from './simulation.ts'

// Megabytes of the thread's heap, and questions that may wait for it.
const MOST = { mb: 256, waiting: { all: 100, ofCaller: 20 } }

/** Works out what takes too long to be worked out among other answers. */
export type LongWork = Pick<Simulator, 'ask' | 'askRole' | 'askStress'>

/**
 * Works out paybacks, the money of a role's nodes and stress tests, in a thread of its own, one after the other, callers in turn: up to
 * 20,000 futures, 200,000 entries or a queue of 500,000 events, half a second or several in which nothing else would be answered.
 */
export class Simulator {
  readonly #thread = new Thread<LongQuestion, Worked>(programBeside('simulation', import.meta.url), {
    mostMb: MOST.mb,
  })
  readonly #turns = new Turns({ most: 1, line: MOST.waiting })

  /** @throws GraphQLError `BUSY` when too many wait; CodedError `INTERNAL` when the thread fails */
  ask(question: PaybackQuestion, caller: string): Promise<PaybackAnswer> {
    return this.#work({ payback: question }, caller) as Promise<PaybackAnswer>
  }

  /** @throws GraphQLError `BUSY` when too many wait; CodedError `INTERNAL` when the thread fails */
  askRole(question: RoleQuestion, caller: string): Promise<RoleMoney> {
    return this.#work({ role: question }, caller) as Promise<RoleMoney>
  }

  /** @throws GraphQLError `BUSY` when too many wait; CodedError `INTERNAL` when the thread fails */
  askStress(question: StressQuestion, caller: string): Promise<StressFound> {
    return this.#work({ stress: question }, caller) as Promise<StressFound>
  }

  close(): Promise<void> {
    return this.#thread.close()
  }

  async #work(question: LongQuestion, caller: string): Promise<PaybackAnswer | RoleMoney | StressFound> {
    const worked = await this.#turns.take(caller, () => this.#thread.ask(question))
    if ('error' in worked) throw worked.error
    return worked.answer
  }
}
