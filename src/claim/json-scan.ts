import { NotCheckable } from './errors.ts'

export interface JsonBounds {
  readonly maxDepth: number
  /** Most values (members and elements) in the whole text. */
  readonly maxValues: number
  /** Most characters of one number. */
  readonly maxDigits: number
}

// JavaScript engines take keys longer than 16,383 characters for equal until they have compared them.
const MAX_KEY = 4096

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * Walks over JSON text once, byte by byte, before anything is built of it: what a parser would spend on it is known then.
 * Expects nothing of the text, which may be no JSON.
 *
 * @throws NotCheckable `UNKNOWN_JSON_DEPTH`, `_TOO_MANY`, `_NUMBER`, `_KEY`: our own bounds, which say nothing against the text
 */
export function boundJson(bytes: Uint8Array, { maxDepth, maxValues, maxDigits }: JsonBounds): void {
  let depth = 0
  let values = 0
  let bare = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === QUOTE) at = endOfBoundedString(bytes, at) - 1
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--
    else if (byte === COMMA) values++
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      values++
      if (++depth > maxDepth)
        throw new NotCheckable('UNKNOWN_JSON_DEPTH', `nested deeper than ${maxDepth}, which is our limit`)
    } else if (byte > 0x20 && byte !== COLON) {
      if (++bare > maxDigits)
        throw new NotCheckable(
          'UNKNOWN_JSON_NUMBER',
          `a number of more than ${maxDigits} digits, which is our limit`,
        )
      continue
    }
    bare = 0
    if (values > maxValues)
      throw new NotCheckable('UNKNOWN_JSON_TOO_MANY', `more than ${maxValues} values, which is our limit`)
  }
}

function endOfBoundedString(bytes: Uint8Array, start: number): number {
  const end = endOfString(bytes, start)
  if (end - start > MAX_KEY && isFollowedByColon(bytes, end))
    throw new NotCheckable('UNKNOWN_JSON_KEY', `a key of more than ${MAX_KEY} bytes, which is our limit`)
  return end
}

/** Whether an object in valid JSON has the same key twice, at any depth. */
export function hasDuplicateKey(bytes: Uint8Array): boolean {
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === OPEN_LIST || byte === OPEN_OBJECT) open.push(undefined)
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) open.pop()
    else if (byte === QUOTE) {
      const end = endOfString(bytes, at)
      if (isFollowedByColon(bytes, end)) {
        const keys = open[open.length - 1] ?? new Set()
        open[open.length - 1] = keys
        const key = keyText(bytes, at, end)
        if (keys.has(key)) return true
        keys.add(key)
      }
      at = end - 1
    }
  }
  return false
}

/**
 * Where the value of a member of the outermost object stands in valid JSON: `[start, end)`; undefined when it has no such
 * member. `name` must be plain ASCII.
 */
export function findMember(bytes: Uint8Array, name: string): readonly [number, number] | undefined {
  let depth = 0
  let start: number | undefined
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--
    else if (byte === QUOTE) {
      const end = endOfString(bytes, at)
      if (depth === 1 && start === undefined && isFollowedByColon(bytes, end)) {
        if (keyText(bytes, at, end) === name) start = colonBehind(bytes, end) + 1
      }
      at = end - 1
    }
    // The value ends before the comma that follows it, or before the end of the object.
    if (start !== undefined && at >= start && ((depth === 1 && byte === COMMA) || depth === 0))
      return [start, at]
  }
  return undefined
}

/** The index just behind the string that starts at `open`; the length when it never ends. */
function endOfString(bytes: Uint8Array, open: number): number {
  for (let at = open + 1; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) return at + 1
    if (byte === BACKSLASH) at++
  }
  return bytes.length
}

function colonBehind(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at++
  return at
}

// A string is a key when a colon follows it.
function isFollowedByColon(bytes: Uint8Array, from: number): boolean {
  return bytes[colonBehind(bytes, from)] === COLON
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

// Two spellings of one key are one key: what an escape stands for is compared.
function keyText(bytes: Uint8Array, start: number, end: number): string {
  const text = utf8.decode(bytes.subarray(start, end))
  return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1)
}
