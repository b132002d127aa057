// Every message that a CometBFT hash or signature covers, as Go's generated code writes it: fields in order, zero and empty
// values left out, an embedded message that cannot be nil written even when it is empty.

/** Writes one protobuf message; a hundred signatures of every block go through it, so it writes into one buffer. */
export class Proto {
  #buffer: Buffer
  #at = 0
  #from = 0

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

  /** google.protobuf.Timestamp, written even when it is empty: it cannot be nil where it stands. */
  time(field: number, { seconds, nanos }: { readonly seconds: number; readonly nanos: number }): this {
    // Two numbers with their fields are at most 18 bytes, so that their length takes one. All of it is reserved, for the place must not move.
    this.#reserve(32)
    this.#varint((field << 3) | 2)
    const length = this.#at++
    this.int(1, seconds).int(2, nanos)
    this.#buffer[length] = this.#at - length - 1
    return this
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
    return this.#buffer.subarray(this.#from, this.#at)
  }

  /** What was written since the last cut; the next message begins here. */
  cut(): Uint8Array {
    const message = this.end()
    this.#from = this.#at
    return message
  }

  #varint(value: number): void {
    this.#reserve(10)
    let rest = value
    while (rest > 0x7fffffff) {
      this.#buffer[this.#at++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    // Nearly every number is below 2^31, for which the processor needs no division.
    while (rest >= 0x80) {
      this.#buffer[this.#at++] = (rest & 0x7f) | 0x80
      rest >>>= 7
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
    // What was cut off keeps the old one.
    const begun = this.end()
    const larger = Buffer.allocUnsafe(2 * (this.#buffer.length + size))
    larger.set(begun)
    this.#buffer = larger
    this.#at = begun.length
    this.#from = 0
  }
}
