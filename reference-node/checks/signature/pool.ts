import { Rejected } from '../../../src/claim/errors.ts'
import type { SignedResponse } from '../signature.ts'
import { splitEvenly, Threads } from '../threads.ts'
import { decodeRsaKey } from './key.ts'
import type { SignatureAnswer, SignatureBatch } from './worker.ts'

const BATCH = 512

/** Verifies many responses on several threads. */
export class SignaturePool {
  readonly #threads: Threads<SignatureBatch, SignatureAnswer>

  constructor(threads: number) {
    this.#threads = new Threads(new URL('worker.ts', import.meta.url), threads)
  }

  /**
   * Returns, in the order of `responses`, undefined where this key signed and the refusal where it did not.
   * Throws what decodeRsaKey throws.
   */
  async judge(spki: Uint8Array, responses: readonly SignedResponse[]): Promise<(Rejected | undefined)[]> {
    decodeRsaKey(spki)
    const batches = splitEvenly(responses, this.#threads.count, BATCH)
    const answers = await Promise.all(batches.map((batch) => this.#threads.ask({ spki, responses: batch })))
    return answers
      .flat()
      .map((refusal) => (refusal ? new Rejected(refusal.code, refusal.message) : undefined))
  }

  close(): Promise<void> {
    return this.#threads.close()
  }
}
