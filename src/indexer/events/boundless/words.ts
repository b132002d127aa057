import { type Hex, toBytes } from '../../../claim/hex.ts'

/** Bytes of calldata or of a log's data, read by word and pointer as Solidity lays them out. Nothing is copied but what is asked for. */
export class Words {
  readonly #hex: string
  /** Digits of the text before the words' own beginning, that pointers count from. */
  readonly #start: number

  /** @param start digit of `hex` at which the words begin; 2 stands behind `0x` */
  constructor(hex: string, start = 2) {
    this.#hex = hex
    this.#start = start
  }

  /** @throws RangeError beyond the end */
  word(index: number): string {
    const from = this.#start + 64 * index
    const word = this.#hex.slice(from, from + 64)
    if (word.length !== 64) throw new RangeError(`word ${index} is beyond the end`)
    return word
  }

  number(index: number): bigint {
    return BigInt(`0x${this.word(index)}`)
  }

  /** What the word at `index` points at. @throws RangeError for a pointer out of these bytes */
  at(index: number): Words {
    const start = this.#start + 2 * this.#length(index)
    if (start + 64 > this.#hex.length) throw new RangeError(`word ${index} points beyond the end`)
    return new Words(this.#hex, start)
  }

  /** The `bytes` or `string` that the word at `index` points at. @throws RangeError */
  bytes(index: number): Uint8Array {
    return toBytes(this.hexAt(index))
  }

  hexAt(index: number): Hex {
    const place = this.at(index)
    const length = place.#length(0)
    const from = place.#start + 64
    const content = this.#hex.slice(from, from + 2 * length)
    if (content.length !== 2 * length) throw new RangeError(`${length} bytes promised, fewer follow`)
    return `0x${content}`
  }

  #length(index: number): number {
    const word = this.word(index)
    if (!word.startsWith('0'.repeat(56))) throw new RangeError('a length or pointer out of bounds')
    return Number.parseInt(word.slice(56), 16)
  }
}
