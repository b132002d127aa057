import { createPublicKey, X509Certificate } from 'node:crypto'
import { MalformedEvidence, NotCheckable } from '../../src/claim/errors.ts'

const KINDS = { 'PUBLIC KEY': 'spki', 'RSA PUBLIC KEY': 'pkcs1' } as const

/**
 * SPKI DER bytes of a key written as PEM, hex, base64 or base64url, in SPKI or in PKCS#1.
 * @throws MalformedEvidence REJECTED_KEY_TEXT; NotCheckable UNKNOWN_SIGNATURE_FORM for PEM of something else or with text
 *   around it, bytes that are no DER, and a certificate
 */
export function decodeKeyText(text: string): Uint8Array {
  if (text.includes('-----BEGIN')) return decodePem(text)
  if (/^(0x)?([0-9a-f]{2})+$/i.test(text)) return toSpki(Buffer.from(text.replace(/^0x/i, ''), 'hex'))
  if (/^[A-Za-z0-9+/_\s-]+={0,2}\s*$/.test(text)) return toSpki(Buffer.from(text, 'base64'))
  throw broken()
}

/** Its line ends may be gone, or be written as in JSON twice over. */
function decodePem(text: string): Uint8Array {
  const parts = /^\s*-----BEGIN ([A-Z0-9 ]+)-----(.+)-----END \1-----\s*$/s.exec(text.replaceAll('\\n', '\n'))
  const [, label = '', body = ''] = parts ?? []
  // RFC 7468 lets explanations stand around it, and several keys in one text: which is meant is not guessed.
  if (parts ? body.includes('-----BEGIN') : /-----BEGIN ([A-Z0-9 ]+)-----.+-----END \1-----/s.test(text))
    throw unknownForm('a key is PEM with other text around it')
  if (!parts) throw broken()
  if (!Object.hasOwn(KINDS, label)) throw unknownForm(`a key is PEM of a ${label.slice(0, 40)}`)
  if (!/^[A-Za-z0-9+/=\s]+$/.test(body)) throw broken()
  try {
    const key = Buffer.from(body, 'base64')
    return exportSpki(key, KINDS[label as keyof typeof KINDS])
  } catch (error) {
    throw broken(error)
  }
}

/** The same key in SPKI where the bytes are PKCS#1; else the bytes, of which the check says what they are. */
function toSpki(der: Buffer): Uint8Array {
  if (der[0] !== SEQUENCE) throw unknownForm(`a key is ${der.length} bytes that are no DER`)
  if (isCertificate(der)) throw unknownForm('a key is a certificate in DER')
  try {
    return exportSpki(der, 'pkcs1')
  } catch {
    // Not PKCS#1, as most are not.
    return der
  }
}

/** How every key in DER begins; a bare point of a curve, a bare modulus and a key of OpenSSH do not. */
const SEQUENCE = 0x30

function isCertificate(der: Buffer): boolean {
  try {
    return new X509Certificate(der).raw.length > 0
  } catch {
    // Most are none.
    return false
  }
}

function exportSpki(key: Buffer, type: 'spki' | 'pkcs1'): Uint8Array {
  return createPublicKey({ key, format: 'der', type }).export({ format: 'der', type: 'spki' })
}

/** A file of signatures or keys has a field in a form that is not read here. */
export function unknownForm(seen: string): NotCheckable {
  return new NotCheckable('UNKNOWN_SIGNATURE_FORM', seen)
}

function broken(cause?: unknown): MalformedEvidence {
  return new MalformedEvidence('REJECTED_KEY_TEXT', 'a key is no PEM, hex or base64 of SPKI DER', 'unknown', {
    cause,
  })
}
