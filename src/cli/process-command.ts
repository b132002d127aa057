import { Command } from 'commander'
import { listSettings } from '../platform/environment.ts'
import { findMeaning } from '../platform/settings.ts'

export interface ProcessOptions<C> {
  readonly name: string
  readonly description: string
  readonly readConfig: (env: NodeJS.ProcessEnv) => C
  /** Loads what runs: only when it is to run, so that help is quick. */
  readonly load: () => Promise<{ readonly start: (config: C, signal: AbortSignal) => Promise<void> }>
  /** Settings that are read after the start, and so are not among those of `readConfig`. */
  readonly also?: readonly string[]
  /** A line that starts it. */
  readonly example: string
}

/** A process as a command: it runs until SIGTERM or SIGINT, and its help names every setting. */
export function processCommand<C>(options: ProcessOptions<C>): Command {
  const { name, description, readConfig, load } = options
  return new Command(name)
    .description(`${description}\nRuns until SIGTERM or SIGINT. Logs are JSON lines on stderr.`)
    .addHelpText('after', () => describeSettings(options))
    .action(async () => {
      const { runProcess } = await import('../platform/process.ts')
      const { start } = await load()
      await runProcess(name, readConfig, start)
    })
}

function describeSettings<C>({ readConfig, also = [], example }: ProcessOptions<C>): string {
  const rows = listSettings(readConfig).map(({ key, fallback }) => ({
    key: key.replace(/^RPC_.*/, 'RPC_<chain id>'),
    fallback: fallback === '' ? 'none' : fallback,
  }))
  for (const key of [...also, 'ASSAY_LOG_LEVEL'])
    rows.push({ key, fallback: key === 'ASSAY_LOG_LEVEL' ? 'info' : 'none' })
  const width = Math.max(...rows.map(({ key }) => key.length))
  const lines = rows.map(({ key, fallback }) => {
    const state = fallback === undefined ? 'required' : `default: ${fallback}`
    return `  ${key.padEnd(width)}  ${findMeaning(key) ?? ''} (${state})`
  })
  return `
Settings are environment variables; KEY_FILE names a file that holds the value of KEY.
${lines.join('\n')}

Example:
  ${example}
`
}
