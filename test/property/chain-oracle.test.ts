import { createBlockHeader } from '@ethereumjs/block'
import { createMPT } from '@ethereumjs/mpt'
import fc from 'fast-check'
import type { TransactionSerializable } from 'viem'
import { hexToBigInt, keccak256, parseTransaction, serializeTransaction, toRlp } from 'viem/utils'
import { expect, test } from 'vitest'
import { decodeHeader } from '../../src/chain/ethereum/decode-header.ts'
import { verifyHeader } from '../../src/chain/ethereum/header.ts'
import { encodeTransaction } from '../../src/chain/ethereum/transaction.ts'
import { deriveRoot } from '../../src/chain/trie.ts'
import { toHex } from '../../src/claim/hex.ts'
import { decodeRlp, encodeRlp, type RlpDecoded, type RlpItem } from '../../src/claim/rlp.ts'

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size }).map(toHex)

test('the root equals that of @ethereumjs/mpt for every number of values up to where keys grow', async () => {
  for (const count of [0, 1, 2, 3, 16, 17, 127, 128, 129, 200, 257, 300]) {
    const values = Array.from({ length: count }, (_, i) => new Uint8Array(((i * 37) % 90) + 1).fill(i + 1))
    const trie = await createMPT()
    for (const [index, value] of values.entries())
      await trie.put(encodeRlp(index ? toIndex(index) : '0x'), value)
    expect(toHex(deriveRoot(values)), `${count} values`).toBe(toHex(trie.root()))
  }
})

const item: fc.Arbitrary<RlpItem> = fc.letrec<{ item: RlpItem }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 4 },
    fc.uint8Array({ maxLength: 80 }).map(toHex),
    fc.array(tie('item'), { maxLength: 6 }),
  ),
})).item

test('RLP equals viem and reads back', () => {
  fc.assert(
    fc.property(item, (value) => {
      const encoded = encodeRlp(value)
      expect(toHex(encoded)).toBe(toRlp(value as never))
      expect(plain(decodeRlp(encoded))).toEqual(value)
    }),
  )
})

test('RLP with any byte changed decodes to something else or is refused by name', () => {
  fc.assert(
    fc.property(item, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, at, by) => {
      const encoded = encodeRlp(value)
      const position = at % encoded.length
      encoded.writeUInt8(encoded.readUInt8(position) ^ by, position)
      let decoded: unknown
      try {
        decoded = plain(decodeRlp(encoded))
      } catch (error) {
        expect(error).toMatchObject({ code: 'MALFORMED_RLP' })
        return
      }
      expect(decoded).not.toEqual(value)
      // One value has one encoding: what decodes, encodes back.
      expect(toHex(encodeRlp(decoded as RlpItem))).toBe(toHex(encoded))
    }),
  )
})

/** In the words of the oracle, which differ from those of a node. */
const headerFields = fc.record({
  parentHash: bytes(32),
  uncleHash: bytes(32),
  coinbase: bytes(20),
  stateRoot: bytes(32),
  transactionsTrie: bytes(32),
  receiptTrie: bytes(32),
  logsBloom: bytes(256),
  number: fc.nat(),
  // The oracle refuses a block that used more gas than its limit.
  gasLimit: fc.bigInt(2n ** 32n, 2n ** 63n),
  gasUsed: fc.nat(),
  timestamp: fc.nat(),
  extraData: fc.uint8Array({ maxLength: 32 }).map(toHex),
  mixHash: bytes(32),
  nonce: bytes(8),
  baseFeePerGas: fc.bigInt(0n, 2n ** 70n),
  withdrawalsRoot: bytes(32),
  blobGasUsed: fc.nat(),
  excessBlobGas: fc.nat(),
  parentBeaconBlockRoot: bytes(32),
  requestsHash: bytes(32),
})

test('headers of the Prague fork hash as @ethereumjs/block hashes them, and decode back', () => {
  fc.assert(
    fc.property(headerFields, (fields) => {
      const oracle = createBlockHeader(fields, { skipConsensusFormatValidation: true })
      const { uncleHash, coinbase, transactionsTrie, receiptTrie, ...same } = oracle.toJSON()
      const hash = toHex(oracle.hash())
      const header = verifyHeader({
        ...same,
        sha3Uncles: uncleHash,
        miner: coinbase,
        transactionsRoot: transactionsTrie,
        receiptsRoot: receiptTrie,
        hash,
      })
      expect(header).toMatchObject({ hash, number: fields.number, timestamp: fields.timestamp })
      const decoded = decodeHeader(header.encoded ?? '0x')
      expect(decoded).toMatchObject({ ...header, receiptsRoot: fields.receiptTrie })
    }),
  )
})

