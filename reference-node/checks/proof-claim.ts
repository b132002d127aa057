import type { Hash32 } from '../../src/claim/hex.ts'
import type { Tolerance } from '../inference/compare.ts'
import type { InferencePool } from '../inference/pool.ts'
import type { verifyGroth16 } from './groth16/verify.ts'
import type { SignalBinding } from './snark/binding.ts'

/** What a node stated on chain: `model` makes output from input, and here is the proof (IAssayV1 ProofSubmitted). */
export interface ProofClaim {
  readonly model: Hash32
  readonly inputHash: Hash32
  readonly outputHash: Hash32
  readonly verificationKeyHash: Hash32
  readonly proof: Uint8Array
  /** 32-byte big-endian words. */
  readonly publicSignals: Uint8Array
}

/**
 * Where the rest of the evidence comes from. A getter returns bytes that have the hash they were asked by, or throws
 * Unavailable: the checks compare hashes again, because nothing here is trusted.
 */
export interface ProofSources {
  getVerificationKey(hash: Hash32): Promise<{ file: Uint8Array; binding: SignalBinding | null }>
  getModel(hash: Hash32): Promise<Uint8Array>
  getInput(hash: Hash32): Promise<Uint8Array>
  /** The output as delivered, when somebody kept it: only float models need it. */
  findOutput(hash: Hash32): Promise<Uint8Array | undefined>
  /** As published for the model, else the default. */
  findTolerance(model: Hash32): Tolerance | undefined
  readonly pool: InferencePool
  /** Alone, or together with others of the same key: the answer is the same. */
  readonly verifyGroth16: typeof verifyGroth16
}

/** Returns one sentence that says what was proved, and under which conditions; throws as every check does. */
export type ProofCheck = (claim: ProofClaim, sources: ProofSources) => Promise<ProofAnswer>

export interface ProofAnswer {
  readonly detail: string
  /** What a second run needs to know to come to the same answer; JSON. */
  readonly conditions: Readonly<Record<string, unknown>>
}
