import { createPublicKey, type KeyObject, verify } from 'node:crypto'

// DER of an Ed25519 public key up to the key itself (RFC 8410).
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

/** A validator's key of 32 bytes, prepared for {@link isSignedBy}. */
export function toKey(key: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' })
}

/**
 * Whether this key made the signature. CometBFT takes by ZIP 215 a few encodings of points more than OpenSSL does: whoever makes
 * such a signature on purpose is not counted here.
 */
export function isSignedBy(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, message, key, signature)
}
