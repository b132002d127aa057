import { expect, test } from 'vitest'
import { Hash32 } from '../../../src/claim/hex.ts'
import { toReceipt } from '../../../src/keeper/receipts/read.ts'

const asked = {
  txHash: Hash32(`0x${'ab'.repeat(32)}`),
  blockHash: Hash32(`0x${'cd'.repeat(32)}`),
  family: 'opstack',
} as const
/** As an endpoint of an OP-stack chain writes it. */
const receipt = {
  transactionHash: asked.txHash,
  blockHash: asked.blockHash,
  from: `0x${'1a'.repeat(20)}`,
  gasUsed: '0x5208',
  effectiveGasPrice: '0xf4240',
  l1Fee: '0x2a',
  l1GasUsed: '0x640',
  l1GasPrice: '0x3b9aca00',
  operatorFeeScalar: '0x0',
  operatorFeeConstant: null,
}

test('a receipt says who paid for gas, and for data on the parent chain', () => {
  expect(toReceipt(receipt, asked)).toEqual({
    sender: receipt.from,
    gasUsed: 21_000n,
    effectiveGasPrice: 1_000_000n,
    l1Fee: 42n,
  })
})

test('the same in capitals and with leading zeros is the same', () => {
  const { txHash, blockHash } = asked
  const shouted = {
    ...receipt,
    transactionHash: `0x${txHash.slice(2).toUpperCase()}`,
    blockHash: `0x${blockHash.slice(2).toUpperCase()}`,
    from: `0x${'1A'.repeat(20)}`,
    gasUsed: '0x00005208',
    effectiveGasPrice: '0x0F4240',
    l1Fee: '0x2A',
  }
  expect(toReceipt(shouted, asked)).toEqual(toReceipt(receipt, asked))
})

test('a data fee that a receipt leaves out is unknown where such a chain charges it, and none where it charges none', () => {
  const { l1Fee: _l1Fee, ...without } = receipt
  expect(toReceipt(without, asked).l1Fee).toBeNull()
  expect(toReceipt({ ...receipt, l1Fee: null }, asked).l1Fee).toBeNull()
  expect(toReceipt(without, { ...asked, family: 'ethereum' }).l1Fee).toBe(0n)
  expect(toReceipt(without, { ...asked, family: 'cometbft' }).l1Fee).toBe(0n)
  // What is stated is charged, whatever kind of chain the file says it is.
  expect(toReceipt(receipt, { ...asked, family: 'ethereum' }).l1Fee).toBe(42n)
})

test.each([
  ['of another transaction', { transactionHash: asked.blockHash }, 'UNAVAILABLE_RECEIPT'],
  ['of another block', { blockHash: asked.txHash }, 'UNAVAILABLE_RECEIPT'],
  ['with a fee of the operator', { operatorFeeConstant: '0x1' }, 'UNAVAILABLE_RECEIPT'],
  ['with a fee of the operator by gas', { operatorFeeScalar: '0x01' }, 'UNAVAILABLE_RECEIPT'],
  ['without gas', { gasUsed: undefined }, 'MALFORMED_RPC'],
  ['with a number for text', { gasUsed: 21_000 }, 'MALFORMED_RPC'],
  ['with a price that no coin has', { effectiveGasPrice: `0x1${'0'.repeat(24)}` }, 'MALFORMED_RPC'],
  ['with a data fee that is none', { l1Fee: '42' }, 'MALFORMED_RPC'],
  ['without a sender', { from: null }, 'MALFORMED_RPC'],
])('a receipt %s says nothing', (_what, change, code) => {
  expect(() => toReceipt({ ...receipt, ...change }, asked)).toThrow(expect.objectContaining({ code }))
})
