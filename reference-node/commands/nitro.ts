import { X509Certificate } from 'node:crypto'
import { CodedError, MalformedEvidence } from '../../src/claim/errors.ts'
import { toHex } from '../../src/claim/hex.ts'
import { decodeNitro, MAX_NITRO_BYTES, type NitroDocument } from '../../src/claim/nitro.ts'
import { measurementOf, verifyNitro } from '../checks/nitro/verify.ts'
import { decodeRoots, readAwsRoots } from '../trust/roots.ts'
import type { Found, Note } from './answer.ts'

export interface NitroOptions {
  readonly at: Date
  readonly pcr?: ReadonlyMap<number, Uint8Array>
  readonly nonce?: Uint8Array
  readonly maxAge?: number
  readonly allowDebug?: boolean
}

/**
 * What a document, raw, in hexadecimal, base64 or base64url, says when it holds; `pem` are roots to trust instead of AWS'. `note` is given
 * what it says before that is checked.
 * @throws what the check throws
 */
export function checkNitro(
  file: Uint8Array,
  { at, pcr, nonce, maxAge, allowDebug }: NitroOptions,
  pem?: Uint8Array,
  note?: Note,
): Found {
  const roots = pem === undefined ? readAwsRoots() : decodeRoots(Buffer.from(pem).toString('utf8'))
  const bytes = decodeText(file)
  if (note) noteDocument(bytes, at, note)
  const document = verifyNitro(
    bytes,
    { at, roots, allowDebug: allowDebug ?? false },
    {
      ...(pcr && { pcrs: pcr }),
      ...(nonce && { nonce }),
      ...(maxAge !== undefined && { maxAgeSeconds: maxAge }),
    },
  )
  const measurement = measurementOf(document)
  return {
    detail: `module ${document.moduleId}, made ${toTime(document.timestamp)}, measurement ${measurement}`,
    evidence: {
      ...describeDocument(document, at),
      measurement,
      certificates: [...document.cabundle, document.certificate].map((der) => describeCertificate(der)),
    },
  }
}

/** What a document says, before anything of it is checked; nothing where it cannot be read. */
function noteDocument(bytes: Uint8Array, at: Date, note: Note): void {
  try {
    note(describeDocument(decodeNitro(bytes), at))
  } catch (error) {
    // The check says why.
    if (!(error instanceof CodedError)) throw error
  }
}

function describeDocument(document: NitroDocument, at: Date) {
  const hex = (bytes: Uint8Array | null) => bytes && toHex(bytes)
  return {
    moduleId: document.moduleId,
    timestamp: toTime(document.timestamp),
    checkedAt: at.toISOString(),
    pcrs: Object.fromEntries([...document.pcrs].map(([index, pcr]) => [index, toHex(pcr)])),
    userData: hex(document.userData),
    nonce: hex(document.nonce),
    publicKey: hex(document.publicKey),
  }
}

/** ISO 8601; null for a number that is no time of a calendar. */
function toTime(milliseconds: number): string | null {
  const time = new Date(milliseconds)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}

/** Root first. */
function describeCertificate(der: Uint8Array) {
  const { subject, issuer, validFromDate, validToDate, fingerprint256 } = new X509Certificate(der)
  return {
    subject,
    issuer,
    validFrom: validFromDate.toISOString(),
    validTo: validToDate.toISOString(),
    sha256: `0x${fingerprint256.replaceAll(':', '').toLowerCase()}`,
  }
}

/** Documents travel as text as often as raw; a raw one starts with a byte that no text has. */
function decodeText(bytes: Uint8Array): Uint8Array {
  // Far too long for a document in any form: its size says so.
  if (bytes.length === 0 || bytes.length > 4 * MAX_NITRO_BYTES) return bytes
  const text = unquote(
    Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  ).replace(/\s/g, '')
  const [, digits] = /^(?:0x)?((?:84|d2)(?:[0-9a-f]{2})+)$/i.exec(text) ?? []
  if (digits !== undefined) return Buffer.from(digits, 'hex')
  if (!/^[A-Za-z0-9+/_-]+=*$/.test(text)) return bytes
  const isUrl = /[_-]/.test(text)
  const decoded = Buffer.from(text, isUrl ? 'base64url' : 'base64')
  if (decoded.toString(isUrl ? 'base64url' : 'base64').replace(/=+$/, '') !== text.replace(/=+$/, ''))
    throw new MalformedEvidence('REJECTED_BASE64', 'base64 text that is broken or has stray bits')
  return decoded
}

/** The text inside a JSON text, where it is one: `"hEShATgi…"`. */
function unquote(text: string): string {
  return /^\s*"([^"\\]*)"\s*$/.exec(text)?.[1] ?? text
}
