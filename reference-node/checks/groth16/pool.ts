import { CodedError, MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { programBeside } from '../../../src/platform/program.ts'
import { splitEvenly, Threads } from '../threads.ts'
import type { Refusal, SubmittedProof } from './many.ts'
import type { Groth16Answer, Groth16Batch, SentError } from './worker.ts'

/** A larger batch saves little more, and a smaller one finds a bad proof sooner. */
const BATCH = 64

/** Verifies Groth16 proofs on several threads, in batches per key. */
export class Groth16Pool {
  readonly #threads: Threads<Groth16Batch, Groth16Answer>

  constructor(threads: number) {
    this.#threads = new Threads(programBeside('worker', import.meta.url), threads)
  }

  /**
   * Returns, in the order of `proofs`, undefined for a proof that holds and the refusal for one that does not.
   * @throws what decodeGroth16Key throws, when the key itself is refused; CodedError INTERNAL
   */
  async judge(
    key: Pick<Groth16Batch, 'key' | 'keyHash'>,
    proofs: readonly SubmittedProof[],
  ): Promise<(Refusal | undefined)[]> {
    // A view is sent with all of the memory that it is a view of: only these bytes are meant.
    const sent = proofs.map(({ signals, file }) => ({ signals, file: new Uint8Array(file) }))
    const batches = splitEvenly(sent, this.#threads.count, BATCH)
    const answers = await Promise.all(batches.map((batch) => this.#threads.ask({ ...key, proofs: batch })))
    return answers.flatMap((answer) => {
      if ('failure' in answer) throw toError(answer.failure)
      return answer.refusals.map((refusal) => (refusal ? (toError(refusal) as Refusal) : undefined))
    })
  }

  close(): Promise<void> {
    return this.#threads.close()
  }
}

const KINDS = { Rejected, MalformedEvidence, NotCheckable }

function toError({ kind, code, message }: SentError): CodedError {
  const Kind = Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : CodedError
  return new Kind(code, message)
}
