import { CodedError, type Fault, Misconfigured } from '../../src/claim/errors.ts'
import { type Statement, toVerdict, type Verdict } from '../../src/claim/verdict.ts'

/** Exit codes of `assay verify`; 64, 66 and 70 as in sysexits.h. */
export const EXIT = {
  verified: 0,
  rejected: 1,
  undecided: 2,
  usage: 64,
  unreadable: 66,
  internal: 70,
} as const

export interface Answer {
  readonly outcome: Verdict['outcome']
  readonly code: string
  readonly fault: Fault | null
  readonly statement: Statement | null
  readonly detail: string
}

/** Runs a check, prints its answer on stdout and sets the exit code. Nothing a file holds makes it throw. */
export async function printAnswer(
  statement: Statement,
  isJson: boolean,
  check: () => Promise<string> | string,
): Promise<void> {
  const { answer, exit } = await judge(statement, check)
  process.stdout.write(isJson ? `${JSON.stringify(answer)}\n` : toText(answer))
  process.exitCode = exit
}

export async function judge(
  statement: Statement,
  check: () => Promise<string> | string,
): Promise<{ answer: Answer; exit: number }> {
  try {
    const { outcome, code, fault, detail } = await toVerdict(check)
    return { answer: { outcome, code, fault, statement, detail }, exit: EXIT[outcome] }
  } catch (error) {
    const { code, detail, exit } = describe(error)
    return { answer: { outcome: 'undecided', code, fault: null, statement, detail }, exit }
  }
}

/** What is nobody's evidence: a file that cannot be read, a setting that cannot be used, a fault of ours. */
function describe(error: unknown): { code: string; detail: string; exit: number } {
  const cause = error instanceof CodedError && error.code === 'INTERNAL' ? error.cause : error
  const detail = cause instanceof Error ? cause.message : String(cause)
  if (isFileError(cause)) return { code: 'FILE_UNREADABLE', detail, exit: EXIT.unreadable }
  if (cause instanceof Misconfigured) return { code: cause.code, detail, exit: EXIT.usage }
  process.stderr.write(`${cause instanceof Error ? cause.stack : detail}\n`)
  return { code: 'INTERNAL', detail, exit: EXIT.internal }
}

function isFileError(error: unknown): boolean {
  return error instanceof MissingFile || (error instanceof Error && 'syscall' in error && 'errno' in error)
}

/** A folder lacks what was to be checked. */
export class MissingFile extends Error {}

function toText({ outcome, code, statement, fault, detail }: Answer): string {
  return `${outcome}: ${statement} (${code}${fault ? `, fault: ${fault}` : ''})\n${detail}\n`
}
