import { MalformedEvidence } from '../claim/errors.ts'
import { Address, Hash32, type Hex } from '../claim/hex.ts'
import { toQuantityBytes } from '../claim/rlp.ts'

/** An object of a JSON-RPC answer: whoever runs the endpoint controls every part of it. */
export type RpcObject = Readonly<Record<string, unknown>>

const QUANTITY = /^0x[0-9a-f]{1,64}$/i
const BYTES = /^0x(?:[0-9a-f]{2})*$/i

/** Throws MalformedEvidence `MALFORMED_RPC` like every reader of this file. */
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
  const number = typeof value === 'string' && QUANTITY.test(value) ? Number(value) : Number.NaN
  if (!Number.isSafeInteger(number)) throw malformed(key, 'an integer', value)
  return number
}

/** Bytes; with `size` exactly that many. */
export function bytes(object: RpcObject, key: string, size?: number): Hex {
  const value = object[key]
  if (
    typeof value !== 'string' ||
    !BYTES.test(value) ||
    (size !== undefined && value.length !== 2 + 2 * size)
  )
    throw malformed(key, size === undefined ? 'bytes' : `${size} bytes`, value)
  return value.toLowerCase() as Hex
}

export function hash(object: RpcObject, key: string): Hash32 {
  return checked(key, object[key], '32 bytes', Hash32)
}

export function address(object: RpcObject, key: string): Address {
  return checked(key, object[key], 'an address', Address)
}

export function toHash(value: unknown, what: string): Hash32 {
  return checked(what, value, '32 bytes', Hash32)
}

/** Null and a missing field are the same: nodes differ in how they say "none". */
export function has(object: RpcObject, key: string): boolean {
  return object[key] !== undefined && object[key] !== null
}

/** The keys of a typed transaction's access list entry, and the like: every element an object. */
export function objects(object: RpcObject, key: string): readonly RpcObject[] {
  return toList(object[key], key).map((each) => toObject(each, key))
}

function checked<T>(what: string, value: unknown, expected: string, make: (text: string) => T): T {
  if (typeof value !== 'string') throw malformed(what, expected, value)
  try {
    return make(value)
  } catch (cause) {
    throw malformed(what, expected, value, cause)
  }
}

function malformed(what: string, expected: string, found: unknown, cause?: unknown): MalformedEvidence {
  const text = (JSON.stringify(found) ?? String(found)).slice(0, 80)
  return new MalformedEvidence('MALFORMED_RPC', `${what}: expected ${expected}, found ${text}`, 'unknown', {
    cause,
  })
}
