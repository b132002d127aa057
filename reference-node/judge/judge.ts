import { type Statement, toVerdict, type Verdict } from '../../src/claim/verdict.ts'
import { assertStated } from '../evidence/stated.ts'
import { judgeAttestation } from './attestation.ts'
import type { Judge, JudgeContext } from './context.ts'
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
      return await judges[statement]({ subject, log, context, conditions })
    } catch (error) {
      throw giveUpOn(error, tries, contentTries)
    }
  })
  return { verdict, conditions }
}
