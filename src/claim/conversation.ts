import { MalformedEvidence } from './errors.ts'
import { keccak256 } from './hash.ts'
import type { Hash32 } from './hex.ts'
import { type PythonJson, parsePythonJson, toPythonJson } from './python-json.ts'
import { at, isJsonObject, type Json, parseStrictJson } from './strict-json.ts'

/** One conversation with a language model may be long; it is never as long as a batch. */
export const CONVERSATION_LIMITS = { maxBytes: 8 << 20, maxDepth: 64 }

/** What somebody asked and what came back, as an individual settlement's blob holds it. Personal: only hashes leave it. */
export interface Conversation {
  readonly input: Json
  readonly output: Json
  /** Hashes that a signer who has seen these bytes may have signed: of the text as it stands, and in canonical form. */
  readonly inputHashes: readonly Hash32[]
  readonly outputHashes: readonly Hash32[]
}

/**
 * Decodes `{input, output, teeSignature, teeId, timestamp, ethAddress}` of an individual settlement. Only `input` and
 * `output` are read: everything else stands in the settlement's own log. A text is hashed as it stands and, when it is
 * JSON itself, as the gateway canonicalises a request or tool calls (tee-gateway, OpenGradient-SDK tee_verify.py).
 * Throws MalformedEvidence `REJECTED_JSON_…`, `REJECTED_CONVERSATION_SHAPE`. No message quotes the blob.
 */
export function decodeConversation(blob: Uint8Array): Conversation {
  const value = parseStrictJson(blob, CONVERSATION_LIMITS)
  const input = isJsonObject(value) ? at(value, 'input') : undefined
  const output = isJsonObject(value) ? at(value, 'output') : undefined
  if (input === undefined || output === undefined || input === null || output === null)
    throw new MalformedEvidence(
      'REJECTED_CONVERSATION_SHAPE',
      'expected an object with an input and an output',
    )
  // The same text again, with its numbers as they were written: 1 and 1.0 have different hashes.
  const written = parsePythonJson(new TextDecoder().decode(blob)) as Readonly<Record<string, PythonJson>>
  return {
    input,
    output,
    inputHashes: listHashes(input, written.input ?? null),
    outputHashes: listHashes(output, written.output ?? null),
  }
}

function listHashes(value: Json, written: PythonJson): Hash32[] {
  const texts = typeof value === 'string' ? [value, findCanonical(value)] : [toPythonJson(written)]
  const hashes = texts.filter((text) => text !== undefined).map((text) => keccak256(Buffer.from(text)))
  return [...new Set(hashes)]
}

/** Undefined for a text that is no JSON: most answers are prose. */
function findCanonical(text: string): string | undefined {
  try {
    parseStrictJson(Buffer.from(text), CONVERSATION_LIMITS)
    return toPythonJson(parsePythonJson(text))
  } catch (error) {
    if (error instanceof MalformedEvidence) return undefined
    throw error
  }
}
