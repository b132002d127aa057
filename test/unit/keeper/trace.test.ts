import { describe, expect, test } from 'vitest'
import { listCalls } from '../../../src/keeper/traces/trace.ts'
import { account } from '../events/encode.ts'

const [ACCOUNT, REGISTRY, CODE, OTHER] = [account('a1'), account('a2'), account('a3'), account('a4')]
const failed = { error: 'execution reverted' }

describe('the calls of a trace', () => {
  const tree = {
    type: 'CREATE',
    to: account('c0'),
    input: '0x60',
    calls: [
      {
        type: 'CALL',
        to: REGISTRY.toUpperCase().replace('0X', '0x'),
        input: '0x01',
        calls: [{ type: 'STATICCALL', to: CODE, input: '0x02' }],
      },
      {
        type: 'CALL',
        to: ACCOUNT,
        input: '0x03',
        ...failed,
        calls: [{ type: 'CALL', to: REGISTRY, input: '0x04' }],
      },
      {
        type: 'DELEGATECALL',
        to: CODE,
        input: '0x05',
        calls: [{ type: 'CALL', to: REGISTRY, input: '0x06' }],
      },
      { type: 'CALL', to: OTHER },
    ],
  }
  const flat = [
    { type: 'create', traceAddress: [], action: { init: '0x60' } },
    { type: 'call', traceAddress: [0], action: { callType: 'call', to: REGISTRY, input: '0x01' } },
    { type: 'call', traceAddress: [0, 0], action: { callType: 'staticcall', to: CODE, input: '0x02' } },
    { type: 'call', traceAddress: [1], action: { callType: 'call', to: ACCOUNT, input: '0x03' }, ...failed },
    { type: 'call', traceAddress: [1, 0], action: { callType: 'call', to: REGISTRY, input: '0x04' } },
    { type: 'call', traceAddress: [2], action: { callType: 'delegatecall', to: CODE, input: '0x05' } },
    { type: 'call', traceAddress: [2, 0], action: { callType: 'call', to: REGISTRY, input: '0x06' } },
    // Not inside of the one that failed, though its place begins with the same digit.
    { type: 'call', traceAddress: [10], action: { callType: 'call', to: OTHER, input: '0x' } },
  ]
  const made = [
    { to: REGISTRY, input: '0x01' },
    { to: REGISTRY, input: '0x06' },
    { to: OTHER, input: '0x' },
  ]

  test('are those that were not taken back, in order, in either form', () => {
    expect(listCalls('debug', tree)).toEqual(made)
    expect(listCalls('trace', flat)).toEqual(made)
  })

  test('of a contract that calls while it is created and then destroys itself are those that it made', () => {
    const end = {
      type: 'SELFDESTRUCT',
      from: account('c0'),
      to: OTHER,
      gas: '0x0',
      gasUsed: '0x0',
      input: '0x',
    }
    const created = {
      type: 'CREATE2',
      to: account('c0'),
      input: '0x60',
      calls: [{ type: 'CALL', to: REGISTRY, input: '0x01' }, end],
    }
    expect(listCalls('debug', created)).toEqual([made[0]])
    const ended = { address: account('c0'), refundAddress: OTHER, balance: '0x0' }
    const list = [
      {
        type: 'create',
        traceAddress: [],
        action: { creationMethod: 'create2', init: '0x60' },
        result: { address: account('c0') },
      },
      { type: 'call', traceAddress: [0], action: { callType: 'call', to: REGISTRY, input: '0x01' } },
      { type: 'suicide', traceAddress: [1], action: ended, result: null },
    ]
    expect(listCalls('trace', list)).toEqual([made[0]])
  })

  test('of a contract that takes the parts of its own multicall are those parts too', () => {
    const parts = [
      { type: 'DELEGATECALL', from: REGISTRY, to: REGISTRY, input: '0x01' },
      { type: 'DELEGATECALL', from: REGISTRY, to: CODE, input: '0x02' },
    ]
    const whole = { type: 'CALL', from: ACCOUNT, to: REGISTRY, input: '0xac' }
    const found = [{ to: REGISTRY, input: '0xac' }, made[0]]
    expect(listCalls('debug', { ...whole, calls: parts })).toEqual(found)
    const action = ({ type, ...each }: typeof whole) => ({ ...each, callType: type.toLowerCase() })
    const list = [
      { type: 'call', traceAddress: [], action: action(whole) },
      ...parts.map((each, i) => ({ type: 'call', traceAddress: [i], action: action(each) })),
    ]
    expect(listCalls('trace', list)).toEqual(found)
  })

  test('of a transaction that failed are none', () => {
    expect(listCalls('debug', { ...tree, ...failed })).toEqual([])
    expect(listCalls('trace', [{ ...flat[0], ...failed }, ...flat.slice(1)])).toEqual([])
  })

  test.each([
    ['a text', 'debug', 'no'],
    ['nothing', 'debug', null],
    ['a frame without its kind', 'debug', { to: OTHER }],
    ['an input that is no bytes', 'debug', { type: 'CALL', to: OTHER, input: '0xzz' }],
    ['a tree instead of a list', 'trace', {}],
    ['a list of other things', 'trace', [{ type: 'call' }]],
  ] as const)('%s is no trace', (_, form, answer) => {
    expect(() => listCalls(form, answer)).toThrow()
  })

  test('are followed as deep as the machine goes, and not further', () => {
    const nested = (depth: number) => {
      let frame: Record<string, unknown> = { type: 'CALL', to: REGISTRY, input: '0x01' }
      for (let i = 0; i < depth; i++) frame = { type: 'DELEGATECALL', to: CODE, calls: [frame] }
      return frame
    }
    expect(listCalls('debug', nested(1024))).toEqual([made[0]])
    expect(() => listCalls('debug', nested(2000))).toThrow('deeper')
  })
})
