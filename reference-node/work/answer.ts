import type { Logger } from 'pino'
import type { Counter } from 'prom-client'
import type { Pool } from '../../src/platform/database.ts'
import type { Groth16Desk } from '../checks/groth16/desk.ts'
import type { WatchdogConfig } from '../config.ts'
import { Deferred } from '../evidence/deferred.ts'
import type { JudgeContext } from '../judge/context.ts'
import { judge } from '../judge/judge.ts'
import type { Due, DueSubject } from '../judge/subject.ts'
import { recordAnswers, type Speaker, type SubjectAnswer } from './record.ts'
import { nextTryAt } from './schedule.ts'

/** Answers that share one transaction. */
const WRITTEN_TOGETHER = 64

export interface Answering {
  readonly context: Omit<JudgeContext, 'verifyGroth16'> & Speaker & { readonly pool: Pool }
  readonly desk: Groth16Desk
  readonly config: WatchdogConfig
  readonly log: Logger
  readonly answered: Counter<'statement' | 'outcome'>
}

/** A subject of a leased block. */
export interface LeasedSubject extends DueSubject {
  /** Number of the lease. */
  readonly fence: number
}

/** Judges everything that is due about the subjects and records it, several at a time. Returns how many questions were judged: none that is held. */
export async function answerAll(
  answering: Answering,
  subjects: readonly LeasedSubject[],
  signal: AbortSignal,
): Promise<number> {
  const { config } = answering
  const queue = subjects.values()
  let judged = 0
  const work = async () => {
    let answers: Promise<SubjectAnswer>[] = []
    for (const subject of queue) {
      if (signal.aborted) break
      for (const due of subject.due) answers.push((await untilParked(answering, subject, due)).answer)
      judged += subject.due.filter(({ held }) => !held).length
      if (answers.length < WRITTEN_TOGETHER) continue
      await record(answering, answers)
      answers = []
    }
    if (answers.length) await record(answering, answers)
  }
  await Promise.all(Array.from({ length: config.concurrency }, work))
  tellHeld(answering, subjects)
  return judged
}

// Without this, hand-offs that wait look like hand-offs that nobody checks.
function tellHeld({ config, log }: Answering, subjects: readonly DueSubject[]): void {
  const held = subjects.flatMap(({ due }) => due).filter((due) => due.held).length
  if (held)
    log.info(
      { held, graceSeconds: config.repeatGraceSeconds },
      'hand-offs wait for older batches that are not archived yet, at most as long as ASSAY_REPEAT_GRACE_SECONDS says',
    )
}

/** Goes on when the answer is there, or when it waits for others: proofs are cheaper together. */
async function untilParked(
  answering: Answering,
  subject: LeasedSubject,
  due: Due,
): Promise<{ readonly answer: Promise<SubjectAnswer> }> {
  const parked = Promise.withResolvers<void>()
  const verifyGroth16: JudgeContext['verifyGroth16'] = (...proof) => {
    parked.resolve()
    return answering.desk.verify(...proof)
  }
  const given = answer(answering, { ...answering.context, verifyGroth16 }, subject, due)
  await Promise.race([given, parked.promise])
  return { answer: given }
}

async function record(
  { context, desk, answered }: Answering,
  parked: readonly Promise<SubjectAnswer>[],
): Promise<void> {
  desk.settle()
  const answers = await Promise.all(parked)
  for (const { statement, verdict } of answers)
    answered.inc({ statement, outcome: verdict?.outcome ?? 'none' })
  await recordAnswers(context.pool, context, answers)
}

async function answer(
  { config, log }: Answering,
  context: JudgeContext,
  subject: LeasedSubject,
  due: Due,
): Promise<SubjectAnswer> {
  const { statement, tries } = due
  const pauses = { firstSeconds: config.retrySeconds, mostSeconds: config.retryMostSeconds }
  const asked = { subject, statement, fence: subject.fence }
  const nothing = { ...asked, verdict: undefined, conditions: {} }
  if (due.held) return { ...nothing, nextTryAt: nextTryAt(new Date(), 0, pauses) }
  const later = nextTryAt(new Date(), tries, pauses)
  const about = { subject: subject.id, statement }
  try {
    const judged = await judge(subject, due, context, config.contentTries)
    const { outcome, code, transient } = judged.verdict
    log.debug({ ...about, code }, outcome)
    return { ...asked, ...judged, nextTryAt: transient ? later : null }
  } catch (error) {
    if (error instanceof Deferred) log.info({ ...about, code: error.code }, error.message)
    // Our own fault, or the database's: no verdict, and the same question again later.
    else log.error({ ...about, err: error }, 'a check failed unforeseen')
    return { ...nothing, nextTryAt: later }
  }
}
