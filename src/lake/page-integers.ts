import { ByteWriter } from 'hyparquet-writer'
import { deltaBinaryPack } from 'hyparquet-writer/src/delta.js'
import { packDeltas } from './deltas.ts'
import { readDigits } from './digits.ts'
import { type Bounds, type ColumnValues, Defined, type Page } from './page.ts'

/** Differences of differences of numbers up to here are exact. */
const EXACT = 2 ** 51
const EXACT_DIGITS = 15

/** Whole numbers of 64 bits as differences from the one before: those of neighbours are small. */
export class IntegerValues implements ColumnValues {
  readonly #defined: Defined
  readonly #values: Float64Array
  readonly #isBounded: boolean
  #count = 0
  /** All of the group, once one of them is too large. */
  #large: bigint[] | undefined

  constructor(mostRows: number, { bounds }: { readonly bounds: boolean }) {
    this.#defined = new Defined(mostRows)
    this.#values = new Float64Array(mostRows)
    this.#isBounded = bounds
  }

  addNull(): void {
    this.#defined.add(false)
  }

  add(bytes: Buffer, at: number, length: number): void {
    this.#defined.add(true)
    const value = readDigits(bytes, at, length)
    if (this.#large || (length > EXACT_DIGITS && Math.abs(value) >= EXACT)) {
      this.#large ??= Array.from(this.#values.subarray(0, this.#count), BigInt)
      this.#large.push(BigInt(bytes.toString('latin1', at, at + length)))
    } else this.#values[this.#count++] = value
  }

  end(): Page {
    const large = this.#large
    const values = this.#values.subarray(0, this.#count)
    const page: Page = {
      ...this.#defined.end(),
      encoding: 'DELTA_BINARY_PACKED',
      values: large ? packLarge(large) : packDeltas(values),
      bounds: this.#isBounded ? findBounds(large ?? values) : undefined,
    }
    this.#count = 0
    this.#large = undefined
    return page
  }
}

function packLarge(values: bigint[]): Uint8Array {
  const out = new ByteWriter()
  deltaBinaryPack(out, values, 'INT64')
  return out.getBytes()
}

function findBounds(values: Iterable<number | bigint>): Bounds | undefined {
  let [least, greatest]: (number | bigint)[] = []
  for (const value of values) {
    if (least === undefined || value < least) least = value
    if (greatest === undefined || value > greatest) greatest = value
  }
  return least === undefined || greatest === undefined
    ? undefined
    : { least: BigInt(least), greatest: BigInt(greatest) }
}
