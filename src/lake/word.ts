// Format: docs/formats/lake.md, section 4.

const ZERO = 48
const MINUS = 45
const WORD_BYTES = 32
const LIMBS = 16
/** As many digits at once as a limb of 16 bits times their power stays a small whole number. */
const DIGITS_AT_ONCE = 4

const limbs = new Uint16Array(LIMBS)

/**
 * Writes a decimal number as 32 bytes: unsigned, or two's complement where it is negative. Returns whether they hold it; what was written
 * is nothing where they do not.
 */
export function writeWord(digits: Uint8Array, at: number, length: number, into: Uint8Array): boolean {
  const isNegative = digits[at] === MINUS
  let used = 0
  for (let next = isNegative ? at + 1 : at; next < at + length; ) {
    const end = Math.min(next + DIGITS_AT_ONCE, at + length)
    let [power, carry] = [1, 0]
    for (; next < end; next++) {
      power *= 10
      carry = 10 * carry + (digits[next] as number) - ZERO
    }
    for (let limb = 0; limb < used; limb++) {
      carry += power * (limbs[limb] as number)
      limbs[limb] = carry
      carry >>>= 16
    }
    if (carry === 0) continue
    if (used === LIMBS) return false
    limbs[used++] = carry
  }
  limbs.fill(0, used)
  if (isNegative && !negate()) return false
  for (let limb = 0; limb < LIMBS; limb++) {
    const value = limbs[limb] as number
    into[WORD_BYTES - 2 - 2 * limb] = value >>> 8
    into[WORD_BYTES - 1 - 2 * limb] = value & 0xff
  }
  return true
}

/** Two's complement; false where the number is beyond −2^255. */
function negate(): boolean {
  let carry = 1
  for (let limb = 0; limb < LIMBS; limb++) {
    carry += 0xffff - (limbs[limb] as number)
    limbs[limb] = carry
    carry >>>= 16
  }
  return (limbs[LIMBS - 1] as number) >= 0x8000
}
