import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeBlockRecords, nextDigest, seedDigest } from '../../../src/claim/digest.ts'
import { Address, Hash32, type Hex, toHex } from '../../../src/claim/hex.ts'
import type { RawLog, RawTransaction } from '../../../src/claim/raw.ts'
import { acceptsLog, hashSourceSet, type Source, selectLogs } from '../../../src/claim/source-set.ts'
import { referenceDigest, referenceSeed, referenceSourceSetHash } from '../../support/digest-reference.ts'

const bytes = (n: number) => fc.uint8Array({ minLength: n, maxLength: n }).map(toHex)
const someBytes = fc.uint8Array({ maxLength: 200 }).map(toHex)
const hash32 = bytes(32) as fc.Arbitrary<Hash32>
const address = bytes(20) as fc.Arbitrary<Address>
const call = fc.option(fc.record({ to: fc.option(address), input: someBytes as fc.Arbitrary<Hex> }))

const records = fc
  .array(fc.record({ gap: fc.nat(3), logs: fc.integer({ min: 1, max: 4 }), hash: hash32, call }), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((plan) => {
    const transactions: RawTransaction[] = []
    const logs: fc.Arbitrary<RawLog>[] = []
    let index = 0
    for (const each of plan) {
      index += each.gap
      transactions.push({ index, hash: each.hash, call: each.call })
      for (let i = 0; i < each.logs; i++)
        logs.push(
          fc.record({
            address,
            topics: fc.array(hash32, { maxLength: 4 }),
            data: someBytes,
            transactionIndex: fc.constant(index),
            logIndex: fc.constant(logs.length * 2 + 1),
          }),
        )
      index++
    }
    return fc.record({ logs: fc.tuple(...logs), transactions: fc.constant(transactions) })
  })

const form = {
  addresses: fc.array(address, { maxLength: 3 }),
  topics: fc.array(fc.option(fc.array(hash32, { minLength: 1, maxLength: 3 })), { maxLength: 4 }),
}
const range = { fromBlock: fc.nat(), toBlock: fc.option(fc.nat()) }
const source: fc.Arbitrary<Source> = fc.oneof(
  fc.record({
    ...form,
    callsOf: fc.oneof(fc.constant('all' as const), fc.array(hash32, { maxLength: 2 })),
    ...range,
  }),
  fc.record({ ...form, callsOf: fc.constant([]), beside: fc.record(form), ...range }),
)

test('the digest equals a second implementation written from the document', () => {
  fc.assert(
    fc.property(hash32, hash32, records, (previous, blockHash, block) => {
      expect(nextDigest(previous, blockHash, encodeBlockRecords(block))).toBe(
        referenceDigest(previous, { hash: blockHash, ...block }),
      )
    }),
  )
})

test('the source set hash equals the second implementation and ignores order', () => {
  fc.assert(
    fc.property(fc.array(source, { maxLength: 4 }), fc.bigInt(1n, 2n ** 64n), (sources, chainId) => {
      const hash = hashSourceSet(sources)
      expect(hash).toBe(referenceSourceSetHash(sources))
      expect(hashSourceSet([...sources].reverse())).toBe(hash)
      expect(seedDigest(chainId, hash)).toBe(referenceSeed(chainId, hash))
    }),
  )
})

const log: RawLog = {
  address: Address(`0x${'22'.repeat(20)}`),
  topics: [Hash32(`0x${'33'.repeat(32)}`)],
  data: '0xabcd',
  transactionIndex: 2,
  logIndex: 5,
}
const transaction: RawTransaction = {
  index: 2,
  hash: Hash32(`0x${'44'.repeat(32)}`),
  call: { to: Address(`0x${'55'.repeat(20)}`), input: '0x01020304' },
}

test.each([0, 255, 1023, 1024, 65_536, 2 ** 32 - 1])('log %i has its place in four bytes', (logIndex) => {
  const block = { logs: [{ ...log, logIndex }], transactions: [transaction] }
  const blockHash = Hash32(`0x${'11'.repeat(32)}`)
  expect(nextDigest(blockHash, blockHash, encodeBlockRecords(block))).toBe(
    referenceDigest(blockHash, { hash: blockHash, ...block }),
  )
})

test('the example of the document', () => {
  const document = readFileSync('docs/formats/digest.md', 'utf8')
  const set = hashSourceSet([])
  const seed = seedDigest(1, set)
  const encoded = encodeBlockRecords({ logs: [log], transactions: [transaction] })
  const one = nextDigest(seed, Hash32(`0x${'11'.repeat(32)}`), encoded)
  const example = document.slice(document.indexOf('## 4.'))
  expect(example).toContain(set)
  expect(example).toContain(seed)
  expect(example).toContain(one)
  const written = example.slice(example.indexOf('records  ') + 7, example.indexOf('digest(1)'))
  expect(toHex(encoded).slice(2)).toBe(written.replace(/\s/g, ''))
})

test.each([
  ['no log', { logs: [], transactions: [] }],
  ['a log twice', { logs: [log, log], transactions: [transaction] }],
  ['a log without its transaction', { logs: [log], transactions: [] }],
  ['half a byte', { logs: [{ ...log, data: '0xabc' as Hex }], transactions: [transaction] }],
  [
    'two halves',
    { logs: [{ ...log, data: '0xa' as Hex, topics: ['0xb' as Hash32] }], transactions: [transaction] },
  ],
  ['a place of five bytes', { logs: [{ ...log, logIndex: 2 ** 32 }], transactions: [transaction] }],
  ['a transaction without a log', { logs: [log], transactions: [{ ...transaction, index: 1 }, transaction] }],
  [
    'characters that are not hexadecimal',
    { logs: [{ ...log, data: '0xzz' as Hex }], transactions: [transaction] },
  ],
])('refuses %s', (_, block) => {
  expect(() => encodeBlockRecords(block)).toThrow(expect.objectContaining({ code: 'RAW_BLOCK_INVALID' }))
})

test('a filter asks for all of its positions', () => {
  const [topic] = log.topics
  if (!topic) throw new Error('the log has a topic')
  expect(acceptsLog({ addresses: [], topics: [] }, log)).toBe(true)
  expect(acceptsLog({ addresses: [log.address], topics: [[topic]] }, log)).toBe(true)
  expect(acceptsLog({ addresses: [Address(`0x${'00'.repeat(20)}`)], topics: [] }, log)).toBe(false)
  expect(acceptsLog({ addresses: [], topics: [null, [topic]] }, log)).toBe(false)
})

test('a source beside another takes logs of the same transaction only, and only beside what is ours by itself', () => {
  const at = (logIndex: number, transactionIndex: number, last: string): RawLog => ({
    ...log,
    topics: [Hash32(`0x${last.repeat(32)}`)],
    transactionIndex,
    logIndex,
  })
  const topic = (last: string) => [[Hash32(`0x${last.repeat(32)}`)]]
  const logs = [at(0, 1, 'aa'), at(1, 1, 'bb'), at(2, 2, 'aa'), at(3, 3, 'aa'), at(4, 3, 'cc')]
  const settled = { addresses: [log.address], topics: topic('bb') }
  const transfer = { addresses: [], topics: topic('aa'), beside: settled }
  const places = (...filters: Parameters<typeof selectLogs>[0]) =>
    selectLogs(filters, logs).map((each) => each.logIndex)
  expect(places(settled, transfer)).toEqual([0, 1])
  // Nothing asks for the settlement itself: then it is not ours, and neither is what stands beside it.
  expect(places(transfer)).toEqual([])
  // What a source beside another takes makes nothing else ours.
  const chained = { addresses: [], topics: topic('cc'), beside: { addresses: [], topics: topic('aa') } }
  expect(places(settled, transfer, chained)).toEqual([0, 1])
  expect(places({ addresses: [], topics: topic('cc') }, transfer, chained)).toEqual([4])
})
