import { Worker } from 'node:worker_threads'
import { CodedError, MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import type { SubmittedProof } from './many.ts'
import type { Groth16Answer, Groth16Batch } from './worker.ts'

/** A larger batch saves little more, and a smaller one finds a bad proof sooner. */
const BATCH = 64
const PROGRAM = new URL('worker.ts', import.meta.url)

interface Slot {
  readonly worker: Worker
  busy: Promise<unknown>
}

/** Verifies Groth16 proofs on several threads, in batches per key. */
export class Groth16Pool {
  readonly #workers: Slot[]

  constructor(threads: number) {
    this.#workers = Array.from({ length: threads }, () => ({
      // ffjavascript's web-worker takes any worker thread for one of its own, and asks it for a module to run.
      worker: new Worker(PROGRAM, { workerData: { mod: 'data:text/javascript,' } }),
      busy: Promise.resolve(),
    }))
  }

  /**
   * Returns, in the order of `proofs`, undefined for a proof that holds and the refusal for one that does not.
   * Throws what decodeGroth16Key throws, when the key itself is refused.
   */
  async judge(
    key: Pick<Groth16Batch, 'key' | 'keyHash'>,
    proofs: readonly SubmittedProof[],
  ): Promise<(Rejected | undefined)[]> {
    const size = Math.min(BATCH, Math.ceil(proofs.length / this.#workers.length))
    const batches = Array.from({ length: Math.ceil(proofs.length / size) }, (_, at) =>
      proofs.slice(at * size, (at + 1) * size),
    )
    const answers = await Promise.all(batches.map((batch, at) => this.#ask(at, { ...key, proofs: batch })))
    return answers.flat()
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map(({ worker }) => worker.terminate()))
  }

  #ask(at: number, batch: Groth16Batch): Promise<(Rejected | undefined)[]> {
    const slot = this.#workers[at % this.#workers.length] as Slot
    const answer = slot.busy.then(() => exchange(slot.worker, batch))
    slot.busy = answer.then(
      () => undefined,
      () => undefined,
    )
    return answer
  }
}

function exchange(worker: Worker, batch: Groth16Batch): Promise<(Rejected | undefined)[]> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      act()
    }
    const onError = (error: Error) =>
      settle(() => reject(new CodedError('INTERNAL', 'a proof worker failed', { cause: error })))
    const onMessage = (answer: Groth16Answer) =>
      settle(() => {
        if ('keyError' in answer) reject(toError(answer.keyError))
        else
          resolve(
            answer.refusals.map((refusal) =>
              refusal ? new Rejected(refusal.code, refusal.message) : undefined,
            ),
          )
      })
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.postMessage(batch)
  })
}

const KINDS = { Rejected, MalformedEvidence, NotCheckable }

function toError({ kind, code, message }: { kind: string; code: string; message: string }): CodedError {
  const Kind = Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : CodedError
  return new Kind(code, message)
}
