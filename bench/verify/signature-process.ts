import { constants, verify } from 'node:crypto'
import { decodeRsaKey } from '../../reference-node/checks/signature/key.ts'
import { type SignedResponse, verifySignature } from '../../reference-node/checks/signature/verify.ts'

/** The part of the leaves that this process judges, as one reference node does, and their messages hashed before. */
export interface Share {
  readonly spki: Uint8Array
  readonly leaves: readonly SignedResponse[]
  readonly messages: readonly Uint8Array[]
}

let share: Share = { spki: new Uint8Array(), leaves: [], messages: [] }

process.on('message', (message: Share | 'leaves' | 'bare') => {
  if (typeof message === 'object') share = message
  const key = decodeRsaKey(share.spki)
  const bare = { key: key.object, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  share.leaves.forEach((leaf, index) => {
    if (message !== 'bare') verifySignature(leaf, key)
    else if (!verify('sha256', share.messages[index] as Uint8Array, bare, leaf.signature))
      throw new Error('refused')
  })
  process.send?.(share.leaves.length)
})
