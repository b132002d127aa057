import { NotCheckable, Rejected, Unavailable } from '../../src/claim/errors.ts'
import type { Statement, Verdict } from '../../src/claim/verdict.ts'
import { Deferred } from '../evidence/deferred.ts'
import type { JudgeContext } from '../judge/context.ts'
import { judgeOnce } from '../judge/once.ts'
import { findEvidenceWord, listStatements } from '../judge/statements.ts'
import type { DueSubject } from '../judge/subject.ts'
import type { SaidClaim, SaidVerdict } from './said-claim.ts'

/** One statement about a claim: what was found here, and what watchdogs are said to have found. */
export interface RepeatedStatement {
  readonly statement: Statement
  readonly here: Verdict
  readonly conditions: Readonly<Record<string, unknown>>
  readonly said: readonly SaidVerdict[]
  /** Whether every watchdog says the same; null where none has said anything. */
  readonly agrees: boolean | null
}

/**
 * Judges everything that can be stated about a claim, by the reference node's own judges, next to what the API says that
 * they found. Which statements these are is read from the chain where it can be.
 * @throws what nobody foresaw
 */
export async function repeatStatements(
  claim: SaidClaim,
  subject: DueSubject,
  context: JudgeContext,
): Promise<readonly RepeatedStatement[]> {
  const word = (await findWord(subject, context)) ?? claim.evidence
  const repeated: RepeatedStatement[] = []
  for (const statement of listStatements(word)) {
    const { verdict: here, conditions } = await judgeOnce(subject, statement, context)
    const said = claim.verdicts.filter((each) => each.statement === statement)
    const agrees = said.length === 0 ? null : said.every((each) => isSame(each, here))
    repeated.push({ statement, here, conditions, said, agrees })
  }
  return repeated
}

/** Undefined when the log cannot be read: each statement then says why. */
async function findWord(subject: DueSubject, { evidence }: JudgeContext): Promise<string | undefined> {
  try {
    return findEvidenceWord((await evidence.getLog(subject)).record)
  } catch (error) {
    const isAnswer = [Rejected, NotCheckable, Unavailable, Deferred].some((known) => error instanceof known)
    if (!isAnswer) throw error
    return undefined
  }
}

/** Two answers of no answer agree whatever each lacked. */
function isSame(said: SaidVerdict, { outcome, code, fault }: Verdict): boolean {
  if (said.outcome !== outcome) return false
  return outcome === 'undecided' || (said.code === code && said.fault === fault)
}
