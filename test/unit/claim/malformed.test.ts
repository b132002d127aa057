import { describe, expect, it } from 'vitest'
import { decodeDump } from '../../../src/claim/batch-dump.ts'
import { decodeCbor } from '../../../src/claim/cbor.ts'
import { decodeConversation } from '../../../src/claim/conversation.ts'
import { listDer, listSequence } from '../../../src/claim/der.ts'
import { encodeBlockRecords } from '../../../src/claim/digest.ts'
import { pcrHashOf, responseMessage, uint256 } from '../../../src/claim/hash.ts'
import { Address, Hash32, Hex } from '../../../src/claim/hex.ts'
import { LEAF_ENCODING } from '../../../src/claim/merkle.ts'
import { decodeNitro } from '../../../src/claim/nitro.ts'
import { listFields } from '../../../src/claim/protobuf.ts'
import type { RawLog, RawTransaction } from '../../../src/claim/raw.ts'
import { decodeBlockRecords } from '../../../src/claim/records.ts'
import { decodeRlp } from '../../../src/claim/rlp.ts'
import { isJsonObject } from '../../../src/claim/strict-json.ts'
import { encodeCbor } from '../../support/cbor-writer.ts'
import { expectCode } from '../../support/codes.ts'

// Each case breaks one rule and keeps all others: without that one step it would be accepted, or refused as another.
const hex = (text: string) => Buffer.from(text.replace(/ /g, ''), 'hex')
const json = (value: unknown) => Buffer.from(JSON.stringify(value))
const zero = Hash32(`0x${'00'.repeat(32)}`)

describe('the fields of a Nitro document', () => {
  const header = encodeCbor(new Map([[1, -35]]))
  const fields: Record<string, unknown> = {
    module_id: 'i-1',
    digest: 'SHA384',
    timestamp: 1,
    pcrs: new Map([[0, Buffer.alloc(48)]]),
    certificate: Buffer.alloc(1),
    cabundle: [Buffer.alloc(1)],
    public_key: null,
    user_data: null,
    nonce: null,
  }
  const decode = (changes: Record<string, unknown> | Map<unknown, unknown> | unknown[], head = header) => {
    const payload =
      changes instanceof Map || Array.isArray(changes)
        ? changes
        : new Map(Object.entries({ ...fields, ...changes }))
    return decodeNitro(encodeCbor([head, new Map(), encodeCbor(payload), Buffer.alloc(96)]))
  }
  const pcr = (index: unknown, size = 48) => ({ pcrs: new Map([[index, Buffer.alloc(size)]]) })

  it('are read when they are right', () => expect(decode({}).moduleId).toBe('i-1'))

  // No size but that of the whole document is a rule of its maker's; a member that is not known here is named.
  it.each<[string, Record<string, unknown> | Map<unknown, unknown>]>([
    ['a long module name', { module_id: 'x'.repeat(1025) }],
    ['a bundle of seventeen', { cabundle: Array.from({ length: 17 }, () => Buffer.alloc(1)) }],
    ['a long certificate', { certificate: Buffer.alloc(2049) }],
  ])('are read with %s', (_name, changes) => expect(decode(changes).unknownFields).toEqual([]))

  it('are read with a key that is a number, which is named', () =>
    expect(decode(new Map<unknown, unknown>([...Object.entries(fields), [1, 1]])).unknownFields).toEqual([
      '1',
    ]))

  it.each<[string, Record<string, unknown> | Map<unknown, unknown> | unknown[]]>([
    ['an empty list for a payload', []],
    ['a module name that is a number', { module_id: 5 }],
    ['no module name', { module_id: '' }],
    ['a digest that is a number', { digest: 384 }],
    ['a digest without a name', { digest: '' }],
    ['no digest', { digest: null }],
    ['a time in text', { timestamp: '5' }],
    ['a time of zero', { timestamp: 0 }],
    ['a time before 1970', { timestamp: -1 }],
    ['a time that no calendar has', { timestamp: 8_640_000_000_000_001 }],
    ['a text for a bundle', { cabundle: 'text' }],
    ['a bundle of none', { cabundle: [] }],
    ['a list of registers', { pcrs: [Buffer.alloc(48)] }],
    ['no registers', { pcrs: new Map() }],
    ['nothing for registers', { pcrs: null }],
    ['a register with a name', pcr('a')],
    ['register −1', pcr(-1)],
    ['register 32', pcr(32)],
    ['a register too short', pcr(0, 47)],
    ['a register too long', pcr(0, 49)],
    ['a register that is a text', { pcrs: new Map([[0, 'x'.repeat(48)]]) }],
    ['a certificate in text', { certificate: 'text' }],
    ['a certificate of no bytes', { certificate: Buffer.alloc(0) }],
  ])('refuse %s', (_name, changes) => expectCode(() => decode(changes), 'REJECTED_NITRO_FIELD'))

  it.each<[string, unknown]>([
    ['a list', [1]],
    ['nothing', null],
    ['of no member', new Map()],
    ['of another member', new Map([[4, -35]])],
    ['a name for an algorithm', new Map([[1, 'ES384']])],
  ])('a header that is %s names no algorithm', (_name, head) =>
    expectCode(() => decode({}, encodeCbor(head)), 'REJECTED_NITRO_ALGORITHM'),
  )

  it.each<[string, unknown]>([
    [
      'ES384 and a member more',
      new Map<number, unknown>([
        [1, -35],
        [4, Buffer.alloc(20)],
      ]),
    ],
    ['ES256', new Map([[1, -7]])],
    ['ES512', new Map([[1, -36]])],
  ])('a header of %s is not read, and accuses nobody', (_name, head) =>
    expectCode(() => decode({}, encodeCbor(head)), 'UNSUPPORTED_NITRO_ALGORITHM'),
  )

  it.each(['SHA256', 'SHA512', 'SHA3-384'])('registers by %s are not read, and accuse nobody', (digest) =>
    expectCode(() => decode({ digest }), 'UNSUPPORTED_NITRO_REGISTER'),
  )

  it('the signature is bytes, and the unprotected header empty', async () => {
    const payload = encodeCbor(new Map(Object.entries(fields)))
    for (const parts of [
      [header, new Map(), payload, 'x'.repeat(96)],
      [header, new Map([[1, 1]]), payload, Buffer.alloc(96)],
      [header, [], payload, Buffer.alloc(96)],
    ])
      await expectCode(() => decodeNitro(encodeCbor(parts)), 'REJECTED_NITRO_COSE')
  })
})

