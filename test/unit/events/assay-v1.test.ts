import { readFileSync } from 'node:fs'
import { toEventSelector } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import { decoders } from '../../../src/indexer/events/assay/v1.ts'
import { account, decode, emit, hash } from './encode.ts'

const SOLIDITY = readFileSync(new URL('../../../devnet/contracts/IAssayV1.sol', import.meta.url), 'utf8')
const declared = [...SOLIDITY.replace(/\/\/.*$/gm, '').matchAll(/event\s+\w+\s*\([^)]*\)/g)].map(([text]) =>
  text.replace(/\s+/g, ' ').replace('( ', '(').replace(' )', ')'),
)
const word = (text: string) => `0x${Buffer.from(text).toString('hex').padEnd(64, '0')}` as const
const NONE = `0x${'00'.repeat(32)}` as const

function factsOf(event: string, args: Record<string, unknown>) {
  const [log] = emit([{ event, args }])
  return decode(decoders, log)
}

describe('assay/v1', () => {
  test('every event of IAssayV1.sol has a decoder, and no decoder is without an event', () => {
    expect(declared.length).toBeGreaterThan(10)
    const topics = declared.map((each) => toEventSelector(each.replaceAll(' indexed', ''))).sort()
    expect(decoders.map((each) => each.topic as string).sort()).toEqual(topics)
  })

  test('no decoder reads the call: the log says everything', () => {
    expect(decoders.filter((each) => !each.logOnly)).toEqual([])
  })

  test('a fee without a request has none, and is attributed by the log itself', () => {
    const event =
      'event FeePaid(bytes32 indexed node, address indexed payer, bytes32 indexed request, address payee, address token, uint256 amount)'
    const [node, payer, payee, token] = [hash('01'), account('02'), account('03'), account('04')]
    expect(factsOf(event, { node, payer, request: NONE, payee, token, amount: 5n })).toEqual([
      {
        kind: 'fee',
        row: {
          node,
          payer,
          payee,
          token,
          amount: 5n,
          request: null,
          attribution: 'explicit',
          refund: false,
          cap: null,
        },
      },
    ])
  })

  test('a slash without a staker is everybody’s, and a slash of 0 stays a finding', () => {
    const event =
      'event NodeSlashed(bytes32 indexed node, bytes32 indexed reason, address staker, address token, uint256 amount, bytes32 evidence)'
    const zero = account('00')
    const args = {
      node: hash('01'),
      reason: word('downtime'),
      staker: zero,
      token: zero,
      amount: 0n,
      evidence: NONE,
    }
    expect(factsOf(event, args)).toMatchObject([
      {
        kind: 'penalty',
        row: { kind: 'slash', staker: null, amount: 0n, reason: 'downtime', evidence: null },
      },
    ])
  })

  test('a role or proof system of no letters is unknown, not empty', () => {
    const registered =
      'event NodeRegistered(bytes32 indexed node, address indexed operator, bytes32 indexed role, address payee, string endpoint)'
    const args = { node: hash('01'), operator: account('02'), role: NONE, payee: account('03'), endpoint: '' }
    expect(factsOf(registered, args)).toMatchObject([{ row: { role: 'unknown', endpoint: '' } }])
  })

  test('a deadline of zero is none', () => {
    const event =
      'event RequestAssigned(bytes32 indexed request, bytes32 indexed node, address indexed requester, bytes32 model, bytes32 inputHash, uint64 deadline)'
    const args = {
      request: hash('01'),
      node: hash('02'),
      requester: account('03'),
      model: hash('04'),
      inputHash: hash('05'),
      deadline: 0n,
    }
    expect(factsOf(event, args)).toMatchObject([{ row: { deadline: null } }])
  })
})
