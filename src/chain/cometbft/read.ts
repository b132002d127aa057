import { decodeBase64 } from '../../claim/base64.ts'
import { MalformedEvidence } from '../../claim/errors.ts'
import { malformed, type RpcObject, toList, toObject } from '../fields.ts'

// How CometBFT's JSON writes values: 64-bit numbers as decimal text, hashes as hexadecimal digits without 0x, other bytes as
// base64, a nil list as null. Every reader throws MalformedEvidence `MALFORMED_RPC`.

/** The years 1 to 9999, to the nanosecond: a JavaScript date would lose what hashes and signatures cover. */
export interface Time {
  /** Unix seconds. */
  readonly seconds: number
  readonly nanos: number
}

const NOTHING: Uint8Array = new Uint8Array()
const INT64 = /^-?(0|[1-9]\d{0,18})$/
const RFC3339 = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/

export function object(parent: RpcObject, key: string): RpcObject {
  return toObject(parent[key], key)
}

/** The objects of a list; null and a missing list have none. */
export function objects(parent: RpcObject, key: string): readonly RpcObject[] {
  const value = parent[key]
  return value === null || value === undefined ? [] : toList(value, key).map((each) => toObject(each, key))
}

/** A text; a missing one is empty. */
export function text(parent: RpcObject, key: string): string {
  const value = parent[key]
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') throw malformed(key, 'a text', value)
  return value
}

/** A 64-bit number; a missing one is 0. */
export function int64(parent: RpcObject, key: string): bigint {
  const value = parent[key]
  if (value === undefined || value === null) return 0n
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  if (typeof value !== 'string' || !INT64.test(value)) throw malformed(key, 'a decimal number', value)
  const number = BigInt(value)
  if (BigInt.asIntN(64, number) !== number) throw malformed(key, 'a number of 64 bits', value)
  return number
}

/** A number that JavaScript holds exactly: a height, a round, a code. A missing one is 0. */
export function integer(parent: RpcObject, key: string): number {
  const value = parent[key]
  const number = typeof value === 'number' ? value : Number(int64(parent, key))
  if (!Number.isSafeInteger(number)) throw malformed(key, 'an integer', value)
  return number
}

/** Hexadecimal digits of `size` bytes, or of none. */
export function hex(parent: RpcObject, key: string, size: number): Uint8Array {
  const value = parent[key]
  if (value === undefined || value === null || value === '') return NOTHING
  if (typeof value !== 'string' || value.length !== 2 * size) throw malformed(key, `${size} bytes`, value)
  const bytes = Buffer.from(value, 'hex')
  if (bytes.length !== size) throw malformed(key, `${size} bytes`, value)
  return bytes
}

/** Hexadecimal digits of any number of bytes, or of none. */
export function anyHex(parent: RpcObject, key: string): Uint8Array {
  const value = parent[key]
  const length = typeof value === 'string' ? Math.floor(value.length / 2) : 0
  return hex(parent, key, length)
}

/** Bytes in base64; missing or null: none. */
export function base64(parent: RpcObject, key: string): Uint8Array {
  const value = parent[key]
  return value === undefined || value === null ? NOTHING : toBytes(value, key)
}

/** The bytes of a list of base64 texts; null and a missing list have none. */
export function base64s(parent: RpcObject, key: string): readonly Uint8Array[] {
  const value = parent[key]
  return value === null || value === undefined ? [] : toList(value, key).map((each) => toBytes(each, key))
}

export function time(parent: RpcObject, key: string): Time {
  const value = parent[key]
  if (typeof value === 'string' && value.startsWith(newest.text)) {
    const nanos = readFraction(value)
    if (nanos !== undefined) return { seconds: newest.seconds, nanos }
  }
  const match = typeof value === 'string' ? RFC3339.exec(value) : null
  if (!match) throw malformed(key, 'a time', value)
  const seconds = toSeconds(match[1] as string)
  if (Number.isNaN(seconds)) throw malformed(key, 'a time of the calendar', value)
  return { seconds, nanos: Number((match[2] ?? '').padEnd(9, '0')) }
}

// The votes of a commit are of one second or two, and to read a date is slow. No time begins with what is remembered at first.
let newest = { text: 'none', seconds: 0 }

function toSeconds(text: string): number {
  const seconds = Date.parse(`${text}Z`) / 1000
  if (!Number.isNaN(seconds)) newest = { text, seconds }
  return seconds
}

const ZERO = 0x30
const POINT = 0x2e

/** The nanoseconds behind the seconds of a time in RFC 3339; undefined where it is not of this form. */
function readFraction(text: string): number | undefined {
  const end = text.length - 1
  const start = newest.text.length
  if (text[end] !== 'Z') return undefined
  if (end === start) return 0
  const digits = end - start - 1
  if (text.charCodeAt(start) !== POINT || digits < 1 || digits > 9) return undefined
  let nanos = 0
  for (let at = start + 1; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9) return undefined
    nanos = 10 * nanos + digit
  }
  return nanos * 10 ** (9 - digits)
}

function toBytes(value: unknown, what: string): Uint8Array {
  const bytes = typeof value === 'string' ? decodeBase64(value) : undefined
  if (bytes === undefined) throw malformed(what, 'base64', value)
  return bytes
}

/** Refuses what a hash would cover in another way than it is written. @throws MalformedEvidence `MALFORMED_RPC` */
export function assertShape(holds: boolean, what: string): asserts holds {
  if (!holds) throw new MalformedEvidence('MALFORMED_RPC', what)
}
