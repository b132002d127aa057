import { MalformedEvidence } from './errors.ts'
import type { Hex } from './hex.ts'

// Source of the format: Ethereum yellow paper, appendix B.

/** A byte string (bytes or `0x` hex) or a list. */
export type RlpItem = Uint8Array | Hex | readonly RlpItem[]
export type RlpDecoded = Uint8Array | readonly RlpDecoded[]

// Deeper than any header, receipt or transaction; keeps a stranger's nesting off our stack.
const MAX_DEPTH = 16

/**
 * The RLP of `item`, after the bytes of `prefix` (a typed envelope's type byte).
 * @throws TypeError on bad hex
 */
export function encodeRlp(item: RlpItem, prefix: Uint8Array = new Uint8Array()): Buffer {
  // Lengths of the lists in the order in which the second pass meets them.
  const lengths: number[] = []
  const out = Buffer.allocUnsafe(prefix.length + measure(item, lengths))
  out.set(prefix)
  write(out, prefix.length, item, lengths, { next: 0 })
  return out
}

/** A quantity as RLP writes it: big-endian without leading zeros, zero as no bytes. `hex` is `0x` and digits. */
export function toQuantityBytes(hex: string): Hex {
  let start = 2
  while (start < hex.length && hex.charCodeAt(start) === 48) start++
  const digits = hex.slice(start)
  return digits.length % 2 ? `0x0${digits}` : `0x${digits}`
}

/**
 * The items of one RLP value that fills `bytes` exactly.
 * @throws MalformedEvidence `MALFORMED_RLP` on any other form
 */
export function decodeRlp(bytes: Uint8Array): RlpDecoded {
  const [item, end] = read(bytes, 0, bytes.length, 0)
  if (end !== bytes.length) throw malformed(`${bytes.length - end} bytes left over`)
  return item
}

function measure(item: RlpItem, lengths: number[]): number {
  if (typeof item === 'string') {
    const length = item.length / 2 - 1
    return length === 1 && Number.parseInt(item.slice(2), 16) < 0x80 ? 1 : headSize(length) + length
  }
  if (item instanceof Uint8Array) {
    return item.length === 1 && (item[0] ?? 0) < 0x80 ? 1 : headSize(item.length) + item.length
  }
  const slot = lengths.push(0) - 1
  let length = 0
  for (const each of item) length += measure(each, lengths)
  lengths[slot] = length
  return headSize(length) + length
}

function write(out: Buffer, at: number, item: RlpItem, lengths: number[], cursor: { next: number }): number {
  if (typeof item === 'string') {
    const length = item.length / 2 - 1
    const start =
      length === 1 && Number.parseInt(item.slice(2), 16) < 0x80 ? at : writeHead(out, at, length, 0x80)
    if (out.write(item.slice(2), start, 'hex') !== length)
      throw new TypeError(`not hex bytes: ${item.slice(0, 80)}`)
    return start + length
  }
  if (item instanceof Uint8Array) {
    const start = item.length === 1 && (item[0] ?? 0) < 0x80 ? at : writeHead(out, at, item.length, 0x80)
    out.set(item, start)
    return start + item.length
  }
  let end = writeHead(out, at, lengths[cursor.next++] ?? 0, 0xc0)
  for (const each of item) end = write(out, end, each, lengths, cursor)
  return end
}

function headSize(length: number): number {
  return length < 56 ? 1 : 1 + lengthSize(length)
}

function lengthSize(length: number): number {
  return length < 0x100 ? 1 : length < 0x10000 ? 2 : length < 0x1000000 ? 3 : 4
}

function writeHead(out: Buffer, at: number, length: number, base: number): number {
  if (length < 56) return out.writeUInt8(base + length, at)
  const size = lengthSize(length)
  out.writeUInt8(base + 55 + size, at)
  return out.writeUIntBE(length, at + 1, size)
}

function read(bytes: Uint8Array, at: number, limit: number, depth: number): [RlpDecoded, number] {
  // Where the bytes have ended, the length of this head is cut off.
  const head = bytes[at] ?? 0xff
  if (head < 0x80) return [bytes.subarray(at, at + 1), at + 1]
  const list = head >= 0xc0
  const [start, end] = readBounds(bytes, at, limit, head - (list ? 0xc0 : 0x80))
  if (!list) {
    if (end - start === 1 && (bytes[start] ?? 0) < 0x80) throw malformed('a small byte has a length')
    return [bytes.subarray(start, end), end]
  }
  if (depth >= MAX_DEPTH) throw malformed(`nested deeper than ${MAX_DEPTH}`)
  const items: RlpDecoded[] = []
  for (let next = start; next < end; ) {
    const [item, after] = read(bytes, next, end, depth + 1)
    items.push(item)
    next = after
  }
  return [items, end]
}

function readBounds(bytes: Uint8Array, at: number, limit: number, tag: number): [number, number] {
  let start = at + 1
  let length = tag
  if (tag > 55) {
    const size = tag - 55
    length = 0
    for (const byte of bytes.subarray(start, start + size)) length = length * 256 + byte
    if (length < 56 || lengthSize(length) !== size)
      throw malformed('a length is not minimal, too long or cut off')
    start += size
  }
  if (start + length > limit) throw malformed('an item ends after its list')
  return [start, start + length]
}

function malformed(what: string): MalformedEvidence {
  return new MalformedEvidence('MALFORMED_RLP', `RLP: ${what}`)
}