describe('bytes in a format of their own', () => {
  const code: Record<string, (bytes: Buffer) => unknown> = {
    REJECTED_DER: listDer,
    REJECTED_PROTOBUF: listFields,
    MALFORMED_RLP: decodeRlp,
    RAW_RECORDS_INVALID: decodeBlockRecords,
    UNSUPPORTED_CBOR_FORM: decodeCbor,
  }
  const count = (n: number) => n.toString(16).padStart(8, '0')
  it.each<[string, string, string]>([
    ['UNSUPPORTED_CBOR_FORM', 'a tag that alone would be false', 'd4'],
    ['UNSUPPORTED_CBOR_FORM', 'bytes of indefinite length', '5f 41 00 ff'],
    ['REJECTED_DER', 'a tag of two bytes', '1f 01 00'],
    ['REJECTED_DER', 'a length with a zero before it', `30 82 0080 ${'00'.repeat(128)}`],
    ['REJECTED_DER', 'a length of four bytes', `30 84 00000080 ${'00'.repeat(128)}`],
    ['REJECTED_DER', 'a length cut off', '30 82 ff'],
    ['REJECTED_DER', 'an indefinite length', '30 80 00 00'],
    ['REJECTED_PROTOBUF', 'a field number of thirty bits', '80 80 80 80 10 00'],
    ['REJECTED_PROTOBUF', 'a key cut off', '88'],
    ['REJECTED_PROTOBUF', 'a length of 2^63', '12 8080808080808080 8001'],
    ['MALFORMED_RLP', 'nothing', ''],
    ['MALFORMED_RLP', 'two items', '01 01'],
    ['MALFORMED_RLP', 'a small byte with a length', '81 05'],
    ['MALFORMED_RLP', 'an item beyond the end', '83 01'],
    ['MALFORMED_RLP', 'an item beyond its list', 'c2 82 01 01'],
    ['MALFORMED_RLP', 'an item beyond its list and the end', 'c2 82 01'],
    ['MALFORMED_RLP', 'a long length for a short item', `b8 05 ${'00'.repeat(5)}`],
    ['MALFORMED_RLP', 'a length with a zero before it', `b9 0040 ${'00'.repeat(64)}`],
    ['MALFORMED_RLP', 'a length of five bytes', `bc 0000000040 ${'00'.repeat(64)}`],
    ['MALFORMED_RLP', 'a length cut off', 'b9 ff'],
    ['RAW_RECORDS_INVALID', 'a byte left over', `${count(0)} ${count(0)} 00`],
    ['RAW_RECORDS_INVALID', 'an end too early', `${count(0)} 0000`],
    [
      'RAW_RECORDS_INVALID',
      'five topics',
      `${count(1)} ${'00'.repeat(20)} 05 ${'00'.repeat(160)} ${count(0)} ${count(0)} ${count(0)} ${count(0)}`,
    ],
    [
      'RAW_RECORDS_INVALID',
      'a call of kind 3',
      `${count(0)} ${count(1)} ${count(0)} ${'00'.repeat(32)} 03 ${count(0)}`,
    ],
  ])('%s: %s', (name, _what, text) => expectCode(() => code[name]?.(hex(text)), name))

  it('a list in a list in a list …, sixteen of them at most', async () => {
    const lists = (count: number): Buffer => {
      const inner = count === 1 ? Buffer.alloc(0) : lists(count - 1)
      return Buffer.concat([Buffer.from([0xc0 + inner.length]), inner])
    }
    expect(JSON.stringify(decodeRlp(lists(16)))).toBe(`${'['.repeat(16)}${']'.repeat(16)}`)
    for (const count of [17, 40]) await expectCode(() => decodeRlp(lists(count)), 'MALFORMED_RLP')
  })
  it('a SEQUENCE is no SET', () => expectCode(() => listSequence(hex('31 00')), 'REJECTED_DER'))
  it('a million fields and one', () =>
    expectCode(() => listFields(Buffer.alloc(2_000_002, hex('08 00'))), 'UNSUPPORTED_PROTOBUF_FIELDS'))
  it('a length is not believed beyond the bytes that are there', () =>
    expect(() => decodeCbor(hex('9b 000fffffffffffff'))).toThrow(
      'length 4503599627370495 goes beyond the end',
    ))
  it('an integer item is read again from its records', () =>
    expect(decodeBlockRecords(hex(`${count(0)} ${count(0)}`))).toEqual({ logs: [], transactions: [] }))
})

