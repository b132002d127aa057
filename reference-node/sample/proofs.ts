import type { Hash32 } from '../../src/claim/hex.ts'
import type { JudgeContext } from '../judge/context.ts'
import type { VerdictBody } from '../log/bodies.ts'
import { judgeTaped } from './taped.ts'
import { saidBy, type Unlogged } from './verdicts.ts'
import type { LoggingWatchdog } from './watchdog.ts'

/** What a verdict can be repeated from. */
export interface Proof {
  readonly claim: VerdictBody['claim']
  readonly evidence: Hash32
}

/**
 * Judges verdicts once more and keeps what is read for it. Of one that comes out otherwise now, or whose subject the index does not
 * have, there is none: evidence that gives another answer would prove nothing. In the order of `rows`.
 */
export async function gatherEvidence(
  watchdog: LoggingWatchdog,
  context: JudgeContext,
  rows: readonly Unlogged[],
): Promise<(Proof | undefined)[]> {
  const chains = await watchdog.index.readCutOff()
  const proofs: (Proof | undefined)[] = rows.map(() => undefined)
  for (const [statement, of] of Map.groupBy(rows.entries(), ([, row]) => row.statement)) {
    const elements = of.map(([, { subject }]) => ({ element: subject }))
    const { answers, evidence } = await judgeTaped(watchdog, context, { statement, chains }, elements)
    for (const [at, [index, { verdict }]] of of.entries()) {
      const answer = answers[at]
      if (!answer?.claim || saidBy(answer.verdict) !== saidBy(verdict)) continue
      proofs[index] = { claim: answer.claim, evidence }
    }
  }
  return proofs
}
