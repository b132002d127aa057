import { Rejected } from '../../../src/claim/errors.ts'
import { responseMessage } from '../../../src/claim/hash.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import type { RsaKey } from './key.ts'
import { verifyPss } from './pss.ts'

/** What a TEE node hands off: hashes only, so a good signature proves the hand-off and not the output. */
export interface SignedResponse {
  readonly teeId: Hash32
  readonly inputHash: Hash32
  readonly outputHash: Hash32
  /** Unix seconds, as signed. */
  readonly timestamp: bigint
  readonly signature: Uint8Array
}

/**
 * Returns when the node's key signed keccak256(inputHash ‖ outputHash ‖ uint256 timestamp).
 * Source: og-evm TEEInferenceVerifier.
 * @throws Rejected REJECTED_KEY_ID and what verifyPss throws
 */
export function verifySignature(response: SignedResponse, key: RsaKey): void {
  assertKeyOf(response.teeId, key)
  const { inputHash, outputHash, timestamp, signature } = response
  verifyPss(key, responseMessage(inputHash, outputHash, timestamp), signature)
}

/**
 * The message does not hold the node's name, so only the key itself ties the signature to the node.
 * @throws Rejected `REJECTED_KEY_ID`
 */
export function assertKeyOf(teeId: Hash32, key: RsaKey): void {
  if (key.teeId !== teeId)
    throw new Rejected('REJECTED_KEY_ID', `the key is ${key.teeId}, the evidence names ${teeId}`)
}
