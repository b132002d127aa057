import { CodedError, MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { splitEvenly, Threads } from '../threads.ts'
import type { SubmittedProof } from './many.ts'
import type { Groth16Answer, Groth16Batch } from './worker.ts'

/** A larger batch saves little more, and a smaller one finds a bad proof sooner. */
const BATCH = 64

/** Verifies Groth16 proofs on several threads, in batches per key. */
export class Groth16Pool {
  readonly #threads: Threads<Groth16Batch, Groth16Answer>

  constructor(threads: number) {
    this.#threads = new Threads(new URL('worker.ts', import.meta.url), threads)
  }

  /**
   * Returns, in the order of `proofs`, undefined for a proof that holds and the refusal for one that does not.
   * Throws what decodeGroth16Key throws, when the key itself is refused.
   */
  async judge(
    key: Pick<Groth16Batch, 'key' | 'keyHash'>,
    proofs: readonly SubmittedProof[],
  ): Promise<(Rejected | undefined)[]> {
    const batches = splitEvenly(proofs, this.#threads.count, BATCH)
    const answers = await Promise.all(batches.map((batch) => this.#threads.ask({ ...key, proofs: batch })))
    return answers.flatMap((answer) => {
      if ('keyError' in answer) throw toError(answer.keyError)
      return answer.refusals.map((refusal) =>
        refusal ? new Rejected(refusal.code, refusal.message) : undefined,
      )
    })
  }

  close(): Promise<void> {
    return this.#threads.close()
  }
}

const KINDS = { Rejected, MalformedEvidence, NotCheckable }

function toError({ kind, code, message }: { kind: string; code: string; message: string }): CodedError {
  const Kind = Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : CodedError
  return new Kind(code, message)
}
