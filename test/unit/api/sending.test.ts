import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { Sending } from '../../../src/api/limits/sending.ts'

const MIB = 1 << 20
const make = () =>
  new Sending({
    what: 'files',
    // Slow enough that nothing comes back while the test runs.
    allowance: { ratePerSecond: 0.001, burst: 4 },
    mostBytes: 10 * MIB,
    leastBytes: MIB / 2,
  })
const response = () => new EventEmitter() as unknown as ServerResponse

test('who has read many bytes waits, and others do not', () => {
  const sending = make()
  expect(sending.begin('a', response(), 5 * MIB)).toBeUndefined()
  expect(sending.refusalOf('a')).toMatchObject({ status: 429, code: 'RATE_LIMIT' })
  expect(sending.begin('a', response(), 1)).toMatchObject({
    status: 429,
    headers: { 'retry-after': expect.any(String) },
  })
  expect(sending.refusalOf('b')).toBeUndefined()
})

test('small answers count as what it costs to find them', () => {
  const sending = make()
  const begun = Array.from({ length: 8 }, () => sending.begin('a', response(), 1))
  expect(begun.map((each) => each?.code)).toEqual([...Array(7).fill(undefined), 'RATE_LIMIT'])
})

test('what nobody has taken yet is bounded over all callers, and free again when it is taken or given up', () => {
  const sending = make()
  const slow = response()
  expect(sending.begin('a', slow, 8 * MIB)).toBeUndefined()
  expect(sending.begin('b', response(), 3 * MIB)).toMatchObject({ status: 503, code: 'BUSY' })
  slow.emit('close')
  expect(sending.begin('c', response(), 3 * MIB)).toBeUndefined()
})
