import { MalformedEvidence } from './errors.ts'

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

export interface JsonLimits {
  readonly maxBytes: number
  readonly maxDepth: number
}

/**
 * Parses a stranger's JSON (RFC 8259) in UTF-8. Beyond JSON.parse it bounds size and nesting before parsing and
 * refuses an object with the same key twice, of which two readers might take different values.
 * Throws MalformedEvidence REJECTED_JSON_SIZE, _UTF8, _DEPTH, _SYNTAX, _DUPLICATE_KEY.
 */
export function parseStrictJson(bytes: Uint8Array, limits: JsonLimits): Json {
  if (bytes.length > limits.maxBytes)
    throw new MalformedEvidence('REJECTED_JSON_SIZE', `${bytes.length} bytes, at most ${limits.maxBytes}`)
  const text = decodeUtf8(bytes)
  assertDepth(text, limits.maxDepth)
  const value = parse(text)
  assertNoDuplicateKeys(text)
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
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
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

// Both scans below skip from quote to quote, so that long strings (signatures, hashes) cost almost nothing.
const MARK = /["{}[\]]/g
const STRING_END = /"|\\/g

/** The index just behind the string that starts at `open`; the text's length when it never ends. */
function endOfString(text: string, open: number): number {
  STRING_END.lastIndex = open + 1
  for (let hit = STRING_END.exec(text); hit; hit = STRING_END.exec(text)) {
    if (hit[0] === '"') return hit.index + 1
    STRING_END.lastIndex = hit.index + 2
  }
  return text.length
}

function assertDepth(text: string, maxDepth: number): void {
  let depth = 0
  MARK.lastIndex = 0
  for (let hit = MARK.exec(text); hit; hit = MARK.exec(text)) {
    if (hit[0] === '"') MARK.lastIndex = endOfString(text, hit.index)
    else if (hit[0] === '}' || hit[0] === ']') depth--
    else if (++depth > maxDepth)
      throw new MalformedEvidence('REJECTED_JSON_DEPTH', `nested deeper than ${maxDepth}`)
  }
}

/** Expects valid JSON. A string is a key when a colon follows it. */
function assertNoDuplicateKeys(text: string): void {
  const open: Set<string>[] = []
  MARK.lastIndex = 0
  for (let hit = MARK.exec(text); hit; hit = MARK.exec(text)) {
    if (hit[0] === '{' || hit[0] === '[') open.push(new Set())
    else if (hit[0] !== '"') open.pop()
    else {
      const end = endOfString(text, hit.index)
      MARK.lastIndex = end
      if (!followedByColon(text, end)) continue
      const key: string = JSON.parse(text.slice(hit.index, end))
      const keys = open.at(-1)
      if (keys?.has(key)) throw new MalformedEvidence('REJECTED_JSON_DUPLICATE_KEY', 'one key stands twice')
      keys?.add(key)
    }
  }
}

const COLON = /[ \t\r\n]*:/y
function followedByColon(text: string, index: number): boolean {
  COLON.lastIndex = index
  return COLON.test(text)
}
