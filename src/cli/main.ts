import { Command, CommanderError } from 'commander'
import { CodedError, Misconfigured, Unavailable } from '../claim/errors.ts'
import { LOADERS } from './load.ts'
import { finish, surviveClosedPipes } from './output.ts'

// Exit codes as in sysexits.h where one fits: 64 usage, 69 the world does not answer, 70 our own fault, 78 a setting or
// file that the operator must change.
const USAGE = 64
const SETTINGS = 78
const UNAVAILABLE = 69
const INTERNAL = 70

surviveClosedPipes()
// The launcher (bin/assay.mjs) starts this with a name that it knows.
const [name = ''] = process.argv.slice(2)
const command = await LOADERS[name]?.()
if (command === undefined) throw new Error(`no command ${name}: start bin/assay.mjs`)
try {
  await run(command)
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : USAGE
    if (name === 'verify') await answerWrongUse(error)
  } else {
    const { text, exitCode } = await describe(error)
    process.stderr.write(`${text}\n`)
    process.exitCode = exitCode
  }
}
await finish()

async function run(command: Command): Promise<void> {
  const program = new Command('assay')
    .showHelpAfterError(`(assay ${name} --help shows what there is)`)
    .exitOverride()
  program.addCommand(command)
  inherit(program, command)
  // Behind the others, which would have it from here.
  program.enablePositionalOptions()
  await program.parseAsync()
}

/** Gives a command and those below it what their parent has, unless they have their own. */
function inherit(parent: Command, command: Command): void {
  command.copyInheritedSettings(parent)
  // Of an option that both have, what stands behind the lower one’s name is the lower one’s.
  const own = new Set(command.options.map(({ long }) => long))
  if (command.commands.some(({ options }) => options.some(({ long }) => own.has(long))))
    command.enablePositionalOptions()
  for (const each of command.commands) inherit(command, each)
}

/** What went wrong in words, and the exit code: a cause that we know has no stack. */
async function describe(error: unknown): Promise<{ text: string; exitCode: number }> {
  const { findDatabaseFault } = await import('../platform/database.ts')
  const words = error instanceof Error ? error.message || String(error) : String(error)
  if (findDatabaseFault(error))
    return { text: `the database does not answer: ${words} (UNAVAILABLE_DATABASE)`, exitCode: UNAVAILABLE }
  if (!(error instanceof CodedError))
    return { text: String((error as Error)?.stack ?? error), exitCode: INTERNAL }
  const text = `${error.message} (${error.code})`
  if (error instanceof Unavailable) return { text, exitCode: UNAVAILABLE }
  return { text, exitCode: error instanceof Misconfigured ? SETTINGS : INTERNAL }
}

/** `assay verify --json` answers wrong words in JSON as well. */
async function answerWrongUse(error: CommanderError): Promise<void> {
  const { toUsageAnswer } = await import('../../reference-node/commands/commands.ts')
  const answer = toUsageAnswer(error)
  if (answer && process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(answer)}\n`)
}
