// Every message that a CometBFT hash or signature covers, as Go's generated code writes it: fields in order, zero and empty
// values left out, an embedded message that cannot be nil written even when it is empty.

/** Writes one protobuf message; a hundred signatures of every block go through it, so it writes into one buffer. */
export class Proto {
  #buffer: Buffer
  #at = 0

  constructor(size = 256) {
    this.#buffer = Buffer.allocUnsafe(size)
  }

  /** An int32, int64, uint64 or enum; left out when 0. A negative one is written as its 64-bit complement. */
  int(field: number, value: number | bigint): this {
    if (value === 0 || value === 0n) return this
    this.#varint(field << 3)
    if (typeof value === 'number' && value > 0) this.#varint(value)
    else this.#longVarint(BigInt.asUintN(64, BigInt(value)))
    return this
  }

  /** Left out when 0. */
  sfixed64(field: number, value: number): this {
    if (value === 0) return this
    this.#varint((field << 3) | 1)
    this.#reserve(8)
    this.#at = this.#buffer.writeBigInt64LE(BigInt(value), this.#at)
    return this
  }

  /** Bytes or UTF-8; left out when empty. */
  bytes(field: number, value: Uint8Array): this {
    return value.length === 0 ? this : this.message(field, value)
  }

  text(field: number, value: string): this {
    return this.bytes(field, Buffer.from(value))
  }

  /** Length-delimited, written even when it is empty. */
  message(field: number, value: Uint8Array): this {
    this.#varint((field << 3) | 2)
    return this.delimited(value)
  }

  /** A value with its length in front and no field number. */
  delimited(value: Uint8Array): this {
    this.#varint(value.length)
    this.#reserve(value.length)
    this.#buffer.set(value, this.#at)
    this.#at += value.length
    return this
  }

  /** What was written; nothing may be written after. */
  end(): Uint8Array {
    return this.#buffer.subarray(0, this.#at)
  }

  #varint(value: number): void {
    this.#reserve(10)
    let rest = value
    while (rest >= 0x80) {
      this.#buffer[this.#at++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    this.#buffer[this.#at++] = rest
  }

  #longVarint(value: bigint): void {
    this.#reserve(10)
    let rest = value
    while (rest >= 0x80n) {
      this.#buffer[this.#at++] = Number(rest & 0x7fn) | 0x80
      rest >>= 7n
    }
    this.#buffer[this.#at++] = Number(rest)
  }

  #reserve(size: number): void {
    if (this.#at + size <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(2 * (this.#buffer.length + size))
    larger.set(this.#buffer.subarray(0, this.#at))
    this.#buffer = larger
  }
}
