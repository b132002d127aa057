import { parentPort } from 'node:worker_threads'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { Lru } from '../../../src/platform/lru.ts'
import { decodeGroth16Key } from './key.ts'
import { judgeGroth16, type SubmittedProof } from './many.ts'
import { type PreparedKey, prepareKey } from './prepared.ts'

/** A batch under one key; the key's file is sent with each, and decoded once per thread and hash. */
export interface Groth16Batch {
  readonly key: Uint8Array
  readonly keyHash: Hash32
  readonly proofs: readonly SubmittedProof[]
}

/** Errors lose their class between threads, so they travel as what makes them. */
export interface SentError {
  readonly kind: string
  readonly code: string
  readonly message: string
}

export type Groth16Answer =
  | { readonly refusals: readonly (SentError | undefined)[] }
  | { readonly failure: SentError }

// Claims name keys, and anybody makes claims: only so many are kept.
const prepared = new Lru<Hash32, PreparedKey>(16)

parentPort?.on('message', (batch: Groth16Batch) => {
  answer(batch).then((message) => parentPort?.postMessage(message))
})

async function answer({ key, keyHash, proofs }: Groth16Batch): Promise<Groth16Answer> {
  try {
    const known = await prepared.get(keyHash, async () => prepareKey(await decodeGroth16Key(key, keyHash)))
    const refusals = await judgeGroth16(known, proofs)
    return { refusals: refusals.map((refusal) => refusal && toSent(refusal)) }
  } catch (error) {
    return { failure: toSent(error as Error) }
  }
}

function toSent(error: Error & { code?: string }): SentError {
  return { kind: error.name, code: error.code ?? 'INTERNAL', message: error.message }
}
