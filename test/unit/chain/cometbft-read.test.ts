import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSameBlockId } from '../../../src/chain/cometbft/block-id.ts'
import * as read from '../../../src/chain/cometbft/read.ts'
import { readValidator } from '../../../src/chain/cometbft/validators.ts'
import { toHex } from '../../../src/claim/hex.ts'
import { expectCode } from '../../support/codes.ts'

// Each case breaks one rule and keeps all others: without that one step it would be accepted, or refused as another.
const of = (value: unknown) => ({ value })

describe('what an answer of CometBFT says', () => {
  it.each<[string, () => unknown]>([
    ['a number for a text', () => read.text(of(5), 'value')],
    ['a list of one number', () => read.int64(of(['5']), 'value')],
    ['a number and a half', () => read.int64(of(1.5), 'value')],
    ['a number in hexadecimal', () => read.int64(of('0x5'), 'value')],
    ['a number with a zero before it', () => read.int64(of('05'), 'value')],
    ['nothing for a number', () => read.int64(of(''), 'value')],
    ['a number of 65 bits', () => read.int64(of('9223372036854775808'), 'value')],
    ['a negative number of 65 bits', () => read.int64(of('-9223372036854775809'), 'value')],
    ['an integer of 54 bits', () => read.integer(of('9007199254740992'), 'value')],
    ['an integer and a half', () => read.integer(of(1.5), 'value')],
    ['a list for bytes', () => read.anyHex(of([]), 'value')],
    ['half a byte behind one', () => read.hex(of('abc'), 'value', 1)],
    ['half a byte behind any number', () => read.anyHex(of('abc'), 'value')],
    ['letters for digits', () => read.hex(of('zz'), 'value', 1)],
    ['a byte too many', () => read.hex(of('abcd'), 'value', 1)],
    ['what is no base64', () => read.base64(of('%%%%'), 'value')],
    ['a number for base64', () => read.base64(of(5), 'value')],
    ['one of a list that is no base64', () => read.base64s(of(['AAAA', '%']), 'value')],
    ['a number for a time', () => read.time(of(1), 'value')],
    ['a time without its zone', () => read.time(of('2026-01-01T00:00:00'), 'value')],
    ['a time of the thirteenth month', () => read.time(of('2026-13-01T00:00:00Z'), 'value')],
    ['what has another shape', () => read.assertShape(false, 'another shape')],
  ])('is refused: %s', (_name, act) => expectCode(act, 'MALFORMED_RPC'))

  it('is read up to the border', () => {
    expect(read.int64(of('9223372036854775807'), 'value')).toBe(2n ** 63n - 1n)
    expect(read.int64(of('-9223372036854775808'), 'value')).toBe(-(2n ** 63n))
    expect(read.integer(of('9007199254740991'), 'value')).toBe(Number.MAX_SAFE_INTEGER)
    expect(toHex(read.anyHex(of('ABcd'), 'value'))).toBe('0xabcd')
    expect(read.time(of('0001-01-01T00:00:00.000000001Z'), 'value')).toEqual({
      seconds: -62_135_596_800,
      nanos: 1,
    })
  })
})

it('a key of Ed25519 has 32 bytes, whatever address follows from it', async () => {
  const validator = (size: number) => {
    const key = Buffer.alloc(size, 7)
    return {
      address: createHash('sha256').update(key).digest('hex').slice(0, 40),
      pub_key: { type: 'tendermint/PubKeyEd25519', value: key.toString('base64') },
      voting_power: '1',
    }
  }
  expect(readValidator(validator(32)).power).toBe(1n)
  for (const size of [0, 31, 33]) await expectCode(() => readValidator(validator(size)), 'MALFORMED_RPC')
})

it('a block has another name when any part of it is another', () => {
  const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const id = { hash: one, parts: { total: 1, hash: one } }
  expect(isSameBlockId(id, structuredClone(id))).toBe(true)
  for (const other of [
    { ...id, hash: two },
    { ...id, parts: { total: 2, hash: one } },
    { ...id, parts: { total: 1, hash: two } },
  ])
    expect(isSameBlockId(id, other)).toBe(false)
})
