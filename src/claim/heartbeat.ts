import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { heartbeatMessageHash } from './hash.ts'
import { type Hash32, toBytes } from './hex.ts'

/** og-evm precompiles/tee: the salt of a node's signatures, in bytes. */
const SALT_BYTES = 32

/** A heartbeat that a node may have signed. */
interface Signed {
  readonly teeId: Hash32
  /** Unix seconds, as signed. */
  readonly timestamp: bigint
  readonly signature: Uint8Array
}

/** A node's registered key, SPKI DER; undefined for bytes that are no RSA key: a registry took them, and nothing can be verified. */
export function readHeartbeatKey(spki: Uint8Array): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'rsa' ? key : undefined
  } catch {
    // Bytes of a stranger.
    return undefined
  }
}

/**
 * Whether the key signed keccak256(teeId ‖ uint256 timestamp): RSA-PSS with SHA-256 and a salt of 32 bytes. Source: og-evm
 * TEERegistry.heartbeat, precompiles/tee.
 */
export function isHeartbeatSignature(key: KeyObject, { teeId, timestamp, signature }: Signed): boolean {
  const parameters = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT_BYTES }
  return verify('sha256', toBytes(heartbeatMessageHash(teeId, timestamp)), parameters, signature)
}
