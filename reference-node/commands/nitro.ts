import { X509Certificate } from 'node:crypto'
import { decodeBase64 } from '../../src/claim/base64.ts'
import { CodedError, MalformedEvidence, NotCheckable } from '../../src/claim/errors.ts'
import { toHex } from '../../src/claim/hex.ts'
import { decodeNitro, MAX_NITRO_BYTES, type NitroDocument } from '../../src/claim/nitro.ts'
import { measurementOf, verifyNitro } from '../../src/claim/nitro-verify.ts'
import { isJsonObject, type Json, parseStrictJson } from '../../src/claim/strict-json.ts'
import { decodeRoots, readAwsRoots } from '../../src/platform/attestation-roots.ts'
import type { Found, Note } from './answer.ts'

export interface NitroOptions {
  readonly at: Date
  readonly pcr?: ReadonlyMap<number, Uint8Array>
  readonly nonce?: Uint8Array
  readonly maxAge?: number
  readonly allowDebug?: boolean
}

/**
 * What a document, raw, in hexadecimal, base64, base64url, PEM or JSON, says when it holds; `pem` are roots to trust instead of AWS'. `note` is given
 * what it says before that is checked.
 * @throws what the check throws, NotCheckable UNKNOWN_NITRO_FORM, and what parseStrictJson throws
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

/**
 * Documents travel as text as often as raw: as hexadecimal, base64, base64url or in PEM armour, also as the one such text in
 * JSON. A raw one starts with a byte that no such text has.
 */
function decodeText(bytes: Uint8Array): Uint8Array {
  // Far too long for a document in any form: its size says so.
  if (bytes.length === 0 || bytes.length > 4 * MAX_NITRO_BYTES || isDocument(bytes)) return bytes
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim()
  return /^[{["]/.test(text) ? findInJson(Buffer.from(text)) : decodeOne(text)
}

/** COSE_Sign1 is an array of four, with the tag 18 or without. */
function isDocument(bytes: Uint8Array): boolean {
  return bytes[0] === 0x84 || bytes[0] === 0xd2
}

function findInJson(bytes: Uint8Array): Uint8Array {
  const texts = listTexts(parseStrictJson(bytes, { maxBytes: 4 * MAX_NITRO_BYTES, maxDepth: 16 }))
  const documents = texts.filter((text) => isDocumentText(squeeze(text)))
  const [only, ...more] = documents
  if (only === undefined || more.length > 0)
    throw unknownForm(`this is JSON in which ${documents.length} texts look like a document`)
  return decodeOne(only)
}

function listTexts(json: Json): string[] {
  if (typeof json === 'string') return [json]
  if (Array.isArray(json)) return json.flatMap(listTexts)
  return isJsonObject(json) ? Object.values(json).flatMap(listTexts) : []
}

/** Without white space and PEM's first and last line. */
function squeeze(text: string): string {
  return text.replace(/-----(BEGIN|END) [A-Z0-9 ]{1,60}-----/g, '').replace(/\s/g, '')
}

/** The first byte of a document in hexadecimal, base64 or base64url. */
function isDocumentText(text: string): boolean {
  return /^(0x)?(84|d2)([0-9a-f]{2})+$/i.test(text) || /^(h[E-H]|0[g-v])[A-Za-z0-9+/_-]+=*$/.test(text)
}

function decodeOne(given: string): Uint8Array {
  const text = squeeze(given)
  if (!isDocumentText(text)) throw unknownForm(`this starts with ${JSON.stringify(given.slice(0, 20))}`)
  const digits = /^(?:0x)?((?:84|d2)[0-9a-f]+)$/i.exec(text)?.[1]
  if (digits !== undefined) return Buffer.from(digits, 'hex')
  const decoded = decodeBase64(text)
  if (!decoded) throw new MalformedEvidence('REJECTED_BASE64', 'base64 text that is broken or has stray bits')
  return decoded
}

function unknownForm(seen: string): NotCheckable {
  return new NotCheckable(
    'UNKNOWN_NITRO_FORM',
    `read here is a document as CBOR, hexadecimal, base64 or base64url, and ${seen}`,
  )
}
