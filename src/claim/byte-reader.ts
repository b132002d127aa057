import type { CodedError } from './errors.ts'
import { type Hash32, hashOf } from './hex.ts'

/** Reads a stranger's bytes from the front, big-endian; whatever runs over their end throws the reader's own error. */
export class ByteReader {
  readonly #bytes: Buffer
  readonly #invalid: (message: string) => CodedError
  #at = 0

  /** `invalid` makes the error that a caller of this format is told. */
  constructor(bytes: Uint8Array, invalid: (message: string) => CodedError) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#invalid = invalid
  }

  take(length: number): Buffer {
    if (length > this.#bytes.length - this.#at)
      throw this.#invalid(`${length} bytes wanted at ${this.#at}, they end before`)
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  u8(): number {
    return this.take(1).readUInt8()
  }

  u32(): number {
    return this.take(4).readUInt32BE()
  }

  /** A 64-bit number that JavaScript holds exactly. */
  u64(): number {
    const value = this.take(8).readBigUInt64BE()
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw this.#invalid(`${value} is no block number, time or chain id`)
    return Number(value)
  }

  hash(): Hash32 {
    return hashOf(this.take(32))
  }

  /** A list with its length in front, as four bytes. */
  many<T>(read: () => T): T[] {
    const count = this.u32()
    const list: T[] = []
    for (let i = 0; i < count; i++) list.push(read())
    return list
  }

  /** Refuses bytes that nothing has read. */
  end(): void {
    if (this.#at < this.#bytes.length)
      throw this.#invalid(`${this.#bytes.length - this.#at} bytes are left over`)
  }
}
