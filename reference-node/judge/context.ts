import type { Hash32 } from '../../src/claim/hex.ts'
import type { verifyGroth16 } from '../checks/groth16/verify.ts'
import type { Batches } from '../evidence/batches.ts'
import type { ContentSource } from '../evidence/content.ts'
import type { Evidence, LogEvidence, OnChain } from '../evidence/evidence.ts'
import type { Trust } from '../evidence/trust.ts'
import type { InferencePool } from '../inference/pool.ts'
import type { DueSubject, ListCopies } from './subject.ts'

export interface AgeLimit {
  readonly seconds: number
  readonly source: string
  /** A setting of ours, where the network has no rule. */
  readonly isOurs?: true
}

/** What every judge may ask. */
export interface JudgeContext {
  readonly trust: Trust
  readonly evidence: Evidence
  readonly batches: Batches
  readonly contents: Pick<ContentSource, 'get'>
  readonly inference: InferencePool
  readonly listCopies: ListCopies
  /** The proof of a root that other proofs lie under, as somebody says that it stands on chain: it proves itself. */
  readonly findRootSeal: (root: Hash32) => Promise<Uint8Array | undefined>
  /** Where a log shows a request, as somebody says: its digest proves it. */
  readonly findRequestPlace: (chainId: number, request: Hash32) => Promise<OnChain | undefined>
  readonly verifyGroth16: typeof verifyGroth16
  /** How old a signature may be when it is settled, by the network's rules or else this process' setting. */
  readonly maxAge: { readonly batch: AgeLimit; readonly individual: AgeLimit }
}

/** One question: a subject with its log as read again, and room to note under which conditions it was answered. */
export interface JudgeInput {
  readonly subject: DueSubject
  readonly log: LogEvidence
  readonly context: JudgeContext
  readonly conditions: Record<string, unknown>
}

/** Answers with one sentence that says what was proved; throws Rejected, NotCheckable or Unavailable. */
export type Judge = (question: JudgeInput) => Promise<string>
