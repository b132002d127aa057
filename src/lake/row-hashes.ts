import { createHash, hash } from 'node:crypto'

// Format: docs/formats/lake.md, section 4.

const LIMBS = 8
/** Sums of 32-bit numbers stay exact for this many rows. */
const ROWS_AT_ONCE = 1 << 20

/** The hash of rows in their order. */
export class RowsHash {
  readonly #all = createHash('sha256')

  add(rowHash: Buffer): void {
    this.#all.update(rowHash)
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

  add(rowHash: Buffer): void {
    for (let limb = 0; limb < LIMBS; limb++)
      this.#limbs[limb] = (this.#limbs[limb] as number) + rowHash.readUInt32BE(4 * limb)
    if (++this.#added === ROWS_AT_ONCE) this.#carry()
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

/** The SHA-256 of a row's canonical bytes. */
export function hashRow(encoded: Uint8Array): Buffer {
  return hash('sha256', encoded, 'buffer')
}
