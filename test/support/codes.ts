import { expect } from 'vitest'
import { CodedError } from '../../src/claim/errors.ts'

/** Runs what must throw and returns the code, so that every refusal in a test is named. */
export async function codeOf(act: () => unknown): Promise<string> {
  try {
    await act()
  } catch (error) {
    if (error instanceof CodedError) return error.code
    throw error
  }
  return 'NOTHING_THROWN'
}

export async function expectCode(act: () => unknown, code: string): Promise<void> {
  expect(await codeOf(act)).toBe(code)
}

/** A copy with the bits of `mask` flipped at one place. */
export function flip(bytes: Uint8Array, at: number, mask = 1): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] as number) ^ mask
  return copy
}
