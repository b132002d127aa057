import { constants, publicDecrypt, verify } from 'node:crypto'
import { MalformedEvidence, Rejected } from '../../../src/claim/errors.ts'
import { findPssSaltLength, PSS_HASHES, type PssHash } from '../../../src/claim/pss.ts'
import type { RsaKey } from './key.ts'

/** The network's signatures have a salt of 32 bytes; only the documented format of 2025 has the longest possible. */
export const SALT_BYTES = 32
export const LEGACY_SALT_BYTES = 222

/**
 * Returns when `signature` is RSASSA-PSS (RFC 8017) with SHA-256, MGF1-SHA-256 and exactly this salt length over
 * `message` by `key`. Salt lengths are not guessed: og-evm's precompile accepts 32 and nothing else.
 * @throws MalformedEvidence REJECTED_SIGNATURE_LENGTH or _RANGE; Rejected REJECTED_SIGNATURE _SALT (this message,
 *   other salt), _ALTERED (the key signed some other message), _KIND (the key signed in another way), _FORGED (the key
 *   made no signature of a kind known here)
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
  if (findPssSaltLength(encoded, key.modulusBits) === saltLength)
    return new Rejected('REJECTED_SIGNATURE_ALTERED', 'this key signed another message than the one shown')
  const kind = findKind(encoded, key.modulusBits)
  return kind
    ? new Rejected(
        'REJECTED_SIGNATURE_KIND',
        `this key made the signature, but as ${kind}; expected RSASSA-PSS with SHA-256 and a salt of ${saltLength} bytes`,
      )
    : new Rejected('REJECTED_SIGNATURE_FORGED', 'this key made no signature of a kind known here')
}

/** A longer salt is taken for chance, but where the longest possible is a library's default. */
const USUAL_SALT_BYTES = 64
const LONG_SALTED: readonly PssHash[] = ['sha256', 'sha384', 'sha512', 'sha1']

/**
 * Which other kind of signature the key made, by the form that its opening has; undefined when it has none. A stranger
 * hits the form of PKCS #1 v1.5 never, and that of PSS as seldom as findPssSaltLength says.
 */
function findKind(encoded: Uint8Array, modulusBits: number): string | undefined {
  if (isPkcs1(encoded)) return 'RSASSA-PKCS1-v1_5'
  for (const hash of PSS_HASHES)
    for (const maskHash of new Set([hash, 'sha1', 'sha256'] as const)) {
      const salt = findPssSaltLength(encoded, modulusBits, hash, maskHash)
      const mayBeLong = maskHash === hash && LONG_SALTED.includes(hash)
      if (salt === undefined || (salt > USUAL_SALT_BYTES && !mayBeLong)) continue
      const mask = maskHash === hash ? '' : `, MGF1 with ${nameOf(maskHash)}`
      return `RSASSA-PSS with ${nameOf(hash)}${mask} and a salt of ${salt} bytes`
    }
  return undefined
}

function nameOf(hash: PssHash): string {
  return hash.startsWith('sha3-') ? hash.toUpperCase() : hash.replace('sha', 'SHA-').replace('512-', '512/')
}

/** 00 01 FF…FF 00: RFC 8017 section 9.2. What follows may be a DigestInfo or a bare digest. */
function isPkcs1(encoded: Uint8Array): boolean {
  const end = encoded.indexOf(0, 2)
  return (
    encoded[0] === 0 &&
    encoded[1] === 1 &&
    end >= 10 &&
    encoded.subarray(2, end).every((byte) => byte === 0xff)
  )
}
