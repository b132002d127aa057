import type { Logger } from 'pino'
import type { Counter } from 'prom-client'
import type { WatchdogConfig } from './config.ts'
import { Deferred } from './evidence/deferred.ts'
import type { Means } from './judge/means.ts'
import { judge } from './judge.ts'
import type { Due, DueSubject } from './pick.ts'
import { type Answer, recordAnswers } from './record.ts'
import { nextTryAt } from './schedule.ts'

/** Answers that share one transaction. */
const WRITTEN_TOGETHER = 64

export interface Answering {
  readonly means: Means
  readonly config: WatchdogConfig
  readonly log: Logger
  readonly answered: Counter<'statement' | 'outcome'>
}

/** Judges everything that is due about the subjects and records it, several at a time. Returns how much was asked. */
export async function answerAll(
  answering: Answering,
  subjects: readonly DueSubject[],
  signal: AbortSignal,
): Promise<number> {
  const { means, config } = answering
  const queue = subjects.values()
  const work = async () => {
    let answers: Answer[] = []
    for (const subject of queue) {
      if (signal.aborted) break
      for (const due of subject.due) {
        const given = await answer(answering, subject, due)
        answering.answered.inc({ statement: due.statement, outcome: given.verdict?.outcome ?? 'none' })
        answers.push(given)
      }
      if (answers.length < WRITTEN_TOGETHER) continue
      await recordAnswers(means.pool, means, answers)
      answers = []
    }
    if (answers.length) await recordAnswers(means.pool, means, answers)
  }
  await Promise.all(Array.from({ length: config.concurrency }, work))
  return subjects.reduce((sum, { due }) => sum + due.length, 0)
}

async function answer({ means, config, log }: Answering, subject: DueSubject, due: Due): Promise<Answer> {
  const { statement, tries } = due
  const pauses = { firstSeconds: config.retrySeconds, mostSeconds: config.retryMostSeconds }
  const nothing = { subject, statement, verdict: undefined, conditions: {} }
  if (due.held) return { ...nothing, nextTryAt: nextTryAt(new Date(), 0, pauses) }
  const later = nextTryAt(new Date(), tries, pauses)
  const about = { subject: subject.id, statement }
  try {
    const judged = await judge(subject, due, means, config.contentTries)
    const { outcome, code, transient } = judged.verdict
    log.debug({ ...about, code }, outcome)
    return { subject, statement, ...judged, nextTryAt: transient ? later : null }
  } catch (error) {
    if (error instanceof Deferred) log.info({ ...about, code: error.code }, error.message)
    // Our own fault, or the database's: no verdict, and the same question again later.
    else log.error({ ...about, err: error }, 'a check failed unforeseen')
    return { ...nothing, nextTryAt: later }
  }
}
