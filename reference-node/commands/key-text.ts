import { createPublicKey } from 'node:crypto'
import { MalformedEvidence } from '../../src/claim/errors.ts'

/**
 * SPKI DER bytes of a key written as PEM, hex, base64 or base64url.
 * @throws MalformedEvidence REJECTED_KEY_TEXT
 */
export function decodeKeyText(text: string): Uint8Array {
  if (text.includes('-----BEGIN')) return decodePem(text)
  if (/^(0x)?([0-9a-f]{2})+$/i.test(text)) return Buffer.from(text.replace(/^0x/i, ''), 'hex')
  if (/^[A-Za-z0-9+/_\s-]+={0,2}\s*$/.test(text)) return Buffer.from(text, 'base64')
  throw broken()
}

function decodePem(text: string): Uint8Array {
  const body = /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(text)
  if (!body?.[1]) throw broken()
  try {
    return createPublicKey(text).export({ format: 'der', type: 'spki' })
  } catch (error) {
    throw broken(error)
  }
}

function broken(cause?: unknown): MalformedEvidence {
  return new MalformedEvidence('REJECTED_KEY_TEXT', 'a key is no PEM, hex or base64 of SPKI DER', 'unknown', {
    cause,
  })
}
