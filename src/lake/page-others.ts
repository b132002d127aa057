import { GrowingBytes } from './growing-bytes.ts'
import { type ColumnValues, Defined, type Page } from './page.ts'
import { BytesValues } from './page-bytes.ts'
import { writeWord } from './word.ts'

const WORD_BYTES = 32

/** Booleans, a bit each. */
export class BooleanValues implements ColumnValues {
  readonly #defined: Defined
  readonly #bits: Uint8Array
  #count = 0

  constructor(mostRows: number) {
    this.#defined = new Defined(mostRows)
    this.#bits = new Uint8Array(Math.ceil(mostRows / 8))
  }

  addNull(): void {
    this.#defined.add(false)
  }

  add(bytes: Buffer, at: number): void {
    this.#defined.add(true)
    const [place, bit] = [this.#count >>> 3, this.#count & 7]
    this.#bits[place] = (bit ? (this.#bits[place] as number) : 0) | ((bytes[at] as number) << bit)
    this.#count++
  }

  end(): Page {
    const values = this.#bits.subarray(0, Math.ceil(this.#count / 8))
    this.#count = 0
    return { ...this.#defined.end(), encoding: 'PLAIN', values }
  }
}

/** Amounts as 32 bytes; null where these do not hold one. */
export class WordValues implements ColumnValues {
  readonly #words: BytesValues
  readonly #word = Buffer.alloc(WORD_BYTES)

  constructor(mostRows: number) {
    this.#words = new BytesValues(mostRows, { width: WORD_BYTES, bounds: false })
  }

  addNull(): void {
    this.#words.addNull()
  }

  add(bytes: Buffer, at: number, length: number): void {
    if (writeWord(bytes, at, length, this.#word)) this.#words.add(this.#word, 0, WORD_BYTES)
    else this.#words.addNull()
  }

  end(): Page {
    return this.#words.end()
  }
}

/** How much of the path of a list's element is there: nothing, an empty list, an element. */
const LEVELS = { none: 0, empty: 1, element: 2 } as const

/** Lists of byte strings. */
export class ListValues implements ColumnValues {
  readonly #definition = new GrowingBytes()
  readonly #repetition = new GrowingBytes()
  readonly #values = new GrowingBytes()
  #rows = 0
  #nulls = 0

  addNull(): void {
    this.#rows++
    this.#nulls++
    this.#level(LEVELS.none, 0)
  }

  add(bytes: Buffer, at: number, length: number): void {
    this.#rows++
    if (length === 0) {
      this.#nulls++
      this.#level(LEVELS.empty, 0)
    }
    for (let next = at; next < at + length; ) {
      const size = bytes.readUInt32BE(next)
      this.#level(LEVELS.element, next === at ? 0 : 1)
      this.#values.reserve(4)
      this.#values.length = this.#values.buffer.writeUInt32LE(size, this.#values.length)
      this.#values.add(bytes, next + 4, size)
      next += 4 + size
    }
  }

  end(): Page {
    const page: Page = {
      rows: this.#rows,
      nulls: this.#nulls,
      definition: this.#definition.bytes,
      repetition: this.#repetition.bytes,
      mostDefined: LEVELS.element,
      encoding: 'PLAIN',
      values: this.#values.bytes,
    }
    this.#rows = 0
    this.#nulls = 0
    for (const each of [this.#definition, this.#repetition, this.#values]) each.length = 0
    return page
  }

  #level(definition: number, repetition: number): void {
    this.#definition.reserve(1)
    this.#definition.buffer[this.#definition.length++] = definition
    this.#repetition.reserve(1)
    this.#repetition.buffer[this.#repetition.length++] = repetition
  }
}