const quantity = (bits: number) => fc.bigInt(0n, 2n ** BigInt(bits) - 1n)
const common = {
  nonce: fc.nat(),
  gas: quantity(40),
  value: quantity(80),
  to: fc.option(bytes(20), { nil: undefined }),
  data: fc.uint8Array({ maxLength: 60 }).map(toHex),
}
const accessList = fc.array(
  fc.record({ address: bytes(20), storageKeys: fc.array(bytes(32), { maxLength: 2 }) }),
  {
    maxLength: 2,
  },
)
const signature = fc.record({ r: quantity(256), s: quantity(256), yParity: fc.nat(1) })
const fees = { maxFeePerGas: fc.bigInt(2n ** 41n, 2n ** 50n), maxPriorityFeePerGas: quantity(40) }
const typed = { ...common, chainId: fc.integer({ min: 1, max: 99_999 }), accessList }
const transaction = fc.oneof(
  fc.record({ type: fc.constant('legacy' as const), gasPrice: quantity(40), ...common }),
  fc.record({ type: fc.constant('eip2930' as const), gasPrice: quantity(40), ...typed }),
  fc.record({ type: fc.constant('eip1559' as const), ...fees, ...typed }),
  fc.record({
    type: fc.constant('eip4844' as const),
    ...fees,
    ...typed,
    to: bytes(20),
    maxFeePerBlobGas: quantity(40),
    blobVersionedHashes: fc.array(
      bytes(31).map((hex) => `0x01${hex.slice(2)}` as const),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({
    type: fc.constant('eip7702' as const),
    ...fees,
    ...typed,
    to: bytes(20),
    authorizationList: fc.array(
      fc
        .record({ chainId: fc.nat(), address: bytes(20), nonce: fc.nat(), signature })
        .map(({ signature: { r, s, yParity }, ...rest }) => ({
          ...rest,
          r: hex(r, 32),
          s: hex(s, 32),
          yParity,
        })),
      { maxLength: 2 },
    ),
  }),
)

test('transactions of every type encode as viem serialises them', () => {
  fc.assert(
    fc.property(transaction, signature, (tx, { r, s, yParity }) => {
      fc.pre(r > 0n && s > 0n)
      const signed = { r: hex(r, 32), s: hex(s, 32), yParity, v: BigInt(27 + yParity) }
      const expected = serializeTransaction(tx as TransactionSerializable, signed)
      expect(parseTransaction(expected).type).toBe(tx.type)
      const answer = toAnswer({ ...tx, ...signed, v: tx.type === 'legacy' ? signed.v : BigInt(yParity) })
      const encoded = encodeTransaction(answer)
      expect(toHex(encoded)).toBe(expected)
      expect(keccak256(encoded)).toBe(keccak256(expected))
    }),
  )
})

const TYPES = { legacy: '0x0', eip2930: '0x1', eip1559: '0x2', eip4844: '0x3', eip7702: '0x4' }

/** The same transaction as a node's JSON shows it. */
function toAnswer(tx: Record<string, unknown> & { type: keyof typeof TYPES }): Record<string, unknown> {
  const shown = (value: unknown, key = ''): unknown => {
    if (typeof value === 'number' || typeof value === 'bigint') return hex(BigInt(value))
    if (Array.isArray(value)) return value.map((each) => shown(each))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shown(each, name)]))
    return (key === 'r' || key === 's') && typeof value === 'string'
      ? hex(hexToBigInt(value as `0x${string}`))
      : value
  }
  const { data, ...rest } = tx
  return { ...(shown(rest) as object), input: data, to: tx.to ?? null, type: TYPES[tx.type] }
}

function hex(value: bigint, size?: number): `0x${string}` {
  return `0x${value.toString(16).padStart(size ? size * 2 : 1, '0')}`
}

function toIndex(index: number): `0x${string}` {
  const digits = index.toString(16)
  return `0x${digits.length % 2 ? '0' : ''}${digits}`
}

function plain(value: RlpDecoded): RlpItem {
  return value instanceof Uint8Array ? toHex(value) : value.map(plain)
}
