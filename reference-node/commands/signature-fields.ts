import { decodeBase64 } from '../../src/claim/base64.ts'
import { MalformedEvidence, Rejected } from '../../src/claim/errors.ts'
import { Hash32 } from '../../src/claim/hex.ts'
import { at, type Json, type JsonObject } from '../../src/claim/strict-json.ts'
import { decodeRsaKey, type RsaKey } from '../checks/signature/key.ts'
import { SALT_BYTES } from '../checks/signature/pss.ts'
import type { FoundFields } from './answer.ts'
import { decodeKeyText, unknownForm } from './key-text.ts'

/** The names under which strangers' files hold a field: the gateway's, the SDK's, ours. */
export const NAMES = {
  key: ['public_key_pem', 'public_key_der_hex', 'public_key', 'publicKey', 'signing_public_key'],
  teeId: ['tee_id', 'teeId', 'tee_id_keccak_of_spki_der'],
  inputHash: ['tee_request_hash', 'request_hash', 'input_hash', 'inputHash'],
  outputHash: ['tee_output_hash', 'output_hash', 'outputHash'],
  timestamp: ['tee_timestamp', 'timestamp'],
  signature: ['tee_signature', 'teeSignature', 'signature', 'signature_hex', 'signature_base64'],
  messageHash: ['msg_hash', 'message_hash', 'messageHash'],
} as const

type Field = keyof typeof NAMES

/** Every value that the object has for a field, under whichever names. */
export function listValues(object: JsonObject, field: Field): Json[] {
  return NAMES[field].map((name) => at(object, name)).filter((value) => value !== undefined) as Json[]
}

export function has(object: JsonObject, field: Field): boolean {
  return listValues(object, field).length > 0
}

/** The key that a file names, in as many forms as it likes, as long as all are one key. */
export function readKey(...objects: readonly JsonObject[]): RsaKey {
  const keys = objects
    .flatMap((object) => listValues(object, 'key'))
    .map((value) => decodeRsaKey(decodeKeyText(text(value, 'key'))))
  const [key] = keys
  if (!key) throw malformed('no public key')
  if (keys.some((other) => other.teeId !== key.teeId)) throw inconsistent('two different public keys')
  return key
}

/** The node that the file names; the key's own when it names none. */
export function readTeeId(key: RsaKey, ...objects: readonly JsonObject[]): Hash32 {
  const names = objects.flatMap((object) => listValues(object, 'teeId')).map((value) => hash(value, 'teeId'))
  const wrong = names.find((name) => name !== key.teeId)
  return wrong ?? key.teeId
}

export function readHash(object: JsonObject, field: Field): Hash32 {
  return hash(one(object, field), field)
}

export function findHash(object: JsonObject, field: Field): Hash32 | undefined {
  return has(object, field) ? readHash(object, field) : undefined
}

export function readTimestamp(object: JsonObject): bigint {
  const value = one(object, 'timestamp')
  const isNumber = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
  const isText = typeof value === 'string' && /^(0|[1-9]\d{0,77})$/.test(value)
  if (!isNumber && !isText)
    throw unknownForm(`timestamp: read here are whole Unix seconds, and this is ${show(value)}`)
  const number = BigInt(value)
  if (number >> 256n !== 0n) throw malformed('timestamp: expected Unix seconds')
  return number
}

/** After the year 5138 in seconds; since 1973 in milliseconds. */
const MILLISECONDS = 10n ** 11n

/**
 * Verifies what was signed at a time; one that was written in another unit says nothing against a signature.
 * @throws NotCheckable `UNKNOWN_SIGNATURE_FORM`; what `verify` throws
 */
export function verifyAt(timestamp: bigint, verify: () => void): void {
  try {
    verify()
  } catch (error) {
    if (!(error instanceof Rejected) || timestamp < MILLISECONDS) throw error
    throw unknownForm(
      `timestamp: read here are Unix seconds, and as such ${timestamp} is after the year 5000; no signature of that time holds`,
    )
  }
}

function show(value: Json): string {
  return JSON.stringify(value).slice(0, 60)
}

/** Base64, base64url or hex, each in its one form. */
export function readSignature(object: JsonObject): Uint8Array {
  const value = text(one(object, 'signature'), 'signature')
  if (/[^\r\n][\r\n]+[^\r\n]/.test(value))
    throw unknownForm('signature: read here is base64, base64url or hex on one line, and this has several')
  if (/^(0x)?([0-9a-f]{2})+$/i.test(value)) return Buffer.from(value.replace(/^0x/i, ''), 'hex')
  const bytes = decodeBase64(value)
  if (!bytes?.length) throw malformed('signature: expected base64, base64url or hex')
  return bytes
}

/** A key as fields of an answer. */
export function describeKey({ teeId, modulusBits }: RsaKey): FoundFields {
  return { teeId, type: 'rsa', bits: modulusBits }
}

/** How a signature must be made, as fields of an answer; the salt's length is in bytes. */
export function describeScheme(saltLength = SALT_BYTES): FoundFields {
  return { scheme: 'RSASSA-PSS', hash: 'sha256', saltLength }
}

export function text(value: Json | undefined, name: string): string {
  if (value === undefined || value === null) throw malformed(`${name}: expected a text`)
  if (typeof value !== 'string') throw unknownForm(`${name}: read here is a text, and this is ${show(value)}`)
  return value
}

function one(object: JsonObject, field: Field): Json {
  const [value, ...more] = listValues(object, field)
  if (value === undefined) throw malformed(`no ${field}`)
  if (more.some((other) => other !== value)) throw inconsistent(`two different values for ${field}`)
  return value
}

function hash(value: Json, name: string): Hash32 {
  const digits = text(value, name).replace(/^0x/i, '')
  if (!/^[0-9a-f]*$/i.test(digits))
    throw unknownForm(`${name}: read here are 32 bytes of hex, and this is ${show(value)}`)
  if (digits.length !== 64) throw malformed(`${name}: expected 32 bytes of hex`)
  return Hash32(`0x${digits}`)
}

export function malformed(detail: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_SIGNATURE_FILE', detail)
}

/** The file says two things at once; whichever the signature covers, the other is made up. */
export function inconsistent(detail: string): Rejected {
  return new Rejected('REJECTED_SIGNATURE_INCONSISTENT', detail)
}
