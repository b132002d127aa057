import { isMainThread, parentPort } from 'node:worker_threads'
import { type PaybackAnswer, type PaybackQuestion, payback } from '../../economics/payback/payback.ts'
import { standBack } from '../../platform/thread.ts'

/** An answer, or what was thrown on the way to it. */
export type Simulated = { readonly answer: PaybackAnswer } | { readonly error: unknown }

/** Runs as a program of its own thread. */
if (!isMainThread) {
  standBack()
  parentPort?.on('message', (question: PaybackQuestion) => parentPort?.postMessage(simulate(question)))
}

// A fault is that question's: the thread goes on with the next.
function simulate(question: PaybackQuestion): Simulated {
  try {
    return { answer: payback(question) }
  } catch (error) {
    return { error }
  }
}
