import { parentPort } from 'node:worker_threads'
import { Rejected } from '../../../src/claim/errors.ts'
import { type SignedResponse, verifySignature } from '../signature.ts'
import { decodeRsaKey } from './key.ts'

/** Responses that are said to be of one key. */
export interface SignatureBatch {
  readonly spki: Uint8Array
  readonly responses: readonly SignedResponse[]
}

export type SignatureAnswer = readonly ({ readonly code: string; readonly message: string } | null)[]

parentPort?.on('message', ({ spki, responses }: SignatureBatch) => {
  const key = decodeRsaKey(spki)
  const answer: SignatureAnswer = responses.map((response) => {
    try {
      verifySignature(response, key)
      return null
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      return { code: error.code, message: error.message }
    }
  })
  parentPort?.postMessage(answer)
})
