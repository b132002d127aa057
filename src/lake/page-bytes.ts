import { ByteWriter } from 'hyparquet-writer'
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js'
import { packDeltas } from './deltas.ts'
import { GrowingBytes } from './growing-bytes.ts'
import { type Bounds, type ColumnValues, Defined, type Page } from './page.ts'

/** Values that differ from one another, above which they have to be fewer than half of all to be kept once each. */
const FEW = 64

/**
 * Byte strings. While few differ each is kept once, and values are places among them; neighbours are often the same, so that a value is
 * compared with the one before it first. `width`: all have it, and no length stands with them.
 */
export class BytesValues implements ColumnValues {
  readonly #defined: Defined
  readonly #width: number | undefined
  readonly #isBounded: boolean
  /** Each value once, or all of them in their order. */
  readonly #values = new GrowingBytes()
  /** Where each of these begins, and the last one ends. */
  readonly #starts: Uint32Array
  /** How many these are. */
  #kept = 0
  /** Which of them each value is, while they are kept once each. */
  readonly #places: Uint32Array
  readonly #known = new Map<string, number>()
  #isOnceEach = true
  #count = 0
  #last = -1

  constructor(mostRows: number, { width, bounds }: { readonly width?: number; readonly bounds: boolean }) {
    this.#defined = new Defined(mostRows)
    this.#starts = new Uint32Array(mostRows + 1)
    this.#places = new Uint32Array(mostRows)
    this.#width = width
    this.#isBounded = bounds
  }

  addNull(): void {
    this.#defined.add(false)
  }

  add(bytes: Buffer, at: number, length: number): void {
    this.#defined.add(true)
    if (!this.#isOnceEach) {
      this.#keep(bytes, at, length)
      return
    }
    if (!this.#isLast(bytes, at, length)) this.#last = this.#place(bytes, at, length)
    this.#places[this.#count++] = this.#last
    if (this.#kept > FEW && 2 * this.#kept > this.#count) this.#keepAll()
  }

  end(): Page {
    const page: Page = {
      ...this.#defined.end(),
      ...(this.#isOnceEach && this.#kept ? this.#endOnceEach() : this.#endAll()),
      bounds: this.#isBounded ? this.#findBounds() : undefined,
    }
    this.#values.length = 0
    this.#kept = 0
    this.#known.clear()
    this.#isOnceEach = true
    this.#count = 0
    this.#last = -1
    return page
  }

  #endOnceEach(): Pick<Page, 'encoding' | 'values' | 'dictionary'> {
    const out = new GrowingBytes(this.#values.length + 4 * this.#kept)
    for (let each = 0; each < this.#kept; each++) {
      const [start, length] = [this.#starts[each] as number, this.#lengthOf(each)]
      out.reserve(4)
      if (this.#width === undefined) out.length = out.buffer.writeUInt32LE(length, out.length)
      out.add(this.#values.buffer, start, length)
    }
    return {
      encoding: 'RLE_DICTIONARY',
      values: packPlaces(this.#places.subarray(0, this.#count), this.#kept),
      dictionary: { size: this.#kept, values: out.bytes },
    }
  }

  // Lengths apart: random bytes are compressed in a fifth of the time when nothing that repeats stands between them.
  #endAll(): Pick<Page, 'encoding' | 'values'> {
    if (this.#width !== undefined) return { encoding: 'PLAIN', values: this.#values.bytes }
    const lengths = Float64Array.from({ length: this.#kept }, (_, each) => this.#lengthOf(each))
    return {
      encoding: 'DELTA_LENGTH_BYTE_ARRAY',
      values: Buffer.concat([packDeltas(lengths), this.#values.bytes]),
    }
  }

  #lengthOf(each: number): number {
    return (this.#starts[each + 1] as number) - (this.#starts[each] as number)
  }

  #isLast(bytes: Buffer, at: number, length: number): boolean {
    if (this.#last < 0 || this.#lengthOf(this.#last) !== length) return false
    const { buffer } = this.#values
    const start = this.#starts[this.#last] as number
    for (let i = 0; i < length; i++) if (buffer[start + i] !== bytes[at + i]) return false
    return true
  }

  #place(bytes: Buffer, at: number, length: number): number {
    const key = bytes.toString('latin1', at, at + length)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const place = this.#kept
    this.#known.set(key, place)
    this.#keep(bytes, at, length)
    return place
  }

  #keep(bytes: Uint8Array, at: number, length: number): void {
    this.#values.add(bytes, at, length)
    this.#starts[++this.#kept] = this.#values.length
  }

  /** Too many differ: from here on every value is kept. */
  #keepAll(): void {
    const once = Buffer.from(this.#values.bytes)
    const starts = this.#starts.slice(0, this.#kept + 1)
    this.#values.length = 0
    this.#kept = 0
    for (const place of this.#places.subarray(0, this.#count)) {
      const start = starts[place] as number
      this.#keep(once, start, (starts[place + 1] as number) - start)
    }
    this.#isOnceEach = false
  }

  #findBounds(): Bounds | undefined {
    let [least, greatest]: Buffer[] = []
    for (let each = 0; each < this.#kept; each++) {
      const value = this.#values.buffer.subarray(this.#starts[each], this.#starts[each + 1])
      if (!least || value.compare(least) < 0) least = value
      if (!greatest || value.compare(greatest) > 0) greatest = value
    }
    // The memory is used again before the file's end is written.
    return least && greatest && { least: Buffer.from(least), greatest: Buffer.from(greatest) }
  }
}

function packPlaces(places: Uint32Array, size: number): Uint8Array {
  const bits = Math.ceil(Math.log2(size))
  const out = new ByteWriter(places.length + 16)
  out.appendUint8(bits)
  writeRleBitPackedHybrid(out, places, bits)
  return out.getBytes()
}
