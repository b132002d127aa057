import type { Hex } from '../../claim/hex.ts'

// Microseconds between the epochs of Unix and of Postgres.
const EPOCH_2000 = 946_684_800_000_000n
const BYTEA_OID = 17
const CHUNK = 256 * 1024
const ZERO = '0'.charCodeAt(0)

/**
 * Rows in Postgres' binary COPY format: lengths stand before values, so nothing a stranger wrote can be taken for a
 * separator. Source: PostgreSQL documentation, COPY, "Binary Format", and the `_send` functions of each type.
 *
 * A row is written whole or not at all: `begin` marks its start, `undo` takes it back.
 */
export class BinaryRows {
  #full: Buffer[] = []
  #buffer: Buffer
  #at = 0
  #rowStart = 0
  #rows = 0
  #fullBytes = 0

  constructor() {
    this.#buffer = Buffer.allocUnsafe(CHUNK)
  }

  get rows(): number {
    return this.#rows
  }

  get bytes(): number {
    return this.#fullBytes + this.#at
  }

  begin(columns: number): void {
    this.#rowStart = this.#at
    this.#reserve(2)
    this.#at = this.#buffer.writeInt16BE(columns, this.#at)
    this.#rows++
  }

  /** Takes back the row begun last. */
  undo(): void {
    this.#at = this.#rowStart
    this.#rows--
  }

  null(): void {
    this.#reserve(4)
    this.#at = this.#buffer.writeInt32BE(-1, this.#at)
  }

  smallint(value: number): void {
    this.#reserve(6)
    this.#at = this.#buffer.writeInt32BE(2, this.#at)
    this.#at = this.#buffer.writeInt16BE(value, this.#at)
  }

  integer(value: number): void {
    this.#reserve(8)
    this.#at = this.#buffer.writeInt32BE(4, this.#at)
    this.#at = this.#buffer.writeInt32BE(value, this.#at)
  }

  bigint(value: bigint): void {
    this.#reserve(12)
    this.#at = this.#buffer.writeInt32BE(8, this.#at)
    this.#at = this.#buffer.writeBigInt64BE(value, this.#at)
  }

  boolean(value: boolean): void {
    this.#reserve(5)
    this.#at = this.#buffer.writeInt32BE(1, this.#at)
    this.#at = this.#buffer.writeUInt8(value ? 1 : 0, this.#at)
  }

  /** Unix seconds as timestamptz. */
  time(seconds: bigint | number): void {
    this.bigint(BigInt(seconds) * 1_000_000n - EPOCH_2000)
  }

  bytea(hex: Hex): void {
    const length = (hex.length - 2) / 2
    this.#reserve(4 + length)
    this.#at = this.#buffer.writeInt32BE(length, this.#at)
    this.#at += this.#hex(hex, length)
  }

  /** The same of bytes. */
  binary(value: Uint8Array): void {
    this.#reserve(4 + value.length)
    this.#at = this.#buffer.writeInt32BE(value.length, this.#at)
    this.#buffer.set(value, this.#at)
    this.#at += value.length
  }

  byteas(list: readonly Hex[]): void {
    let size = 20
    for (const hex of list) size += 4 + (hex.length - 2) / 2
    if (list.length === 0) size = 12
    this.#reserve(4 + size)
    for (const word of [size, list.length ? 1 : 0, 0, BYTEA_OID])
      this.#at = this.#buffer.writeInt32BE(word, this.#at)
    if (list.length === 0) return
    this.#at = this.#buffer.writeInt32BE(list.length, this.#at)
    this.#at = this.#buffer.writeInt32BE(1, this.#at)
    for (const hex of list) {
      const length = (hex.length - 2) / 2
      this.#at = this.#buffer.writeInt32BE(length, this.#at)
      this.#at += this.#hex(hex, length)
    }
  }

  text(value: string): void {
    // The zero character is the one that Postgres' text cannot hold.
    const clean = value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
    const length = Buffer.byteLength(clean)
    this.#reserve(4 + length)
    this.#at = this.#buffer.writeInt32BE(length, this.#at)
    this.#at += this.#buffer.write(clean, this.#at, length, 'utf8')
  }

  /** A whole number as numeric: base 10,000 digits, most significant first. */
  numeric(value: bigint): void {
    const negative = value < 0n
    const decimal = (negative ? -value : value).toString()
    if (decimal.length > 78) throw new RangeError(`${decimal.length} digits are beyond numeric(78,0)`)
    const first = ((decimal.length - 1) % 4) + 1
    const digits = value === 0n ? 0 : 1 + (decimal.length - first) / 4
    this.#reserve(12 + 2 * digits)
    this.#at = this.#buffer.writeInt32BE(8 + 2 * digits, this.#at)
    this.#at = this.#buffer.writeInt16BE(digits, this.#at)
    this.#at = this.#buffer.writeInt16BE(digits ? digits - 1 : 0, this.#at)
    this.#at = this.#buffer.writeUInt16BE(negative ? 0x4000 : 0, this.#at)
    this.#at = this.#buffer.writeInt16BE(0, this.#at)
    for (let digit = 0, at = 0, to = first; digit < digits; digit++, to += 4) {
      let value = 0
      for (; at < to; at++) value = 10 * value + decimal.charCodeAt(at) - ZERO
      this.#at = this.#buffer.writeInt16BE(value, this.#at)
    }
  }

  /** Where the next field of the row begun last will stand, counted from the row's start. */
  get position(): number {
    return this.#at - this.#rowStart
  }

  /** A copy of the row's fields from a {@link position} on, to be written again as {@link raw}. */
  copyFrom(position: number): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#buffer, this.#rowStart + position, this.#at)
  }

  /** Fields that were encoded before, e.g. the same for every row. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#buffer.set(bytes, this.#at)
    this.#at += bytes.length
  }

  /** All rows with header and trailer, as COPY wants them. */
  *chunks(): Iterable<Buffer> {
    yield HEADER
    yield* this.#full
    yield this.#buffer.subarray(0, this.#at)
    yield TRAILER
  }

  #hex(hex: Hex, length: number): number {
    const written = this.#buffer.write(hex.slice(2), this.#at, length, 'hex')
    // Buffer stops silently at the first character that is not hexadecimal.
    if (written !== length || !hex.startsWith('0x')) throw new TypeError('not hex bytes')
    return written
  }

  // Rows are never cut: when the chunk is full the row begun last moves to the next one.
  #reserve(size: number): void {
    if (this.#at + size <= this.#buffer.length) return
    const row = this.#buffer.subarray(this.#rowStart, this.#at)
    const next = Buffer.allocUnsafe(Math.max(CHUNK, 2 * (row.length + size)))
    next.set(row)
    if (this.#rowStart > 0) this.#full.push(this.#buffer.subarray(0, this.#rowStart))
    this.#fullBytes += this.#rowStart
    this.#buffer = next
    this.#at = row.length
    this.#rowStart = 0
  }
}

// Signature, flags, no header extension; a field count of -1 ends the data.
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
const TRAILER = Buffer.from([0xff, 0xff])
