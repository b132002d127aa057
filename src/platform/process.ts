import { CodedError, Misconfigured } from '../claim/errors.ts'
import { createLog } from './log.ts'

/**
 * Runs one process to its end: reads its settings, starts it, ends it in order on SIGTERM or SIGINT.
 * Exit codes: 0 ended as asked, 78 misconfigured (the message says what to mend), 70 our own fault.
 */
export async function runProcess<C>(
  name: string,
  readConfig: (env: NodeJS.ProcessEnv) => C,
  start: (config: C, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const log = createLog(name)
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  try {
    await start(readConfig(process.env), stop.signal)
    process.exitCode = 0
  } catch (error) {
    const code = error instanceof CodedError ? error.code : 'INTERNAL'
    log.fatal({ code, err: error }, error instanceof Error ? error.message : String(error))
    process.exitCode = error instanceof Misconfigured ? 78 : 70
  }
  // Native libraries may hold handles open; everything of ours has ended by now.
  process.exit()
}
