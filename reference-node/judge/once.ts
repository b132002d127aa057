import { Unavailable } from '../../src/claim/errors.ts'
import { type Statement, toVerdict } from '../../src/claim/verdict.ts'
import { Deferred } from '../evidence/deferred.ts'
import type { JudgeContext } from './context.ts'
import { type Judged, judge } from './judge.ts'
import type { DueSubject } from './subject.ts'

/**
 * The answer about one statement for whoever asks once and not again: what nobody has now is undecided now, and not for good.
 * @throws what nobody foresaw
 */
export async function judgeOnce(
  subject: DueSubject,
  statement: Statement,
  context: JudgeContext,
): Promise<Judged> {
  try {
    return await judge(subject, { statement, tries: 0, held: false }, context, Number.POSITIVE_INFINITY)
  } catch (error) {
    if (!(error instanceof Deferred)) throw error
    const { code, message } = error
    const verdict = await toVerdict(() => {
      throw new Unavailable(code, message, { cause: error })
    })
    return { verdict, conditions: {} }
  }
}
