import { parentPort } from 'node:worker_threads'
import { decodeRsaKey } from '../../reference-node/checks/signature/key.ts'
import { type SignedResponse, verifySignature } from '../../reference-node/checks/signature/verify.ts'

/** The part of the leaves that this thread judges, as one reference node does, again at every message. */
export interface Share {
  readonly spki: Uint8Array
  readonly leaves: readonly SignedResponse[]
}

let share: Share | undefined

parentPort?.on('message', (message: Share | 'again') => {
  if (message !== 'again') share = message
  const key = decodeRsaKey(share?.spki ?? new Uint8Array())
  for (const leaf of share?.leaves ?? []) verifySignature(leaf, key)
  parentPort?.postMessage(share?.leaves.length)
})
