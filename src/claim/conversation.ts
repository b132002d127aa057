import { MalformedEvidence, NotCheckable } from './errors.ts'
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
  /** Why one of the hashes could not be made: JSON inside a text that is beyond our bounds. Null: all were made. */
  readonly beyond: NotCheckable | null
}

/**
 * Decodes `{input, output, teeSignature, teeId, timestamp, ethAddress}` of an individual settlement. Only `input` and
 * `output` are read: everything else stands in the settlement's own log. A text is hashed as it stands and, when it is
 * JSON itself, as the gateway canonicalises a request or tool calls (tee-gateway, OpenGradient-SDK tee_verify.py).
 * No message quotes the blob.
 *
 * @throws MalformedEvidence `REJECTED_JSON_…`, `REJECTED_CONVERSATION_SHAPE`
 * @throws NotCheckable `UNKNOWN_JSON_…`: beyond our own bounds
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
  const asked = listHashes(input, written.input ?? null)
  const answered = listHashes(output, written.output ?? null)
  return {
    input,
    output,
    inputHashes: asked.hashes,
    outputHashes: answered.hashes,
    beyond: asked.beyond ?? answered.beyond,
  }
}

interface Hashes {
  readonly hashes: Hash32[]
  readonly beyond: NotCheckable | null
}

function listHashes(value: Json, written: PythonJson): Hashes {
  const canonical = typeof value === 'string' ? findCanonical(value) : toPythonJson(written)
  const beyond = canonical instanceof NotCheckable ? canonical : null
  const texts = [
    ...(typeof value === 'string' ? [value] : []),
    ...(typeof canonical === 'string' ? [canonical] : []),
  ]
  return { hashes: [...new Set(texts.map((text) => keccak256(Buffer.from(text))))], beyond }
}

/** Undefined for a text that is no JSON: most answers are prose. The error, for one that is beyond our bounds. */
function findCanonical(text: string): string | NotCheckable | undefined {
  try {
    parseStrictJson(Buffer.from(text), CONVERSATION_LIMITS)
    return toPythonJson(parsePythonJson(text))
  } catch (error) {
    if (error instanceof NotCheckable) return error
    if (error instanceof MalformedEvidence) return undefined
    throw error
  }
}
