import { MalformedEvidence, NotCheckable } from './errors.ts'

/** What strict CBOR may hold here: no floats, no tags, no indefinite-length strings. Map keys are text or integers. */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Uint8Array
  | readonly CborValue[]
  | CborMap
export type CborMap = ReadonlyMap<string | number, CborValue>

const MAX_DEPTH = 8
const MAX_ITEMS = 4096
const INDEFINITE = -1

/**
 * Decodes exactly one CBOR item (RFC 8949) from a stranger's bytes.
 *
 * Less than the format allows: every length and number in its shortest form, no duplicate map keys, no byte left over,
 * at most 8 levels and 4,096 items. Indefinite-length arrays and maps are read, because real Nitro documents have them.
 * @throws MalformedEvidence with REJECTED_CBOR_TRUNCATED, _TRAILING, _DUPLICATE_KEY, _TEXT or _RESERVED
 * @throws NotCheckable UNSUPPORTED_CBOR_DEPTH, _ITEMS: beyond our own limits; UNSUPPORTED_CBOR_FORM: CBOR that is not read
 *   here, a float, a tag, a string of indefinite length, a key of another type, a number longer than needed
 */
export function decodeCbor(bytes: Uint8Array): CborValue {
  const reader = new CborReader(bytes)
  const value = reader.item(0)
  reader.end()
  return value
}

class CborReader {
  readonly #bytes: Uint8Array
  #at = 0
  #items = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  end(): void {
    const left = this.#bytes.length - this.#at
    if (left > 0) throw new MalformedEvidence('REJECTED_CBOR_TRAILING', `${left} bytes after the CBOR item`)
  }

  item(depth: number): CborValue {
    if (depth > MAX_DEPTH)
      throw new NotCheckable('UNSUPPORTED_CBOR_DEPTH', `nested deeper than ${MAX_DEPTH}, which is our limit`)
    if (++this.#items > MAX_ITEMS)
      throw new NotCheckable('UNSUPPORTED_CBOR_ITEMS', `more than ${MAX_ITEMS} items, which is our limit`)
    const initial = this.#byte()
    const major = initial >> 5
    const info = initial & 31
    switch (major) {
      case 0:
        return narrow(this.#argument(info))
      case 1:
        return narrow(-1n - this.#argument(info))
      case 2:
        return this.#take(this.#stringLength(info))
      case 3:
        return this.#text(this.#stringLength(info))
      case 4:
        return this.#array(info === 31 ? INDEFINITE : this.#length(info), depth)
      case 5:
        return this.#map(info === 31 ? INDEFINITE : this.#length(info), depth)
      case 6:
        throw unread('a tag inside the document')
      default:
        return simple(info)
    }
  }

  #array(length: number, depth: number): CborValue[] {
    const list: CborValue[] = []
    while (length === INDEFINITE ? !this.#break() : list.length < length) list.push(this.item(depth + 1))
    return list
  }

  #map(length: number, depth: number): CborMap {
    const map = new Map<string | number, CborValue>()
    while (length === INDEFINITE ? !this.#break() : map.size < length) {
      const key = this.item(depth + 1)
      if (typeof key !== 'string' && typeof key !== 'number')
        throw unread('a map key that is neither text nor a small integer')
      // The last of two equal keys wins in common readers, the first in others: two people would see two documents.
      if (map.has(key))
        throw new MalformedEvidence(
          'REJECTED_CBOR_DUPLICATE_KEY',
          `key ${JSON.stringify(key).slice(0, 40)} twice`,
        )
      map.set(key, this.item(depth + 1))
    }
    return map
  }

  #break(): boolean {
    if (this.#peek() !== 0xff) return false
    this.#at++
    return true
  }

  #stringLength(info: number): number {
    if (info === 31) throw unread('a string of indefinite length')
    return this.#length(info)
  }

  #length(info: number): number {
    const length = this.#argument(info)
    // Bounds before use: a length is never believed beyond the bytes that are there (each item takes at least one).
    if (length > BigInt(this.#bytes.length - this.#at))
      throw new MalformedEvidence('REJECTED_CBOR_TRUNCATED', `length ${length} goes beyond the end`)
    return Number(length)
  }

  #argument(info: number): bigint {
    if (info < 24) return BigInt(info)
    if (info > 27)
      throw new MalformedEvidence('REJECTED_CBOR_RESERVED', `length code ${info}, which CBOR reserves`)
    const size = 1 << (info - 24)
    let value = 0n
    for (const byte of this.#take(size)) value = (value << 8n) | BigInt(byte)
    const least = size === 1 ? 24n : 1n << BigInt(4 * size)
    if (value < least) throw unread(`${value} written in ${size} bytes`)
    return value
  }

  #text(length: number): string {
    const bytes = this.#take(length)
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch (error) {
      throw new MalformedEvidence('REJECTED_CBOR_TEXT', 'a text is not UTF-8', 'unknown', { cause: error })
    }
  }

  #take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at)
      throw new MalformedEvidence('REJECTED_CBOR_TRUNCATED', `${length} bytes wanted at ${this.#at}`)
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  #byte(): number {
    const byte = this.#peek()
    this.#at++
    return byte
  }

  #peek(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw new MalformedEvidence('REJECTED_CBOR_TRUNCATED', `ends at byte ${this.#at}`)
    return byte
  }
}

function narrow(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}

function simple(info: number): boolean | null | undefined {
  if (info === 20) return false
  if (info === 21) return true
  if (info === 22) return null
  if (info === 23) return undefined
  if (info > 27)
    throw new MalformedEvidence('REJECTED_CBOR_RESERVED', `simple value ${info} or a stray break`)
  throw unread(`simple value or float ${info}`)
}

/** Good CBOR all the same: what its writer means by it is not known here. */
function unread(seen: string): NotCheckable {
  return new NotCheckable('UNSUPPORTED_CBOR_FORM', `CBOR that is not read here: ${seen}`)
}
