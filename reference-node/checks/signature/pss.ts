import { constants, publicDecrypt, verify } from 'node:crypto'
import { MalformedEvidence, Rejected } from '../../../src/claim/errors.ts'
import { findPssSaltLength } from '../../../src/claim/pss.ts'
import type { RsaKey } from './key.ts'

/** The network's signatures have a salt of 32 bytes; only the documented format of 2025 has the longest possible. */
const SALT_BYTES = 32
export const LEGACY_SALT_BYTES = 222

/**
 * Returns when `signature` is RSASSA-PSS (RFC 8017) with SHA-256, MGF1-SHA-256 and exactly this salt length over
 * `message` by `key`. Salt lengths are not guessed: og-evm's precompile accepts 32 and nothing else.
 * @throws MalformedEvidence REJECTED_SIGNATURE_LENGTH or _RANGE; Rejected REJECTED_SIGNATURE_SALT (this message,
 *   other salt), _ALTERED (the key signed some other message), _FORGED (this key made no such signature)
 */
export function verifyPss(
  key: RsaKey,
  message: Uint8Array,
  signature: Uint8Array,
  saltLength = SALT_BYTES,
): void {
  const parameters = { key: key.object, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
  if (!verify('sha256', message, parameters, signature)) throw refusal(key, message, signature, saltLength)
}

// Reached only for signatures that are refused already: it says why, it never turns a no into a yes.
function refusal(key: RsaKey, message: Uint8Array, signature: Uint8Array, saltLength: number): Rejected {
  const length = Math.ceil(key.modulusBits / 8)
  if (signature.length !== length)
    return new MalformedEvidence(
      'REJECTED_SIGNATURE_LENGTH',
      `${signature.length} bytes, expected ${length} for this key`,
    )
  if (BigInt(`0x${Buffer.from(signature).toString('hex')}`) >= key.modulus)
    return new MalformedEvidence('REJECTED_SIGNATURE_RANGE', 'the signature is not below the modulus')
  const anySalt = {
    key: key.object,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_AUTO,
  }
  if (verify('sha256', message, anySalt, signature))
    return new Rejected(
      'REJECTED_SIGNATURE_SALT',
      `signed by this key with a salt that is not ${saltLength} bytes`,
    )
  const encoded = publicDecrypt({ key: key.object, padding: constants.RSA_NO_PADDING }, signature)
  return findPssSaltLength(encoded, key.modulusBits) === saltLength
    ? new Rejected('REJECTED_SIGNATURE_ALTERED', 'this key signed another message than the one shown')
    : new Rejected('REJECTED_SIGNATURE_FORGED', 'this key did not make the signature')
}
