import { describe, expect, test } from 'vitest'
import { classifyError } from '../../../src/gateway/endpoints/error-meaning.ts'
import { readReplies } from '../../../src/gateway/endpoints/replies.ts'

// Texts as the named software and providers send them.
test.each([
  ['eth_getLogs', -32005, 'query returned more than 10000 results', 'too_many'],
  [
    'eth_getLogs',
    -32602,
    'Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range',
    'too_many',
  ],
  [
    'eth_getLogs',
    -32600,
    'Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range',
    'too_many',
  ],
  ['eth_getLogs', -32614, 'eth_getLogs is limited to a 10,000 range', 'too_many'],
  ['eth_getLogs', -32000, 'exceed maximum block range: 50000', 'too_many'],
  ['eth_getLogs', -32000, 'block range is too wide', 'too_many'],
  ['eth_getLogs', -32000, 'query timeout exceeded', 'too_many'],
  ['eth_getLogs', 35, 'ranges over 10000 blocks are not supported on free tier', 'too_many'],
  ['eth_getLogs', -32000, 'maximum [begin, end] blocks distance: 10000', 'too_many'],
  ['eth_call', -32005, 'query returned more than 10000 results', 'rate_limited'],
  ['eth_getLogs', 429, 'Your app has exceeded its compute units per second capacity', 'rate_limited'],
  ['eth_getLogs', -32005, 'daily request count exceeded, request rate limited', 'rate_limited'],
  ['eth_chainId', -32029, 'Too Many Requests', 'rate_limited'],
  ['eth_call', 3, 'execution reverted: no', 'refused'],
  ['eth_call', -32000, 'execution reverted', 'refused'],
  ['eth_call', -32602, 'invalid argument 0: hex string has length 3', 'refused'],
  [
    'eth_getBlockReceipts',
    -32601,
    'the method eth_getBlockReceipts does not exist/is not available',
    'unsupported',
  ],
  ['eth_getBlockReceipts', -32600, 'Unsupported method: eth_getBlockReceipts', 'unsupported'],
  ['eth_getBlockByNumber', -32000, 'internal error', 'sick'],
  ['eth_getBlockByNumber', -32603, 'Internal error', 'sick'],
  ['eth_call', -32000, 'header not found', 'sick'],
  ['eth_getLogs', -32602, 'no', 'sick'],
  ['eth_getBlockByNumber', 3, 'no', 'sick'],
  ['eth_call', -32000, 'missing trie node', 'sick'],
] as const)('%s %i "%s" is %s', (method, code, message, meaning) => {
  expect(classifyError(method, code, message)).toBe(meaning)
})

describe('replies', () => {
  const calls = [
    { method: 'a', params: [] },
    { method: 'b', params: [] },
  ]
  const reply = (id: unknown, result: unknown) => ({ jsonrpc: '2.0', id, result })

  test('are matched by id, in whatever order they come', () => {
    expect(readReplies(JSON.stringify([reply(8, 'B'), reply(7, 'A')]), calls, 7)).toEqual(['A', 'B'])
  })

  test.each([
    ['one is missing', [reply(7, 'A')]],
    ['one has another id', [reply(7, 'A'), reply(9, 'B')]],
    ['an id is text', [reply(7, 'A'), reply('8', 'B')]],
    ['one is null', [reply(7, 'A'), reply(8, null)]],
    ['one has no result', [reply(7, 'A'), { jsonrpc: '2.0', id: 8 }]],
    ['one is not an object', [reply(7, 'A'), 8]],
    ['a number', 7],
    ['null', null],
  ])('are no answer when %s', (_, body) => {
    expect(() => readReplies(JSON.stringify(body), calls, 7)).toThrow(
      expect.objectContaining({ code: 'NO_ANSWER_SICK' }),
    )
  })

  test('null is an answer where existence is asked', () => {
    expect(
      readReplies(JSON.stringify(reply(1, null)), [{ method: 'a', params: [], nullable: true }], 1),
    ).toEqual([null])
  })

  test('one bare error may refuse a whole batch', () => {
    const refused = { jsonrpc: '2.0', id: null, error: { code: -32600, message: 'batch too large' } }
    expect(() => readReplies(JSON.stringify(refused), calls, 7)).toThrow(/batch too large/)
  })
})
