import type { Json, JsonObject } from './strict-json.ts'

/**
 * JSON text as RFC 8785 (JCS) writes it: no white space, the keys of each object in the order of their UTF-16 units, numbers
 * and texts as ECMAScript writes them.
 * @throws TypeError on a number that JSON cannot hold, and on a text with half a surrogate pair
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.keys(value)
      .sort()
      .map((key) => `${canonicalJson(key)}:${canonicalJson((value as JsonObject)[key] as Json)}`)
      .join(',')}}`
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`no JSON number: ${value}`)
  if (typeof value === 'string' && !value.isWellFormed())
    throw new TypeError('a text with half a surrogate pair')
  if (value === undefined) throw new TypeError('undefined is no JSON value')
  return JSON.stringify(value)
}
