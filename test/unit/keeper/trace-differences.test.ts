import type { Abi, Hex } from 'viem'
import { encodeFunctionData, parseAbi } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import { findDifference, type ReadCalls } from '../../../src/keeper/traces/compare.ts'
import type { TracedCall } from '../../../src/keeper/traces/trace.ts'
import { account, hash } from '../events/encode.ts'

const [REGISTRY, RELAY, PROXY, TOKEN, PAYER, PAYEE, OTHER] = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'].map(
  account,
) as [Address, Address, Address, Address, Address, Address, Address]
type Address = ReturnType<typeof account>
const [NODE, ROOT, INPUT, OUTPUT] = ['01', '02', '03', '04'].map(hash) as [Word, Word, Word, Word]
type Word = ReturnType<typeof hash>
const SIGNATURE: Hex = '0xabcd'

const parse = (...declarations: readonly string[]): Abi => parseAbi(declarations)
const abi = parse(
  'function heartbeat(bytes32 teeId, uint256 timestamp, bytes signature)',
  'function batchSettle(bytes32 root, uint256 size, bytes blob)',
  'function settle(((address token, uint256 amount) permitted, uint256 nonce, uint256 deadline) permit, uint256 amount, address owner, (address to, address facilitator, uint256 validAfter) witness, bytes signature)',
)
const exact = parse(
  'function settleWithPermit((uint256 value, uint256 deadline, bytes32 r, bytes32 s, uint8 v) permit2612, ((address token, uint256 amount) permitted, uint256 nonce, uint256 deadline) permit, address owner, (address to, uint256 validAfter) witness, bytes signature)',
)
const permitted = (amount: bigint) => ({ permitted: { token: TOKEN, amount }, nonce: 1n, deadline: 2n })

const beat = (signature = SIGNATURE, timestamp = 5n, to = REGISTRY): TracedCall => ({
  to,
  input: encodeFunctionData({ abi, functionName: 'heartbeat', args: [NODE, timestamp, signature] }),
})
const pay = (amount: bigint, to = PAYEE): TracedCall => {
  const witness = { to, facilitator: OTHER, validAfter: 0n }
  const args = [permitted(amount + 9n), amount, PAYER, witness, '0x'] as const
  return { to: PROXY, input: encodeFunctionData({ abi, functionName: 'settle', args }) }
}
const payExactly = (amount: bigint): TracedCall => {
  const permit2612 = { value: 99n, deadline: 3n, r: hash('77'), s: hash('78'), v: 27 }
  const args = [permit2612, permitted(amount), PAYER, { to: PAYEE, validAfter: 0n }, '0x'] as const
  return { to: PROXY, input: encodeFunctionData({ abi: exact, functionName: 'settleWithPermit', args }) }
}
const settle = (to = RELAY): TracedCall => ({
  to,
  input: encodeFunctionData({ abi, functionName: 'batchSettle', args: [ROOT, 3n, '0x1234'] }),
})

const nothing: ReadCalls = { heartbeats: [], payments: [], settlements: [] }
const readBeat = { contract: REGISTRY, node: NODE, signedAt: 5n, signature: SIGNATURE }
const readFee = (amount: bigint) => ({ token: TOKEN, payer: PAYER, payee: PAYEE, amount })
const differs = (read: Partial<ReadCalls>, ...calls: TracedCall[]) =>
  findDifference({ ...nothing, ...read }, calls, [PROXY])?.kind

describe('a trace of a transaction through another contract', () => {
  test('differs from a heartbeat that it does not show, or shows with another signature', () => {
    const heartbeats = [readBeat]
    expect(differs({ heartbeats }, beat())).toBeUndefined()
    expect(differs({ heartbeats }, beat('0xffff'), beat())).toBeUndefined()
    expect(differs({ heartbeats: [{ ...readBeat, signature: null }] }, beat('0xffff'))).toBeUndefined()
    expect(differs({ heartbeats }, beat('0xffff'))).toBe('signature')
    for (const calls of [[], [beat(SIGNATURE, 6n)], [beat(SIGNATURE, 5n, OTHER)]])
      expect(differs({ heartbeats }, ...calls)).toBe('calls')
    // Two logs need two calls.
    expect(differs({ heartbeats: [readBeat, readBeat] }, beat())).toBe('calls')
    expect(differs({ heartbeats: [readBeat, readBeat] }, beat(), beat())).toBeUndefined()
  })

  test('differs from a payment that it does not show, or that was counted for more than was asked', () => {
    const payments = [readFee(70n)]
    expect(differs({ payments }, pay(70n))).toBeUndefined()
    expect(differs({ payments }, payExactly(70n))).toBeUndefined()
    // The token kept a part for itself.
    expect(differs({ payments }, pay(71n))).toBeUndefined()
    expect(differs({ payments }, pay(69n))).toBe('amount')
    for (const calls of [
      [],
      [pay(70n, OTHER)],
      [{ ...pay(70n), to: OTHER }],
      [{ to: PROXY, input: '0x12' as Hex }],
    ])
      expect(differs({ payments }, ...calls)).toBe('calls')
    const two = { payments: [readFee(70n), readFee(80n)] }
    expect(differs(two, pay(80n), pay(70n))).toBeUndefined()
    // One call for less than both: the one that fits exactly is its own.
    expect(differs(two, pay(80n))).toBe('calls')
    expect(differs(two, pay(80n), pay(60n))).toBe('amount')
  })

  test('differs from a settlement whose words no call of the relay holds', () => {
    const settlements = [{ contract: RELAY, words: [ROOT] }]
    expect(differs({ settlements }, settle())).toBeUndefined()
    expect(differs({ settlements }, settle(OTHER))).toBe('calls')
    expect(differs({ settlements: [{ contract: RELAY, words: [INPUT, OUTPUT] }] }, settle())).toBe('calls')
    // The word stands there, but not at whole bytes.
    const shifted = { to: RELAY, input: `0x1${ROOT.slice(2)}1` as Hex }
    expect(differs({ settlements }, shifted)).toBe('calls')
  })
})
