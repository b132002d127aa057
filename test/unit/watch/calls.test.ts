import type { Hex } from 'viem'
import { concat, encodeAbiParameters, encodeFunctionData, parseAbi } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import type { EvidenceLog } from '../../../reference-node/evidence/block.ts'
import { findRecord } from '../../../reference-node/evidence/records.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { Address, Hash32, toBytes } from '../../../src/claim/hex.ts'
import { ACCOUNT_CALLS } from '../../support/account-calls.ts'
import { emit } from '../../support/watch/calls.ts'

const REGISTRY = Address(`0x${'a1'.repeat(20)}`)
const ACCOUNT = Address(`0x${'ac'.repeat(20)}`)
const KEY: Hex = '0x3082010203'
const NODE = keccak256(toBytes(KEY))
const ABI = parseAbi([
  'function registerTEEWithAttestation(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType)',
  'function heartbeat(bytes32 teeId, uint256 timestamp, bytes signature)',
])
const register = (document: Hex = '0xd0', key: Hex = KEY) =>
  encodeFunctionData({
    abi: ABI,
    functionName: 'registerTEEWithAttestation',
    args: [document, key, '0xce', ACCOUNT, 'https://node', 0],
  })
const beat = (signature: Hex, time = 7n, node: Hex = NODE) =>
  encodeFunctionData({ abi: ABI, functionName: 'heartbeat', args: [node, time, signature] })

function logOf(
  name: string,
  args: Record<string, unknown>,
  input: Hex,
  to: Address | null = ACCOUNT,
): EvidenceLog {
  const { address, topics, data } = emit(REGISTRY, name, args)
  const hash = Hash32(`0x${'01'.repeat(32)}`)
  const log = { address, topics, data, transactionIndex: 0, logIndex: 0 }
  return { ...log, transaction: { hash, from: ACCOUNT, to, input } } as EvidenceLog
}
const registration = (input: Hex, to?: Address | null) =>
  findRecord(logOf('TEERegistered', { teeId: NODE, owner: ACCOUNT, teeType: 0 }, input, to))
const heartbeat = (input: Hex) =>
  findRecord(logOf('HeartbeatReceived', { teeId: NODE, timestamp: 7n }, input))

const shapes = Object.entries(ACCOUNT_CALLS)
const pairs = shapes.flatMap(([outer, wrap]) =>
  shapes.map(([inner, wrapInner]) => {
    const both = (call: Hex) => wrap(ACCOUNT, wrapInner(REGISTRY, call))
    return [`${outer} around ${inner}`, both] as const
  }),
)

describe.each([
  ...shapes.map(([name, wrap]) => [name, (call: Hex) => wrap(REGISTRY, call)] as const),
  ...pairs,
])('through %s', (_name, through) => {
  test('a registration has its key and document, and a heartbeat its signature', () => {
    expect(registration(through(register()))).toMatchObject({
      direct: false,
      signingKey: toBytes(KEY),
      calls: [{ attestation: toBytes('0xd0'), tlsCertificate: toBytes('0xce') }],
    })
    expect(heartbeat(through(beat('0x51')))).toMatchObject({
      direct: false,
      signed: [{ signature: toBytes('0x51') }],
    })
  })

  test('a decoy of another key does not count, and one of this key is one of those that must prove themselves', () => {
    const other = through(concat([register('0xdd', '0x3082ff'), register()]))
    expect(registration(other)).toMatchObject({ calls: [{ attestation: toBytes('0xd0') }] })
    const same = through(concat([register('0xdd'), register()]))
    const both = [{ attestation: toBytes('0xdd') }, { attestation: toBytes('0xd0') }]
    expect(registration(same)).toMatchObject({ signingKey: toBytes(KEY), calls: both })
    const five = through(
      concat(['0xda', '0xdb', '0xdc', '0xdd', '0xde'].map((each) => register(each as Hex))),
    )
    expect(registration(five)).toMatchObject({ signingKey: toBytes(KEY), calls: [] })
    const beats = through(
      concat([beat('0x50', 6n), beat('0x51'), beat('0x52'), beat('0x53', 7n, `0x${'ee'.repeat(32)}`)]),
    )
    expect(heartbeat(beats)).toMatchObject({
      signed: [{ signature: toBytes('0x51') }, { signature: toBytes('0x52') }],
    })
  })
})

test('a call of the registry itself is the only one, whatever stands behind it', () => {
  const input = concat([register(), register('0xdd')])
  expect(registration(input, REGISTRY)).toMatchObject({
    direct: true,
    calls: [{ attestation: toBytes('0xd0') }],
  })
})

test('a contract that is created has its call in the init code', () => {
  const input = concat(['0x6080', encodeAbiParameters([{ type: 'bytes' }], [register()])])
  expect(registration(input, null)).toMatchObject({ direct: false, signingKey: toBytes(KEY) })
})

test('an input without the call gives no key, and a selector with anything behind it ends nothing', () => {
  const selector = register().slice(0, 10) as Hex
  const junk = concat(Array.from({ length: 300 }, () => concat([selector, `0x${'ff'.repeat(40)}`])))
  expect(registration(junk)).toMatchObject({ direct: false, signingKey: undefined, calls: [] })
})

test('neither other bytes behind a selector nor other nodes hide a call behind them', () => {
  const selector = register().slice(0, 10) as Hex
  const junk = Array.from({ length: 300 }, () => concat([selector, `0x${'ff'.repeat(40)}`]))
  const others = Array.from({ length: 300 }, () => register('0xdd', '0x3082ff'))
  const beats = Array.from({ length: 300 }, () => beat('0x50', 7n, `0x${'ee'.repeat(32)}`))
  const input = concat([...junk, ...others, ...beats, register(), beat('0x51')])
  expect(registration(input)).toMatchObject({ calls: [{ attestation: toBytes('0xd0') }] })
  expect(heartbeat(input)).toMatchObject({ signed: [{ signature: toBytes('0x51') }] })
})

test('of more calls with the node’s key than are read, what was registered is not known, and the key is', () => {
  const decoys = Array.from({ length: 256 }, () => register('0xdd'))
  expect(registration(concat([...decoys, register()]))).toMatchObject({
    signingKey: toBytes(KEY),
    calls: [],
  })
})
