import { expect, test } from 'vitest'
import { textOfHex } from '../../../dashboard/figures/format.ts'

test('bytes that are a text are shown as one; words, addresses and what has other bytes are not', () => {
  const hex = (text: string) => `0x${Buffer.from(text, 'latin1').toString('hex')}`
  expect(['82998', '["ed25519"]', 'og1n4rh', ' '].map((text) => textOfHex(hex(text)))).toEqual([
    '82998',
    '["ed25519"]',
    'og1n4rh',
    ' ',
  ])
  expect(['', 'a\0', 'a\n', 'a\x7f', 'é', 'a'.repeat(32)].map((text) => textOfHex(hex(text)))).toEqual(
    new Array(6).fill(undefined),
  )
})
