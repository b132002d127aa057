import type { Fault, Outcome } from '../data/generated/graphql.ts'
import { outcomeOf } from '../text/verdicts.ts'

/** An outcome as a word with its texture; a fault stands behind it. */
export function Verdict({ outcome, fault = null }: { outcome: Outcome; fault?: Fault | null }) {
  return <span className={`key ${outcome}`}>{outcomeOf(outcome, fault)}</span>
}
