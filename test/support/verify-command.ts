import { Command, CommanderError } from 'commander'
import { expect } from 'vitest'
import type { CommandAnswer } from '../../reference-node/commands/answer.ts'
import { toUsageAnswer, verifyCommand } from '../../reference-node/commands/commands.ts'

export interface Answered {
  readonly exit: number
  /** The last line of stdout. */
  readonly answer: CommandAnswer
  readonly stderr: string
}

/** `assay verify … --json` inside this process, for tables too long to start a process for each row. */
export async function answerVerify(words: readonly string[]): Promise<Answered> {
  const heard = { stdout: '', stderr: '' }
  const own = { stdout: process.stdout.write, stderr: process.stderr.write }
  const listen = (name: 'stdout' | 'stderr') =>
    ((chunk: string | Uint8Array) => {
      heard[name] += chunk
      return true
    }) as typeof process.stdout.write
  process.stdout.write = listen('stdout')
  process.stderr.write = listen('stderr')
  try {
    await run([...words, '--json'])
    const exit = Number(process.exitCode)
    return { exit, answer: JSON.parse(heard.stdout.trim().split('\n').at(-1) ?? ''), stderr: heard.stderr }
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return { exit: 64, answer: toUsageAnswer(error) as CommandAnswer, stderr: '' }
  } finally {
    process.stdout.write = own.stdout
    process.stderr.write = own.stderr
    process.exitCode = 0
  }
}

const EXITS: Readonly<Record<string, number[]>> = { verified: [0], rejected: [1], undecided: [2, 64, 66] }

/**
 * Every answer has an exit code that says its outcome, a code of its own and a sentence, and leaves nothing on stderr. A suite answers for
 * its models by name, and says there why; a calibration that succeeds is a measurement.
 */
export function assertAnswer({ exit, answer, stderr }: Answered): void {
  if ('tolerance' in answer) expect(exit).toBe(0)
  else if ('codes' in answer) expect(stderr).toMatch(/1 of 1 models\n$/)
  else {
    expect(EXITS[answer.outcome], JSON.stringify(answer)).toContain(exit)
    expect(answer.code).toMatch(/^[A-Z][A-Z0-9_]+$/)
    expect(answer.code).not.toBe('INTERNAL')
    expect(answer.detail.length).toBeGreaterThan(5)
    expect(stderr).toBe('')
  }
}

async function run(words: readonly string[]): Promise<void> {
  const program = new Command('assay').exitOverride()
  const verify = verifyCommand()
  program.addCommand(verify)
  for (const command of [verify, ...verify.commands]) command.copyInheritedSettings(program)
  await program.parseAsync(['node', 'assay', 'verify', ...words])
}