describe('texts and numbers', () => {
  it.each<[string, () => unknown]>([
    ['a hash of 31 bytes', () => Hash32(`0x${'00'.repeat(31)}`)],
    ['an address of 21 bytes', () => Address(`0x${'00'.repeat(21)}`)],
    ['half a byte', () => Hex('0x0')],
    ['letters', () => Hex('0xzz')],
    ['a negative uint256', () => uint256(-1)],
    ['a uint256 of 257 bits', () => uint256(1n << 256n)],
    ['a negative time', () => responseMessage(zero, zero, -1n)],
    ['a time of 257 bits', () => responseMessage(zero, zero, 1n << 256n)],
    ['a measurement of 47 bytes', () => pcrHashOf(Buffer.alloc(48), Buffer.alloc(47), Buffer.alloc(48))],
  ])('refuse %s', (_name, make) => expect(make).toThrow(/^not |^a PCR/))

  it('null is no object', () => expect(isJsonObject(null)).toBe(false))
})

describe('a dump of a batch', () => {
  const leaf = [zero, zero, zero, '0x', '1']
  const dump = (changes: object, entry: object = {}) =>
    json({
      format: 'standard-v1',
      leafEncoding: LEAF_ENCODING,
      tree: [zero],
      values: [{ value: leaf, treeIndex: 0, ...entry }],
      ...changes,
    })
  it('is read when it is right', () => expect(decodeDump(dump({})).leaves).toHaveLength(1))
  it.each<[string, Buffer]>([
    ['null', json(null)],
    ['values in an object', dump({ values: { length: 1 } })],
    ['a tree in an object', dump({ tree: { length: 1 } })],
    ['a list that is none', dump({}, { value: { length: 5 } })],
    ['six values', dump({}, { value: [...leaf, 1] })],
    ['four values', dump({}, { value: leaf.slice(1) })],
    ['an index and a half', dump({}, { treeIndex: 0.5 })],
    ['an index in text', dump({}, { treeIndex: '0' })],
    ['a hash in a list', dump({ tree: [[zero]] })],
    ['a signature in a list', dump({}, { value: [zero, zero, zero, ['0x'], '1'] })],
    ['a time before 1970', dump({}, { value: [zero, zero, zero, '0x', -1] })],
    ['a time beyond 256 bits', dump({}, { value: [zero, zero, zero, '0x', '9'.repeat(78)] })],
  ])('refuses %s', (_name, bytes) => expectCode(() => decodeDump(bytes), 'REJECTED_BATCH_SHAPE'))
})

describe('a conversation', () => {
  it.each<[string, unknown]>([
    ['no input', { output: 'x' }],
    ['no output', { input: 'x' }],
    ['nothing asked', { input: null, output: 'x' }],
    ['nothing answered', { input: 'x', output: null }],
    ['a list', ['x', 'x']],
  ])('needs both sides: %s', (_name, value) =>
    expectCode(() => decodeConversation(json(value)), 'REJECTED_CONVERSATION_SHAPE'),
  )
  it('may be prose, or anything that looks like JSON', () =>
    expect(decodeConversation(json({ input: '{', output: '[1, 2]' })).outputHashes).toHaveLength(1))
})

describe('the records of a block', () => {
  const log = (transactionIndex: number, logIndex: number, changes: Partial<RawLog> = {}): RawLog => ({
    address: Address(`0x${'01'.repeat(20)}`),
    topics: [],
    data: '0x',
    transactionIndex,
    logIndex,
    ...changes,
  })
  const transaction = (index: number): RawTransaction => ({ index, hash: zero, call: null })
  it.each<[string, RawLog[], RawTransaction[]]>([
    ['without a log', [], []],
    ['with a log twice', [log(0, 1), log(0, 1)], [transaction(0)]],
    ['with five topics', [log(0, 1, { topics: [zero, zero, zero, zero, zero] })], [transaction(0)]],
    ['with transactions in another order', [log(0, 1), log(1, 2)], [transaction(1), transaction(0)]],
    ['with a transaction that has no log', [log(0, 1)], [transaction(5)]],
    ['with a transaction left out', [log(0, 1), log(1, 2)], [transaction(0)]],
    ['with data that is no hex', [log(0, 1, { data: '0xzz' })], [transaction(0)]],
  ])('are refused %s', (_name, logs, transactions) =>
    expectCode(() => encodeBlockRecords({ logs, transactions }), 'RAW_BLOCK_INVALID'),
  )
})
