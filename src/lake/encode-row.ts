import type { LakeColumn, LakeRow, LakeType, LakeValue } from './columns.ts'

// Format: docs/formats/lake.md, section 4.

/** Encodes rows one after another into the same memory: what is returned holds until the next call. */
export class RowEncoder {
  readonly #types: readonly LakeType[]
  #buffer = Buffer.allocUnsafe(4096)
  #at = 0

  constructor(columns: readonly LakeColumn[]) {
    this.#types = columns.map(({ type }) => type)
  }

  /** The canonical bytes of a row. @throws TypeError when it has not the columns */
  encode(row: LakeRow): Uint8Array {
    if (row.length !== this.#types.length)
      throw new TypeError(`${row.length} values for ${this.#types.length} columns`)
    this.#at = 0
    for (let at = 0; at < row.length; at++) this.#field(this.#types[at] as LakeType, row[at] as LakeValue)
    return this.#buffer.subarray(0, this.#at)
  }

  #field(type: LakeType, value: LakeValue): void {
    this.#reserve(5)
    if (value === null) {
      this.#buffer[this.#at++] = 0
      return
    }
    this.#buffer[this.#at++] = 1
    const length = this.#at
    this.#at += 4
    this.#content(type, value)
    this.#buffer.writeUInt32BE(this.#at - length - 4, length)
  }

  #content(type: LakeType, value: Exclude<LakeValue, null>): void {
    if (type === 'boolean') {
      this.#reserve(1)
      this.#buffer[this.#at++] = value === true ? 1 : 0
    } else if (typeof value === 'string') {
      this.#reserve(value.length * 3)
      // Digits are ASCII; anything else takes up to three bytes a character.
      this.#at += this.#buffer.write(value, this.#at, type === 'text' ? 'utf8' : 'latin1')
    } else if (value instanceof Uint8Array) this.#bytes(value)
    else
      for (const each of value as readonly Uint8Array[]) {
        this.#reserve(4)
        this.#at = this.#buffer.writeUInt32BE(each.length, this.#at)
        this.#bytes(each)
      }
  }

  #bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#buffer.set(bytes, this.#at)
    this.#at += bytes.length
  }

  #reserve(size: number): void {
    if (this.#at + size <= this.#buffer.length) return
    const next = Buffer.allocUnsafe(2 * (this.#at + size))
    this.#buffer.copy(next, 0, 0, this.#at)
    this.#buffer = next
  }
}
