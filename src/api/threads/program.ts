import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { Logger } from 'pino'
import { createLog } from '../../platform/log.ts'
import { standBack } from '../../platform/thread.ts'
import { ANSWER_MS, createReadPool } from '../database.ts'
import { toShownError } from '../execute/errors.ts'
import { Reader } from '../execute/reader.ts'
import { openSchema } from '../open-schema.ts'
import type { FromThread, ThreadConfig, ThreadQuestion, ToThread } from './question.ts'

// Behind the thread that answers all other questions, and not behind whatever else the machine does: its statements have a time to end.
const PRIORITY = 2

/** Answers questions one after the other, over one connection. */
function listen(config: ThreadConfig): void {
  const log = createLog('api')
  const opened = open(config, log)
  let left = new AbortController()
  parentPort?.on('message', async (message: ToThread) => {
    if (message === 'left') return left.abort()
    left = new AbortController()
    const { signal } = left
    parentPort?.postMessage(await opened.then((reader) => answer(reader, message, signal, log)))
  })
}

async function open(config: ThreadConfig, log: Logger): Promise<Reader> {
  const { schema } = await openSchema(config, log)
  const one = { ...config, poolSize: 1 }
  // Between two statements it may calculate for long, where the machine is busy.
  const pool = createReadPool(one, config.statementTimeoutMs + ANSWER_MS, {
    idle_in_transaction_session_timeout: '120000',
  })
  return new Reader(schema, pool)
}

// A fault is that question's: the thread goes on with the next.
async function answer(
  reader: Reader,
  { text, statementMs, ...asked }: ThreadQuestion,
  signal: AbortSignal,
  log: Logger,
): Promise<FromThread> {
  const shown = (error: unknown) => {
    const { message, path, positions, extensions } = toShownError(error, log)
    return { message, path, positions, extensions }
  }
  try {
    const { answer, marks } = await reader.read(reader.queries.prepare(text), {
      ...asked,
      signal,
      statementMs,
    })
    if (answer.errors) return { errors: answer.errors.map(shown), data: answer.data }
    return { text: JSON.stringify(answer), ...marks }
  } catch (error) {
    return { errors: [shown(error)], data: undefined }
  }
}

/** Runs as a program of its own thread. */
if (!isMainThread) {
  standBack(PRIORITY)
  listen(workerData as ThreadConfig)
}
