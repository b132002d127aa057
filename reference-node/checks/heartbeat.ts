import { heartbeatMessageHash } from '../../src/claim/hash.ts'
import { type Hash32, toBytes } from '../../src/claim/hex.ts'
import type { RsaKey } from './signature/key.ts'
import { verifyPss } from './signature/pss.ts'
import { assertKeyOf } from './signature/verify.ts'

export interface SignedHeartbeat {
  readonly teeId: Hash32
  /** Unix seconds, as signed. */
  readonly timestamp: bigint
  readonly signature: Uint8Array
}

/**
 * Returns when the node's key signed keccak256(teeId ‖ uint256 timestamp). Source: og-evm TEERegistry.heartbeat.
 * @throws Rejected REJECTED_KEY_ID and what verifyPss throws
 */
export function verifyHeartbeat(heartbeat: SignedHeartbeat, key: RsaKey): void {
  assertKeyOf(heartbeat.teeId, key)
  verifyPss(key, toBytes(heartbeatMessageHash(heartbeat.teeId, heartbeat.timestamp)), heartbeat.signature)
}
