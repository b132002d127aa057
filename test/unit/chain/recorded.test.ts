import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { verifyReceipts, verifyTransaction, verifyTransactions } from '../../../src/chain/contents.ts'
import { bloomOf, mayHold } from '../../../src/chain/ethereum/bloom.ts'
import { decodeHeader } from '../../../src/chain/ethereum/decode-header.ts'
import { verifyHeader, verifyParent } from '../../../src/chain/ethereum/header.ts'
import { encodeReceipt } from '../../../src/chain/ethereum/receipt.ts'
import { encodeTransaction } from '../../../src/chain/ethereum/transaction.ts'
import type { RpcObject } from '../../../src/chain/fields.ts'
import { encodeOpReceipt, encodeOpTransaction } from '../../../src/chain/opstack/deposit.ts'
import { toBytes, toHex } from '../../../src/claim/hex.ts'

interface Recorded {
  block: RpcObject & { transactions: RpcObject[]; logsBloom: string }
  receipts: (RpcObject & { logs: RpcObject[] })[]
}
const read = (name: string) => JSON.parse(readFileSync(`test/fixtures/chain/${name}.json`, 'utf8'))
const blocks: Recorded[] = read('anvil-prague').blocks
const known = read('known')
const code = (text: string) => expect.objectContaining({ code: text })

describe.each(blocks)('a recorded block with $block.number', ({ block, receipts }) => {
  const header = verifyHeader(block)
  if (header.encoded === null) throw new Error('a proved header has its encoding')
  const commitments = decodeHeader(header.encoded)

  test('hashes to its name and decodes to the same values', () => {
    expect(commitments).toMatchObject({ ...header })
    expect(toHex(commitments.logsBloom)).toBe(block.logsBloom)
  })

  test('receipts and transactions make up its roots', () => {
    const logs = verifyReceipts(commitments, receipts, encodeReceipt)
    expect(logs.map((log) => log.data)).toEqual(receipts.flatMap((each) => each.logs.map((log) => log.data)))
    const transactions = verifyTransactions(commitments, block.transactions, encodeTransaction)
    expect(transactions.map((each) => each.input)).toEqual(block.transactions.map((each) => each.input))
  })

  test('its bloom is that of its logs', () => {
    const logs = verifyReceipts(commitments, receipts, encodeReceipt)
    const values = logs.flatMap((log) => [log.address, ...log.topics])
    expect(toHex(bloomOf(values))).toBe(block.logsBloom)
    for (const value of values) expect(mayHold(commitments.logsBloom, value)).toBe(true)
  })
})

test('every kind of transaction that the recorder takes was recorded', () => {
  const types = blocks.flatMap((each) => each.block.transactions.map((transaction) => transaction.type))
  expect([...new Set(types)].sort()).toEqual(['0x0', '0x1', '0x2', '0x4'])
})

const [genesis, first] = known.mainnet.map((block: RpcObject) => verifyHeader(block))

test('mainnet headers from before every later fork', () => {
  expect(first.hash).toBe(known.mainnet[1].hash)
  expect(() => verifyParent(first, genesis)).not.toThrow()
  expect(() => verifyParent(first, { ...genesis, number: 1 })).toThrow(code('REJECTED_PARENT_LINK'))
})

test('an OP Mainnet deposit hashes to its name', () => {
  expect(verifyTransaction(known.opDeposit, encodeOpTransaction).hash).toBe(known.opDeposit.hash)
  expect(() => verifyTransaction(known.opDeposit, encodeTransaction)).toThrow(
    code('UNSUPPORTED_TRANSACTION_TYPE'),
  )
})

test('a deposit receipt commits to its nonce only together with a version', () => {
  expect(toHex(encodeOpReceipt(known.opReceipt))).toBe(known.opReceiptEncoded)
  const { depositReceiptVersion, ...before } = known.opReceipt
  expect(depositReceiptVersion).toBe('0x1')
  expect(toHex(encodeOpReceipt(before))).toBe(known.opReceiptBeforeCanyonEncoded)
})

