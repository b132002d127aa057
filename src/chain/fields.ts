import { MalformedEvidence } from '../claim/errors.ts'
import type { Address, Hash32, Hex } from '../claim/hex.ts'
import { toQuantityBytes } from '../claim/rlp.ts'

/** An object of a JSON-RPC answer: whoever runs the endpoint controls every part of it. */
export type RpcObject = Readonly<Record<string, unknown>>

const QUANTITY = /^0x[0-9a-f]{1,64}$/i
// Nearly every node writes lower case, and a pattern without case folding is tested several times as fast.
const LOWER = /^0x[0-9a-f]*$/
const ANY_CASE = /^0x[0-9a-f]*$/i

/** @throws MalformedEvidence `MALFORMED_RPC` like every reader of this file */
export function toObject(value: unknown, what: string): RpcObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(what, 'an object', value)
  return value as RpcObject
}

export function toList(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(what, 'a list', value)
  return value
}

/** A quantity as RLP writes it (no leading zeros). */
export function quantity(object: RpcObject, key: string): Hex {
  const value = object[key]
  if (typeof value !== 'string' || !QUANTITY.test(value)) throw malformed(key, 'a quantity', value)
  return toQuantityBytes(value)
}

/** A quantity that must be a safe integer: a block number, an index, a time in seconds. */
export function integer(object: RpcObject, key: string): number {
  const value = object[key]
  const number = typeof value === 'string' && value.startsWith('0x') ? Number(value) : Number.NaN
  if (!Number.isSafeInteger(number)) throw malformed(key, 'an integer', value)
  return number
}

/** Bytes; with `size` exactly that many. */
export function bytes(object: RpcObject, key: string, size?: number): Hex {
  return toHexBytes(object[key], key, size)
}

export function hash(object: RpcObject, key: string): Hash32 {
  return toHash(object[key], key)
}

export function address(object: RpcObject, key: string): Address {
  return toHexBytes(object[key], key, 20) as Address
}

export function toHash(value: unknown, what: string): Hash32 {
  return toHexBytes(value, what, 32) as Hash32
}

/** Null and a missing field are the same: nodes differ in how they say "none". */
export function has(object: RpcObject, key: string): boolean {
  return object[key] !== undefined && object[key] !== null
}

/** The entries of an access list and the like: every element an object. */
export function objects(object: RpcObject, key: string): readonly RpcObject[] {
  return toList(object[key], key).map((each) => toObject(each, key))
}

function toHexBytes(value: unknown, what: string, size: number | undefined): Hex {
  if (
    typeof value === 'string' &&
    (size === undefined ? value.length % 2 === 0 : value.length === 2 + 2 * size)
  ) {
    if (LOWER.test(value)) return value as Hex
    if (ANY_CASE.test(value)) return value.toLowerCase() as Hex
  }
  throw malformed(what, size === undefined ? 'bytes' : `${size} bytes`, value)
}

/** What a reader throws of a value that is not what it should be. */
export function malformed(what: string, expected: string, found: unknown): MalformedEvidence {
  return new MalformedEvidence('MALFORMED_RPC', `${what}: expected ${expected}, found ${shown(found)}`)
}

/** A stranger's value in a few words. It is not walked: it may be nested as deep as an answer is long. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 78))
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}
