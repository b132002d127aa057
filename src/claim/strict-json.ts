import { MalformedEvidence, NotCheckable } from './errors.ts'
import { boundJson, hasDuplicateKey } from './json-scan.ts'

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

export interface JsonLimits {
  readonly maxBytes: number
  readonly maxDepth: number
  /** Most values in the whole text; absent: 262,144, which take less than a second. */
  readonly maxValues?: number
}

const MAX_VALUES = 1 << 18
// Beyond this many digits Python's own parser refuses an integer.
const MAX_DIGITS = 4300

/**
 * Parses a stranger's JSON (RFC 8259) in UTF-8, with a byte order mark or without. Beyond JSON.parse it bounds size, nesting, values and digits before
 * parsing, and refuses an object with the same key twice, of which two readers might take different values.
 *
 * @throws MalformedEvidence `REJECTED_JSON_UTF8`, `_SYNTAX`, `_DUPLICATE_KEY`
 * @throws NotCheckable `UNKNOWN_JSON_SIZE`, `_DEPTH`, `_TOO_MANY`, `_NUMBER`, `_KEY`: beyond our own bounds
 */
export function parseStrictJson(bytes: Uint8Array, limits: JsonLimits): Json {
  if (bytes.length > limits.maxBytes)
    throw new NotCheckable(
      'UNKNOWN_JSON_SIZE',
      `${bytes.length} bytes, more than the ${limits.maxBytes} that we read`,
    )
  const text = decodeUtf8(bytes)
  boundJson(bytes, {
    maxDepth: limits.maxDepth,
    maxValues: limits.maxValues ?? MAX_VALUES,
    maxDigits: MAX_DIGITS,
  })
  const value = parse(text)
  if (hasDuplicateKey(bytes))
    throw new MalformedEvidence('REJECTED_JSON_DUPLICATE_KEY', 'one key stands twice')
  return value
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value of an object's own key; what JSON calls absent is undefined here. */
export function at(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new MalformedEvidence('REJECTED_JSON_UTF8', 'not UTF-8', 'unknown', { cause: error })
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new MalformedEvidence('REJECTED_JSON_SYNTAX', 'not JSON', 'unknown', { cause: error })
  }
}
