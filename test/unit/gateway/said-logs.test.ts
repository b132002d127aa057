import { expect, test } from 'vitest'
import { Address, Hash32 } from '../../../src/claim/hex.ts'
import type { LogFilter } from '../../../src/gateway/client.ts'
import { halvesOf } from '../../../src/gateway/proof/halves.ts'
import { merge, readLogs } from '../../../src/gateway/proof/said-logs.ts'

const HASH = `0x${'ab'.repeat(32)}`
const OURS = Address(`0x${'a1'.repeat(20)}`)
const ANY: LogFilter = { addresses: [], topics: [], callsOf: [] } as unknown as LogFilter
const hex = (n: number) => `0x${n.toString(16)}`
const log = (block: number, transaction: number, index: number, more: object = {}) => ({
  address: OURS,
  topics: [],
  data: '0x',
  blockNumber: hex(block),
  blockHash: HASH,
  transactionHash: HASH,
  transactionIndex: hex(transaction),
  logIndex: hex(index),
  ...more,
})
const placesOf = (given: readonly object[], dropped?: (count: number) => void) =>
  readLogs(given, ANY, () => true, dropped).map((each) => [
    each.blockNumber,
    each.transactionIndex,
    each.logIndex,
  ])

test('logs come in the order of the chain, whatever the order of the answer', () => {
  expect(placesOf([log(2, 0, 0), log(1, 1, 4), log(1, 0, 2)])).toEqual([
    [1, 0, 2],
    [1, 1, 4],
    [2, 0, 0],
  ])
})

test('a log that the endpoint marks as taken back is left out and counted', () => {
  let count = 0
  const places = placesOf(
    [log(1, 0, 0), log(1, 0, 1, { removed: true }), log(1, 0, 2, { removed: false })],
    (dropped) => {
      count += dropped
    },
  )
  expect([places.length, count]).toEqual([2, 1])
})

test.each([
  ['the same index in two transactions', [log(1, 0, 0), log(1, 1, 0)]],
  ['a smaller index in a later transaction', [log(1, 0, 3), log(1, 1, 1)]],
])('an endpoint that counts logs by transaction is found: %s', (_, given) => {
  expect(() => placesOf(given)).toThrow(expect.objectContaining({ code: 'LOGS_COUNTED_BY_TRANSACTION' }))
  // Also when each filter has seen one of them only.
  const lists = given.map((each) => readLogs([each], ANY, () => true))
  expect(() => merge(lists.flat())).toThrow(expect.objectContaining({ code: 'LOGS_COUNTED_BY_TRANSACTION' }))
})

test('one log twice in one answer is malformed, and by two filters it is one log', () => {
  expect(() => placesOf([log(1, 0, 0), log(1, 0, 0)])).toThrow(
    expect.objectContaining({ code: 'MALFORMED_LOGS' }),
  )
  const one = readLogs([log(1, 0, 0)], ANY, () => true)
  expect(merge([...one, ...one])).toHaveLength(1)
})

test('a filter is halved by its addresses, then by its first topics, and not below one of each', () => {
  const topic = (n: number) => Hash32(`0x${n.toString(16).padStart(64, '0')}`)
  const other = Address(`0x${'a2'.repeat(20)}`)
  const filter = { ...ANY, addresses: [OURS, other], topics: [[topic(1), topic(2), topic(3)]] }
  const [one, two] = halvesOf(filter) ?? []
  expect([one?.addresses, two?.addresses]).toEqual([[OURS], [other]])
  const topics = one && halvesOf(one)?.map((each) => each.topics[0]?.length)
  expect(topics).toEqual([2, 1])
  expect(halvesOf({ ...ANY, addresses: [OURS], topics: [[topic(1)]] })).toBeUndefined()
  expect(halvesOf(ANY)).toBeUndefined()
})
