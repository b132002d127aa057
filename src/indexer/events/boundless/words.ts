import { type Hex, toHex } from '../../../claim/hex.ts'

/** Calldata or a log's data, read by word and pointer as Solidity lays them out. Nothing is copied but what is made a text. */
export class Words {
  readonly #bytes: Buffer
  /** Where the words begin, which pointers count from. */
  readonly #start: number

  /** @param start byte at which the words begin */
  constructor(bytes: Buffer, start = 0) {
    this.#bytes = bytes
    this.#start = start
  }

  /** Words of checked hexadecimal text, from a byte on. */
  static of(hex: Hex, start = 0): Words {
    return new Words(Buffer.from(hex.slice(2), 'hex'), start)
  }

  /** `count` words in a row. @throws RangeError beyond the end */
  words(index: number, count = 1): Buffer {
    const from = this.#start + 32 * index
    if (from + 32 * count > this.#bytes.length) throw new RangeError(`word ${index} is beyond the end`)
    return this.#bytes.subarray(from, from + 32 * count)
  }

  number(index: number): bigint {
    return BigInt(this.hex(index))
  }

  hex(index: number): Hex {
    return toHex(this.words(index))
  }

  /** What the word at `index` points at. @throws RangeError for a pointer out of these bytes */
  at(index: number): Words {
    const start = this.#start + this.#length(index)
    if (start + 32 > this.#bytes.length) throw new RangeError(`word ${index} points beyond the end`)
    return new Words(this.#bytes, start)
  }

  /** The `bytes` or `string` that the word at `index` points at. @throws RangeError */
  bytes(index: number): Buffer {
    const place = this.at(index)
    const length = place.#length(0)
    const from = place.#start + 32
    if (from + length > this.#bytes.length) throw new RangeError(`${length} bytes promised, fewer follow`)
    return this.#bytes.subarray(from, from + length)
  }

  // No log or call is longer than 2^32 bytes: a larger number is a pointer to nowhere.
  #length(index: number): number {
    const word = this.words(index)
    for (let at = 0; at < 28; at += 4)
      if (word.readUInt32BE(at) !== 0) throw new RangeError('a length or pointer out of bounds')
    return word.readUInt32BE(28)
  }
}
