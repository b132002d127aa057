import { NotCheckable } from '../../src/claim/errors.ts'
import { heartbeatMessageHash, keccak256, responseMessageHash } from '../../src/claim/hash.ts'
import { at, isJsonObject, type Json, type JsonObject, parseStrictJson } from '../../src/claim/strict-json.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import { verifyHeartbeat } from '../checks/heartbeat.ts'
import { verifySignature } from '../checks/signature/verify.ts'
import type { Found, FoundFields, Note } from './answer.ts'
import { assertJsonText } from './file-kind.ts'
import { isLegacy, verifyLegacyResponse } from './legacy-response.ts'
import {
  describeKey,
  describeScheme,
  findHash,
  has,
  inconsistent,
  listValues,
  malformed,
  NAMES,
  readHash,
  readKey,
  readSignature,
  readTeeId,
  readTimestamp,
  text,
  verifyAt,
} from './signature-fields.ts'

const LIMITS = { maxBytes: 8 << 20, maxDepth: 64 }
const CONTAINERS = ['responses', 'heartbeat', 'signed_message_utf8', 'signed_payload']

/** What a file of signatures is about, and the check of it, which throws what is wrong with the file or its reading. */
export function openSignature(read: () => Uint8Array): {
  statement: Statement
  check: (note?: Note) => Found
} {
  try {
    const bytes = read()
    assertJsonText(bytes)
    assertNoLines(bytes)
    const file = parseStrictJson(bytes, LIMITS)
    const check = (note: Note = () => {}) => verifyFile(file, new TextDecoder().decode(bytes), note)
    return { statement: findStatement(file), check }
  } catch (error) {
    const check = () => {
      throw error
    }
    return { statement: 'hand_off_signed', check }
  }
}

/** JSON lines are several files in one. */
function assertNoLines(bytes: Uint8Array): void {
  if (/^\s*\{[^\n]*\}\s*\n\s*\{/.test(Buffer.from(bytes).toString('latin1')))
    throw new NotCheckable('UNKNOWN_SIGNATURE_KIND', 'read here is one JSON object, and these are JSON lines')
}

/** A file that holds nothing but a heartbeat is about that; everything else is about hand-offs. */
function findStatement(file: Json): Statement {
  if (!isJsonObject(file) || at(file, 'responses') !== undefined || isLegacy(file)) return 'hand_off_signed'
  const isHeartbeat =
    at(file, 'heartbeat') !== undefined || !(has(file, 'inputHash') || has(file, 'outputHash'))
  return isHeartbeat && (at(file, 'heartbeat') !== undefined || has(file, 'signature'))
    ? 'heartbeat_signed'
    : 'hand_off_signed'
}

/** Verifies everything that the file holds; one bad signature is enough to reject it. */
function verifyFile(file: Json, source: string, note: Note): Found {
  assertKnownKind(file)
  if (isLegacy(file)) return verifyLegacyResponse(file, source, note)
  const responses = at(file, 'responses') ?? (isResponse(file) ? [file] : [])
  const heartbeat = at(file, 'heartbeat') ?? (isResponse(file) || !has(file, 'signature') ? undefined : file)
  if (!Array.isArray(responses)) throw malformed('responses: expected a list')
  const signatures: FoundFields[] = []
  note({ signatures })
  // The one that is being judged is the last of those that were read.
  const begin = (fields: FoundFields) => void signatures.push(fields)
  for (const response of responses) verifyResponse(file, response, begin)
  if (heartbeat !== undefined) verifyOneHeartbeat(file, heartbeat, begin)
  if (responses.length === 0 && heartbeat === undefined) throw malformed('no signature in the file')
  const key = readKey(file, first(responses))
  return {
    detail: `${responses.length} responses and ${heartbeat === undefined ? 0 : 1} heartbeats, signed by ${key.teeId}`,
    evidence: { key: describeKey(key), signatures },
  }
}

function assertKnownKind(file: Json): asserts file is JsonObject {
  if (!isJsonObject(file))
    throw new NotCheckable(
      'UNKNOWN_SIGNATURE_KIND',
      `read here is a JSON object, and this is a ${Array.isArray(file) ? 'list' : 'text'}`,
    )
  const known = [...Object.values(NAMES).flat(), ...CONTAINERS]
  const keys = Object.keys(file)
  if (keys.length > 0 && !keys.some((key) => known.includes(key as (typeof known)[number])))
    throw new NotCheckable('UNKNOWN_SIGNATURE_KIND', 'the file holds nothing that is known to be signed')
}

function isResponse(file: JsonObject): boolean {
  return has(file, 'inputHash') || has(file, 'outputHash')
}

function verifyResponse(file: JsonObject, response: Json, begin: Note): void {
  if (!isJsonObject(response)) throw malformed('a response: expected an object')
  const key = readKey(file, response)
  const inputHash = readHash(response, 'inputHash')
  const outputHash = readHash(response, 'outputHash')
  const timestamp = readTimestamp(response)
  const messageHash = responseMessageHash(inputHash, outputHash, timestamp)
  const said = { inputHash, outputHash, timestamp: String(timestamp), messageHash }
  const fields = { kind: 'response', teeId: readTeeId(key, file, response), ...said, ...describeScheme() }
  begin(fields)
  assertPreimage(response, 'canonical_json', inputHash)
  assertPreimage(response, 'output_content', outputHash)
  assertMessage(response, messageHash)
  const { teeId } = fields
  const signed = { teeId, inputHash, outputHash, timestamp, signature: readSignature(response) }
  verifyAt(timestamp, () => verifySignature(signed, key))
}

function verifyOneHeartbeat(file: JsonObject, heartbeat: Json, begin: Note): void {
  if (!isJsonObject(heartbeat)) throw malformed('heartbeat: expected an object')
  const key = readKey(file, heartbeat)
  const teeId = readTeeId(key, file, heartbeat)
  const timestamp = readTimestamp(heartbeat)
  const messageHash = heartbeatMessageHash(teeId, timestamp)
  const said = { teeId, timestamp: String(timestamp), messageHash }
  const fields = { kind: 'heartbeat', ...said, ...describeScheme() }
  begin(fields)
  assertMessage(heartbeat, messageHash)
  const signature = readSignature(heartbeat)
  verifyAt(timestamp, () => verifyHeartbeat({ teeId, timestamp, signature }, key))
}

/** A file may show what was hashed; then it must be what was hashed. */
function assertPreimage(response: JsonObject, name: string, hash: string): void {
  const preimage = at(response, name)
  if (preimage !== undefined && keccak256(Buffer.from(text(preimage, name), 'utf8')) !== hash)
    throw inconsistent(`${name} does not have the hash ${hash}`)
}

function assertMessage(object: JsonObject, computed: string): void {
  const stated = listValues(object, 'messageHash').length > 0 ? findHash(object, 'messageHash') : computed
  if (stated !== computed) throw inconsistent(`the message hash is ${computed}, the file says ${stated}`)
}

function first(list: readonly Json[]): JsonObject {
  const [item] = list
  return isJsonObject(item) ? item : {}
}
