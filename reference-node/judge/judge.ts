import { NotCheckable, Rejected } from '../../src/claim/errors.ts'
import { type Statement, toVerdict, type Verdict } from '../../src/claim/verdict.ts'
import { assertStated } from '../evidence/stated.ts'
import { judgeAttestation } from './attestation.ts'
import type { Judge, JudgeContext, JudgeInput } from './context.ts'
import { judgePredicate, judgeShown } from './delivered.ts'
import { judgeHandOff } from './hand-off.ts'
import { judgeHeartbeat } from './heartbeat.ts'
import { giveUpOn, judgeOutput, judgeProof } from './proof.ts'
import { judgeSettlement } from './settlement.ts'
import type { Due, DueSubject } from './subject.ts'

/** Who answers which statement. The compiler asks for the entry of a new one. */
export const judges: { readonly [S in Statement]: Judge } = {
  attestation_valid: judgeAttestation,
  heartbeat_signed: judgeHeartbeat,
  hand_off_signed: judgeHandOff,
  settlement_included: judgeSettlement,
  proof_valid: judgeProof,
  claim_shown: judgeShown,
  predicate_met: judgePredicate,
  output_reproduced: judgeOutput,
}

export interface Judged {
  readonly verdict: Verdict
  /** What a second run needs to know to come to the same answer; JSON. */
  readonly conditions: Readonly<Record<string, unknown>>
}

/**
 * Answers one statement about one subject: its log is read from the chain again and compared with the database, then
 * its judge speaks.
 * @throws Deferred when there is nothing to judge yet, and what nobody foresaw
 */
export async function judge(
  subject: DueSubject,
  { statement, tries }: Due,
  context: JudgeContext,
  contentTries: number,
): Promise<Judged> {
  const conditions: Record<string, unknown> = { node: process.version }
  const verdict = await toVerdict(async () => {
    try {
      const log = await context.evidence.getLog(subject)
      conditions.block = log.block.proof
      const isHandOff = subject.leafIndex !== null || log.record.kind === 'individual'
      // The leaf as the archive says it, only once the batch itself has proved to hold it.
      const handOff =
        isHandOff && statement !== 'settlement_included'
          ? await context.evidence.getHandOff(subject, subject.leafIndex)
          : undefined
      assertStated(subject.stated, log.record, handOff)
      return await answer(statement, { subject, log, context, conditions })
    } catch (error) {
      throw giveUpOn(error, tries, contentTries)
    }
  })
  return { verdict, conditions }
}

/**
 * Where the chain commits to no log as it is served (a Cosmos chain's Ethereum RPC), the log is an endpoint's word. What proves itself,
 * as a node's or a hardware's signature does, is verified all the same; that something was settled is not, and nobody is blamed.
 * @throws NotCheckable `LOG_UNPROVED`, and what the judge throws
 */
async function answer(statement: Statement, question: JudgeInput): Promise<string> {
  const { block } = question.log
  if (block.proof === 'full') return judges[statement](question)
  const word = `the log is the word of an endpoint: the header of block ${block.number} covers none`
  if (statement === 'settlement_included') throw new NotCheckable('LOG_UNPROVED', word)
  try {
    return await judges[statement](question)
  } catch (cause) {
    if (!(cause instanceof Rejected)) throw cause
    throw new NotCheckable('LOG_UNPROVED', `${word}; by it, ${cause.message}`, { cause })
  }
}
