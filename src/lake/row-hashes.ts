import { createHash, hash } from 'node:crypto'
import type { EncodedRows } from './encoded-rows.ts'

// Format: docs/formats/lake.md, section 4.

/** Bytes of a row's hash. */
export const HASH_BYTES = 32
const LIMBS = 8
/** Sums of 32-bit numbers stay exact for this many rows. */
const ROWS_AT_ONCE = 1 << 20

/** The hash of rows in their order. */
export class RowsHash {
  readonly #all = createHash('sha256')

  /** `rowHashes`: of one row or more, one behind another. */
  add(rowHashes: Uint8Array): void {
    this.#all.update(rowHashes)
  }

  /** 64 hexadecimal digits. Nothing may be added afterwards. */
  end(): string {
    return this.#all.digest('hex')
  }
}

/** The sum of the rows' hashes modulo 2^256: the same in every order. */
export class RowsSum {
  readonly #limbs = new Float64Array(LIMBS)
  #sum = 0n
  #added = 0

  /** `rowHashes`: of one row or more, one behind another. */
  add(rowHashes: Buffer): void {
    for (let row = 0; row < rowHashes.length; row += HASH_BYTES) {
      for (let limb = 0; limb < LIMBS; limb++)
        this.#limbs[limb] = (this.#limbs[limb] as number) + rowHashes.readUInt32BE(row + 4 * limb)
      if (++this.#added === ROWS_AT_ONCE) this.#carry()
    }
  }

  /** 64 hexadecimal digits. */
  get hex(): string {
    this.#carry()
    return this.#sum.toString(16).padStart(64, '0')
  }

  #carry(): void {
    let sum = 0n
    for (const limb of this.#limbs) sum = (sum << 32n) + BigInt(limb)
    this.#sum = BigInt.asUintN(256, this.#sum + sum)
    this.#limbs.fill(0)
    this.#added = 0
  }
}

/** The SHA-256 of each row, one behind another. */
export function hashRows({ bytes, ends }: EncodedRows): Buffer {
  const hashes = Buffer.allocUnsafe(HASH_BYTES * ends.length)
  let start = 0
  for (let row = 0; row < ends.length; row++) {
    const end = ends[row] as number
    writeRowHash(bytes.subarray(start, end), hashes, HASH_BYTES * row)
    start = end
  }
  return hashes
}

/** Writes the SHA-256 of a row's canonical bytes. */
export function writeRowHash(encoded: Uint8Array, into: Buffer, at: number): void {
  // A text takes half the time of a buffer that is made for each.
  into.write(hash('sha256', encoded, 'binary'), at, HASH_BYTES, 'latin1')
}
