import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOf } from '../../../src/claim/text.ts'

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => new Uint8Array(Buffer.from(text))),
  fc.constantFrom('bytes:0x00', 'hash:0x00', '').map((text) => new Uint8Array(Buffer.from(text))),
  fc.uint8Array({ minLength: 990, maxLength: 1_010 }),
)

test('different bytes give different texts, without a zero character and of bounded length', () => {
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      expect(textOf(one) === textOf(other)).toBe(Buffer.from(one).equals(Buffer.from(other)))
      expect(textOf(one)).not.toContain('\0')
      expect(textOf(one).length).toBeLessThanOrEqual(2_010)
    }),
  )
})

test('what is a text stays one; what is none is shown as bytes, and what is long by its hash', () => {
  expect(textOf(Buffer.from('Blob-1_é'))).toBe('Blob-1_é')
  expect(textOf(Buffer.of(0xff, 0, 1))).toBe('bytes:0xff0001')
  expect(textOf(Buffer.from('a\0'))).toBe('bytes:0x6100')
  expect(textOf(Buffer.from('bytes:0x00'))).toBe('bytes:0x62797465733a30783030')
  expect(textOf(Buffer.alloc(1_001, 97))).toMatch(/^hash:0x[0-9a-f]{64}$/)
})
