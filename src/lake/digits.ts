import type { GrowingBytes } from './growing-bytes.ts'

const ZERO = 48
const MINUS = 45
const DIGITS_AT_ONCE = 8
const AT_ONCE = 10 ** DIGITS_AT_ONCE

/** Adds a safe integer as decimal digits; there is room for them. */
export function addDigits(out: GrowingBytes, value: number): void {
  const { buffer } = out
  let at = out.length
  let left = value
  if (value < 0) {
    buffer[at++] = MINUS
    left = -value
  }
  let end = at
  for (let bound = 1; end === at || bound <= left; bound *= 10) end++
  out.length = end
  // Halves that are small whole numbers divide quickly.
  while (left >= AT_ONCE) {
    const high = Math.floor(left / AT_ONCE)
    let low = left - high * AT_ONCE
    for (let i = 0; i < DIGITS_AT_ONCE; i++) {
      const next = (low / 10) | 0
      buffer[--end] = ZERO + low - 10 * next
      low = next
    }
    left = high
  }
  while (end > at) {
    const next = (left / 10) | 0
    buffer[--end] = ZERO + left - 10 * next
    left = next
  }
}

/** The whole number that these digits are: exact up to 15 digits, further ones are near it. */
export function readDigits(bytes: Uint8Array, at: number, length: number): number {
  const isNegative = bytes[at] === MINUS
  let value = 0
  for (let i = isNegative ? at + 1 : at; i < at + length; i++)
    value = 10 * value + (bytes[i] as number) - ZERO
  return isNegative ? -value : value
}
