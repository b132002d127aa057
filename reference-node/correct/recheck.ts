import type { Verdict } from '../../src/claim/verdict.ts'
import type { JudgeContext } from '../judge/context.ts'
import type { Judged } from '../judge/judge.ts'
import { judgeOnce } from '../judge/once.ts'
import type { Answering } from '../work/answer.ts'
import { recordAnswers } from '../work/record.ts'
import type { Standing, StandingVerdict } from './standing.ts'

/** Answers that say what is lacking here, and nothing about the evidence: they take no verdict back. */
const LACKING: readonly string[] = [
  'BLOB_MISSING',
  'BLOB_REFUSED',
  'CONTENT_MISSING',
  'MODEL_CRASHED',
  'UNSUPPORTED_MODEL_MEMORY',
]

/**
 * `stands`: found again. `differs`: found otherwise, and not written. `corrected`: found otherwise, and written.
 * `unanswered`: nobody can judge it here and now.
 */
type RecheckResult = 'stands' | 'differs' | 'corrected' | 'unanswered'

export interface Rechecked {
  readonly standing: Standing
  readonly here: Verdict
  readonly result: RecheckResult
  /** Number of the verdict that corrects it; null where none was written. */
  readonly correction: number | null
}

/**
 * Judges what a lasting verdict says once more, by the judges of this version. Where they say something else and a reason is
 * given, a verdict that names the other is written; the other stays as it is.
 * @throws what nobody foresaw
 */
export async function recheck(
  context: JudgeContext & Answering['context'],
  standing: Standing,
  reason: string | undefined,
): Promise<Rechecked> {
  const { subject, statement, verdict } = standing
  const judged = await judgeOnce(subject, statement, context)
  const found = compare(verdict, judged.verdict)
  if (found !== 'differs' || reason === undefined)
    return { standing, here: judged.verdict, result: found, correction: null }
  const correction = await write(context, standing, judged, reason)
  return {
    standing,
    here: judged.verdict,
    result: correction === null ? 'differs' : 'corrected',
    correction,
  }
}

/** Whether an answer of now is that of a verdict that stands; only the words of its detail may differ. */
function compare(
  standing: StandingVerdict,
  here: Verdict,
): Extract<RecheckResult, 'stands' | 'differs' | 'unanswered'> {
  const { outcome, code, fault } = standing
  if (here.outcome === outcome && here.code === code && here.fault === fault) return 'stands'
  return here.transient || LACKING.includes(here.code) ? 'unanswered' : 'differs'
}

/** Null when the block is gone since, or somebody else corrected the verdict first. */
async function write(
  context: Answering['context'],
  { subject, statement, verdict }: Standing,
  judged: Judged,
  reason: string,
): Promise<number | null> {
  const correction = { corrects: verdict.number, reason }
  const answer = { subject, statement, ...judged, correction, nextTryAt: null }
  const [number] = await recordAnswers(context.pool, context, [answer])
  return number ?? null
}
