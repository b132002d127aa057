import { createHash } from 'node:crypto'
import { type PythonJson, parsePythonJson, toPythonJson } from '../../src/claim/python-json.ts'
import { at, type JsonObject } from '../../src/claim/strict-json.ts'
import { LEGACY_SALT_BYTES, verifyPss } from '../checks/signature/pss.ts'
import { assertKeyOf } from '../checks/signature/verify.ts'
import type { Found, Note } from './answer.ts'
import {
  describeKey,
  describeScheme,
  findHash,
  inconsistent,
  malformed,
  readKey,
  readSignature,
  readTeeId,
  text,
} from './signature-fields.ts'

/** A response of the format of December 2025 signs a JSON text, not hashes. */
export function isLegacy(file: JsonObject): boolean {
  return at(file, 'signed_message_utf8') !== undefined || at(file, 'signed_payload') !== undefined
}

/**
 * Verifies a response in the gateway's first format: RSA-PSS with the longest salt over Python's JSON of the payload,
 * which names the request by SHA-256. Source: tee-gateway examples/verify_signature_example.py.
 * `source` is the file's own text, because the signed bytes depend on how its numbers are written.
 */
export function verifyLegacyResponse(file: JsonObject, source: string, note: Note): Found {
  const key = readKey(file)
  assertKeyOf(readTeeId(key, file), key)
  const members = parsePythonJson(source) as { readonly [key: string]: PythonJson }
  const stated = at(file, 'signed_message_utf8')
  const payload = members.signed_payload
  const message = stated === undefined ? toPythonJson(payload ?? null) : text(stated, 'signed_message_utf8')
  if (payload !== undefined && toPythonJson(payload) !== message)
    throw inconsistent('signed_payload is not what signed_message_utf8 says')
  assertRequest(file, members.request, message)
  const scheme = describeScheme(LEGACY_SALT_BYTES)
  const sha256 = createHash('sha256').update(message).digest('hex')
  const signatures = [{ kind: 'response of 2025', teeId: key.teeId, messageSha256: `0x${sha256}`, ...scheme }]
  note({ signatures })
  verifyPss(key, Buffer.from(message, 'utf8'), readSignature(file), LEGACY_SALT_BYTES)
  return {
    detail: `one response in the format of 2025, signed by ${key.teeId}`,
    evidence: { key: describeKey(key), signatures },
  }
}

function assertRequest(file: JsonObject, request: PythonJson | undefined, message: string): void {
  const named = findHash(file, 'inputHash')
  if (request !== undefined) {
    const hash = createHash('sha256').update(toPythonJson(request)).digest('hex')
    if (named !== undefined && named !== `0x${hash}`)
      throw inconsistent('request_hash is not the hash of request')
    if (!message.includes(`"request_hash": "${hash}"`))
      throw inconsistent('the signed message is about another request')
  } else if (named !== undefined && !message.includes(`"request_hash": "${named.slice(2)}"`))
    throw inconsistent('the signed message is about another request')
  if (message === 'null' || message === '') throw malformed('no signed message')
}
