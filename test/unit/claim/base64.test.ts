import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase64 } from '../../../src/claim/base64.ts'

const LETTERS = [...'ABCxyz019+/-_= \n\0é€']
const pad = (bare: string) => bare.padEnd(4 * Math.ceil(bare.length / 4), '=')

/** Every text that is read as these bytes: two alphabets, padded or not. */
const spellings = (value: Buffer) =>
  (['base64', 'base64url'] as const).flatMap((spelling) => {
    const bare = value.toString(spelling).replace(/=+$/, '')
    return [bare, pad(bare)]
  })

describe('decodeBase64', () => {
  test('reads what was written, in both alphabets, padded or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const value = Buffer.from(bytes)
        for (const text of spellings(value))
          expect(Buffer.from(decodeBase64(text) ?? 'refused')).toEqual(value)
      }),
    )
  })

  test('reads a text only where it is a spelling of what it is read as', () => {
    const texts = fc.array(fc.constantFrom(...LETTERS), { maxLength: 12 }).map((letters) => letters.join(''))
    fc.assert(
      fc.property(texts, (text) => {
        const lenient = [Buffer.from(text, 'base64'), Buffer.from(text, 'base64url')]
        const decoded = decodeBase64(text)
        expect(decoded && Buffer.from(decoded)).toEqual(
          lenient.find((value) => spellings(value).includes(text)),
        )
      }),
      { numRuns: 2_000 },
    )
  })

  test('refuses bits that are left over, which another text would leave over as well', () => {
    const texts = ['QQ==', 'QR==', 'QUI=', 'QUJ=', 'QR', 'QUJ']
    expect(texts.filter((text) => decodeBase64(text) !== undefined)).toEqual(['QQ==', 'QUI='])
  })
})
