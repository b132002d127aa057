import { isMainThread, parentPort } from 'node:worker_threads'
import { type PaybackQuestion, payback } from '../../economics/payback/payback.ts'

/** Runs as a program of its own thread: simulating 20,000 paths of 10 years takes a second. */
if (!isMainThread)
  parentPort?.on('message', (question: PaybackQuestion) => parentPort?.postMessage(payback(question)))
