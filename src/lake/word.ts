// Format: docs/formats/lake.md, section 4.

const UINT = 1n << 256n
const LEAST = -(1n << 255n)

/** A decimal number as 32 bytes: unsigned, or two's complement where it is negative; undefined where they do not hold it. */
export function toWord(digits: string): Uint8Array | undefined {
  const value = BigInt(digits)
  if (value < LEAST || value >= UINT) return undefined
  return Buffer.from(BigInt.asUintN(256, value).toString(16).padStart(64, '0'), 'hex')
}
