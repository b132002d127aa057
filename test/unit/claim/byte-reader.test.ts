import { expect, it } from 'vitest'
import { ByteReader } from '../../../src/claim/byte-reader.ts'
import { CodedError } from '../../../src/claim/errors.ts'
import { codeOf } from '../../support/codes.ts'

const invalid = (message: string) => new CodedError('OF_THE_FORMAT', message)
const reader = (hex: string) => new ByteReader(Buffer.from(hex, 'hex'), invalid)

it('a number of 64 bits is read as long as JavaScript holds it exactly', async () => {
  expect(reader('001fffffffffffff').u64()).toBe(Number.MAX_SAFE_INTEGER)
  expect(await codeOf(() => reader('0020000000000000').u64())).toBe('OF_THE_FORMAT')
  expect(await codeOf(() => reader('ffffffffffffffff').u64())).toBe('OF_THE_FORMAT')
})

it('all bytes are read, and no more', async () => {
  const bytes = reader('0102')
  expect(bytes.u8()).toBe(1)
  expect(await codeOf(() => bytes.end())).toBe('OF_THE_FORMAT')
  expect(await codeOf(() => bytes.take(2))).toBe('OF_THE_FORMAT')
  expect(bytes.u8()).toBe(2)
  expect(await codeOf(() => bytes.end())).toBe('NOTHING_THROWN')
})