describe('one changed field is refused', () => {
  const recorded = blocks[2]
  if (!recorded) throw new Error('the recording has a third block')
  const { block, receipts } = recorded
  const { encoded } = verifyHeader(block)
  if (encoded === null) throw new Error('a proved header has its encoding')
  const header = decodeHeader(encoded)

  test.each([
    'parentHash',
    'stateRoot',
    'receiptsRoot',
    'timestamp',
    'baseFeePerGas',
    'requestsHash',
    'logsBloom',
  ])('header: %s', (key) => {
    expect(() => verifyHeader({ ...block, [key]: flipLast(block[key]) })).toThrow(
      code('REJECTED_HEADER_HASH'),
    )
  })

  test('header: a missing field of the newest fork', () => {
    expect(() => verifyHeader({ ...block, requestsHash: null })).toThrow(code('REJECTED_HEADER_HASH'))
    expect(() => verifyHeader({ ...block, blobGasUsed: null })).toThrow(code('MALFORMED_RPC'))
  })

  test('header: with a field that nobody here knows, its fault is not shown', () => {
    const other = { ...block, stateRoot: flipLast(block.stateRoot) }
    expect(() => verifyHeader({ ...other, ofAFork: '0x1' })).toThrow(code('UNSUPPORTED_HEADER_FIELD'))
    expect(() => verifyHeader({ ...other, ofAFork: null })).toThrow(code('REJECTED_HEADER_HASH'))
    expect(verifyHeader({ ...block, ofAFork: '0x1' }).hash).toBe(block.hash)
  })

  test('receipts: dropped, reordered, with other data, with another topic', () => {
    const refused = (list: RpcObject[]) =>
      expect(() => verifyReceipts(header, list, encodeReceipt)).toThrow(code('REJECTED_RECEIPTS_ROOT'))
    refused(receipts.slice(1))
    refused([...receipts].reverse())
    const [one, ...others] = receipts
    const [log, ...logs] = one?.logs ?? []
    if (!one || !log) throw new Error('the recorded block has a log')
    refused([{ ...one, logs }, ...others])
    refused([{ ...one, logs: [{ ...log, data: '0x' }, ...logs] }, ...others])
    refused([{ ...one, logs: [{ ...log, topics: [`0x${'00'.repeat(32)}`] }, ...logs] }, ...others])
  })

  test('transactions: other input, other name', () => {
    const [one, ...others] = block.transactions
    expect(() => verifyTransactions(header, [{ ...one, input: '0x' }, ...others], encodeTransaction)).toThrow(
      code('REJECTED_TRANSACTIONS_ROOT'),
    )
    expect(() =>
      verifyTransactions(header, [{ ...one, hash: `0x${'00'.repeat(32)}` }, ...others], encodeTransaction),
    ).toThrow(code('REJECTED_TRANSACTION_HASH'))
  })

  test.each([[null], [7], ['text'], ['0x123'], ['0xzz'], [{}], [[]]])(
    'fields that are not hexadecimal: %j',
    (value) => {
      expect(() => verifyHeader({ ...block, receiptsRoot: value })).toThrow(code('MALFORMED_RPC'))
      expect(() => verifyHeader({ ...block, gasUsed: value === '0x123' ? null : value })).toThrow(
        code('MALFORMED_RPC'),
      )
    },
  )
})

test('bytes that are no header are refused by name', () => {
  expect(() => decodeHeader('0x')).toThrow(code('MALFORMED_RLP'))
  expect(() => decodeHeader('0x80')).toThrow(code('MALFORMED_HEADER'))
  expect(() => decodeHeader('0xc0')).toThrow(code('MALFORMED_HEADER'))
  expect(toBytes('0xc0').length).toBe(1)
})

function flipLast(value: unknown): string {
  const text = String(value)
  return text.slice(0, -1) + (text.endsWith('0') ? '1' : '0')
}
