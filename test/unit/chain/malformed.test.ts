import { describe, expect, it } from 'vitest'
import { readLog, verifyTransaction, verifyTransactions } from '../../../src/chain/contents.ts'
import { bloomOf, mayHold } from '../../../src/chain/ethereum/bloom.ts'
import { decodeHeader } from '../../../src/chain/ethereum/decode-header.ts'
import { verifyParent } from '../../../src/chain/ethereum/header.ts'
import { encodeReceipt } from '../../../src/chain/ethereum/receipt.ts'
import * as field from '../../../src/chain/fields.ts'
import { bytes, integer, quantity, toList, toObject } from '../../../src/chain/fields.ts'
import { deriveRoot } from '../../../src/chain/trie.ts'
import { Hash32, toHex } from '../../../src/claim/hex.ts'
import { encodeRlp } from '../../../src/claim/rlp.ts'
import { expectCode } from '../../support/codes.ts'

const hash = (byte: string) => Hash32(`0x${byte.repeat(32)}`)
const of = (value: unknown) => ({ value })

describe('what an endpoint says', () => {
  it.each<[string, () => unknown]>([
    ['a text for an object', () => toObject('text', 'x')],
    ['null for an object', () => toObject(null, 'x')],
    ['a list for an object', () => toObject([], 'x')],
    ['an object for a list', () => toList({}, 'x')],
    ['a list for a quantity', () => quantity(of(['0x1']), 'value')],
    ['a quantity without digits', () => quantity(of('0x'), 'value')],
    ['an integer of 54 bits', () => integer(of('0x20000000000000'), 'value')],
    ['a number for an integer', () => integer(of(1), 'value')],
    ['decimal digits for an integer', () => integer(of('12'), 'value')],
    ['half a byte', () => bytes(of('0x0'), 'value')],
    ['a byte too many', () => bytes(of('0x0000'), 'value', 1)],
    ['letters for bytes', () => bytes(of('0xzz'), 'value')],
    ['a list for bytes', () => bytes(of(['0x00']), 'value')],
    [
      'a log with five topics',
      () =>
        readLog({
          address: `0x${'01'.repeat(20)}`,
          topics: Array.from({ length: 5 }, () => hash('02')),
          data: '0x',
        }),
    ],
  ])('is refused: %s', (_name, read) => expectCode(read, 'MALFORMED_RPC'))

  it('a value is not walked to be described, however deep it is nested', () => {
    let deep: unknown = []
    for (let level = 0; level < 200_000; level++) deep = [deep]
    return expectCode(() => field.bytes({ logsBloom: deep }, 'logsBloom', 256), 'MALFORMED_RPC')
  })

  it('a receipt of an unknown type has no codec', () =>
    expectCode(
      () =>
        encodeReceipt({
          type: '0x7f',
          status: '0x1',
          cumulativeGasUsed: '0x1',
          logsBloom: `0x${'00'.repeat(256)}`,
          logs: [],
        }),
      'UNSUPPORTED_TRANSACTION_TYPE',
    ))

  it('a transaction has the hash of its own bytes, alone and in its block', async () => {
    const encode = () => Buffer.from([1])
    const transaction = { hash: hash('00'), input: '0x' }
    const header = { transactionsRoot: toHex(deriveRoot([encode()])) as Hash32 }
    await expectCode(() => verifyTransaction(transaction, encode), 'REJECTED_TRANSACTION_HASH')
    await expectCode(() => verifyTransactions(header, [transaction], encode), 'REJECTED_TRANSACTION_HASH')
    await expectCode(() => verifyTransactions(header, [], encode), 'REJECTED_TRANSACTIONS_ROOT')
  })
})

it('a bloom without a value’s bits does not hold it', () => {
  const [one, other] = [hash('01'), hash('02')]
  expect(mayHold(bloomOf([one]), one)).toBe(true)
  expect(mayHold(bloomOf([one]), other)).toBe(false)
})

it('a bloom is asked for more values than are remembered', () => {
  const values = Array.from({ length: 20_000 }, (_, index) =>
    Hash32(`0x${index.toString(16).padStart(64, '0')}`),
  )
  const bloom = bloomOf(values.slice(0, 20))
  for (let round = 0; round < 2; round++) {
    expect(values.slice(0, 20).every((each) => mayHold(bloom, each))).toBe(true)
    // Of others a few may seem to be there, as blooms are.
    expect(values.slice(20).filter((each) => mayHold(bloom, each)).length).toBeLessThan(20)
  }
})

describe('headers', () => {
  const header = (number: number, parent: Hash32, own: Hash32) => ({
    number,
    hash: own,
    parentHash: parent,
    timestamp: 1,
    encoded: null,
  })
  it('follow each other by number and by hash', async () => {
    const parent = header(1, hash('00'), hash('01'))
    expect(() => verifyParent(header(2, hash('01'), hash('02')), parent)).not.toThrow()
    for (const child of [header(3, hash('01'), hash('02')), header(2, hash('09'), hash('02'))])
      await expectCode(() => verifyParent(child, parent), 'REJECTED_PARENT_LINK')
  })

  const parts = (changes: Record<number, Uint8Array | Uint8Array[]> = {}) => {
    const sizes = [32, 32, 20, 32, 32, 32, 256, 1, 1, 1, 1, 1, 1, 32, 8]
    return encodeRlp(sizes.map((size, at) => changes[at] ?? Buffer.alloc(size, 1)))
  }
  it('are read from their RLP', () => expect(decodeHeader(toHex(parts())).number).toBe(1))
  it.each<[string, Uint8Array]>([
    ['no list', encodeRlp(Buffer.alloc(60, 1))],
    ['a parent of 31 bytes', parts({ 0: Buffer.alloc(31, 1) })],
    ['a list for a parent', parts({ 0: [Buffer.alloc(32, 1)] })],
    ['a bloom of 255 bytes', parts({ 6: Buffer.alloc(255, 1) })],
    ['a number of 54 bits', parts({ 8: Buffer.from('20000000000000', 'hex') })],
    ['a number of nine bytes', parts({ 8: Buffer.alloc(9, 1) })],
  ])('are refused with %s', (_name, encoded) =>
    expectCode(() => decodeHeader(toHex(encoded)), 'MALFORMED_HEADER'),
  )
})
