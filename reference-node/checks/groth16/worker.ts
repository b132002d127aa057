import { parentPort } from 'node:worker_threads'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { decodeGroth16Key } from './key.ts'
import { judgeGroth16, type SubmittedProof } from './many.ts'
import { type PreparedKey, prepareKey } from './prepared.ts'

/** A batch under one key; the key's file is sent with each, and decoded once per thread and hash. */
export interface Groth16Batch {
  readonly key: Uint8Array
  readonly keyHash: Hash32
  readonly proofs: readonly SubmittedProof[]
}

/** Errors lose their class between threads, so a refusal travels as what makes it. */
export type Groth16Answer =
  | { readonly refusals: readonly ({ readonly code: string; readonly message: string } | null)[] }
  | { readonly keyError: { readonly kind: string; readonly code: string; readonly message: string } }

const prepared = new Map<Hash32, PreparedKey>()

parentPort?.on('message', (batch: Groth16Batch) => {
  answer(batch).then((message) => parentPort?.postMessage(message))
})

async function answer({ key, keyHash, proofs }: Groth16Batch): Promise<Groth16Answer> {
  try {
    const known = prepared.get(keyHash) ?? (await prepareKey(await decodeGroth16Key(key, keyHash)))
    prepared.set(keyHash, known)
    const refusals = judgeGroth16(known, proofs)
    return {
      refusals: refusals.map((refusal) =>
        refusal ? { code: refusal.code, message: refusal.message } : null,
      ),
    }
  } catch (error) {
    const { name, message, code = 'INTERNAL' } = error as Error & { code?: string }
    return { keyError: { kind: name, code, message } }
  }
}
