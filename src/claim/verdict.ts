import { CodedError, type Fault, NotCheckable, Rejected, Unavailable } from './errors.ts'

/** What exactly is checked. A verdict never says more than its statement. */
export const STATEMENTS = [
  'attestation_valid',
  'heartbeat_signed',
  'hand_off_signed',
  'settlement_included',
  'proof_valid',
  'claim_shown',
  'predicate_met',
  'output_reproduced',
] as const
export type Statement = (typeof STATEMENTS)[number]

export type Outcome = 'verified' | 'rejected' | 'undecided'

/** What a statement is about: rows that a settlement, a registration or a heartbeat put on chain. */
export type SubjectKind = 'claim' | 'settlement' | 'registration' | 'heartbeat'

export interface Verdict {
  readonly outcome: Outcome
  /** `VERIFIED`, or which step refused, or why nobody could tell. */
  readonly code: string
  /** Only a rejection blames somebody. */
  readonly fault: Fault | null
  /** One sentence: expected and found. Never holds a prompt or an output. */
  readonly detail: string
  /** True for an `undecided` that a later try may settle. */
  readonly transient: boolean
}

/** Runs a check and turns its outcome into a verdict. The only place where an error becomes an answer. */
export async function toVerdict(check: () => Promise<string> | string): Promise<Verdict> {
  try {
    return { outcome: 'verified', code: 'VERIFIED', fault: null, detail: await check(), transient: false }
  } catch (error) {
    if (error instanceof Rejected)
      return {
        outcome: 'rejected',
        code: error.code,
        fault: error.fault,
        detail: error.message,
        transient: false,
      }
    if (error instanceof Unavailable || error instanceof NotCheckable) {
      const transient = error instanceof Unavailable
      return { outcome: 'undecided', code: error.code, fault: null, detail: error.message, transient }
    }
    // What nobody foresaw stays an exception: it is our fault, not the evidence's.
    throw error instanceof CodedError
      ? error
      : new CodedError('INTERNAL', 'a check failed unforeseen', { cause: error })
  }
}
