import { CodedError, type Fault, Misconfigured } from '../../src/claim/errors.ts'
import { type Statement, toVerdict, type Verdict } from '../../src/claim/verdict.ts'
import { findActor, findRemedy } from '../checks/actors.ts'

/** Exit codes of `assay verify`; 64, 66 and 70 as in sysexits.h. */
export const EXIT = {
  verified: 0,
  rejected: 1,
  undecided: 2,
  usage: 64,
  unreadable: 66,
  internal: 70,
} as const

/** Of a proof alone: its equation holds for these signals, whatever they stand for. No verdict has this statement. */
export type CommandStatement = Statement | 'equation_holds'

/** What was found in evidence that holds, as fields: JSON, described per statement in docs/methodology/answers.md. */
export type FoundFields = Readonly<Record<string, unknown>>

/** What a check says: a sentence, and the same as fields. */
export interface Found {
  readonly detail: string
  readonly evidence: FoundFields
}

/** Puts down what was read of evidence before it is judged; what is put down later is added. */
export type Note = (fields: FoundFields) => void

export type CommandCheck = (note: Note) => Promise<string | Found> | string | Found

/** Version 1 of the shape; fields are added under it, and none changes its meaning. */
export interface CommandAnswer {
  readonly version: 1
  readonly outcome: Verdict['outcome']
  readonly code: string
  readonly fault: Fault | null
  /** Who must act for another answer; null where nobody need. */
  readonly act: string | null
  /** What they can do. */
  readonly do: string | null
  readonly statement: CommandStatement | null
  readonly detail: string
  /** Null unless verified. */
  readonly evidence: FoundFields | null
  /** What was read of evidence that is not verified: nothing of it is proved. Null where it is verified, or nothing could be read. */
  readonly read: FoundFields | null
}

/** Runs a check, prints its answer on stdout and sets the exit code. Nothing a file holds makes it throw. */
export async function printAnswer(
  statement: CommandStatement,
  isJson: boolean,
  check: CommandCheck,
): Promise<void> {
  const { answer, exit } = await judge(statement, check)
  process.stdout.write(isJson ? `${JSON.stringify(answer)}\n` : toText(answer))
  process.exitCode = exit
}

export async function judge(
  statement: CommandStatement | null,
  check: CommandCheck,
): Promise<{ answer: CommandAnswer; exit: number }> {
  let evidence: FoundFields | null = null
  let noted: FoundFields | null = null
  const note: Note = (fields) => {
    noted = { ...noted, ...fields }
  }
  try {
    const { outcome, code, fault, detail } = await toVerdict(async () => {
      const found = await check(note)
      if (typeof found === 'string') return found
      evidence = found.evidence
      return found.detail
    })
    const read = outcome === 'verified' ? null : noted
    return {
      answer: toAnswer({ outcome, code, fault, statement, detail, evidence, read }),
      exit: EXIT[outcome],
    }
  } catch (error) {
    const { code, detail, exit } = describe(error)
    return { answer: toAnswer({ outcome: 'undecided', code, fault: null, statement, detail }), exit }
  }
}

/** An answer with what follows from its code. */
export function toAnswer(
  given: Omit<CommandAnswer, 'version' | 'act' | 'do' | 'evidence' | 'read'> & {
    readonly evidence?: FoundFields | null
    readonly read?: FoundFields | null
  },
): CommandAnswer {
  const { outcome, code, fault, statement, detail, evidence = null, read = null } = given
  const who = { act: findActor(code), do: findRemedy(code) }
  return { version: 1, outcome, code, fault, ...who, statement, detail, evidence, read }
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

/** One answer as text. */
export function toText({ outcome, code, statement, fault, act, do: remedy, detail }: CommandAnswer): string {
  const head = `${outcome}: ${statement} (${code}${fault ? `, fault: ${fault}` : ''})`
  return `${head}\n${detail}\n${act ? `who must act: ${act}: ${remedy}\n` : ''}`
}
