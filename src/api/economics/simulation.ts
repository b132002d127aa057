import { isMainThread, parentPort } from 'node:worker_threads'
import { type PaybackAnswer, type PaybackQuestion, payback } from '../../economics/payback/payback.ts'
import { type RoleMoney, type RoleQuestion, roleMoney } from '../../economics/role/role-question.ts'
import type { StressQuestion } from '../../economics/stress/question.ts'
import { type StressFound, stressTest } from '../../economics/stress/stress.ts'
import { standBack } from '../../platform/thread.ts'

/** What takes too long to be worked out among other answers. */
export type LongQuestion =
  | { readonly payback: PaybackQuestion }
  | { readonly role: RoleQuestion }
  | { readonly stress: StressQuestion }

/** An answer, or what was thrown on the way to it. */
export type Worked =
  | { readonly answer: PaybackAnswer | RoleMoney | StressFound }
  | { readonly error: unknown }

/** Runs as a program of its own thread. */
if (!isMainThread) {
  standBack()
  parentPort?.on('message', (question: LongQuestion) => parentPort?.postMessage(work(question)))
}

// A fault is that question's: the thread goes on with the next.
function work(question: LongQuestion): Worked {
  try {
    if ('stress' in question) return { answer: stressTest(question.stress) }
    return { answer: 'role' in question ? roleMoney(question.role) : payback(question.payback) }
  } catch (error) {
    return { error }
  }
}
