import { encodeFunctionData, parseAbi } from 'viem/utils'
import { afterEach, expect, test } from 'vitest'
import type { EvidenceLog } from '../../../reference-node/evidence/block.ts'
import { ChainView } from '../../../reference-node/evidence/chain.ts'
import { findTracedRecord } from '../../../reference-node/evidence/traced.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { Address, Hash32, type Hex, toBytes } from '../../../src/claim/hex.ts'
import { type EndpointInFront, type Instead, serveInFront } from '../../support/endpoint-in-front.ts'
import { makeNetwork } from '../../support/indexer.ts'
import { emit } from '../../support/watch/calls.ts'

const REGISTRY = Address(`0x${'a1'.repeat(20)}`)
const ACCOUNT = Address(`0x${'ac'.repeat(20)}`)
const TX = Hash32(`0x${'01'.repeat(32)}`)
const KEY: Hex = '0x3082010203'
const NODE = keccak256(toBytes(KEY))
const ABI = parseAbi([
  'function registerTEEWithAttestation(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType)',
  'function heartbeat(bytes32 teeId, uint256 timestamp, bytes signature)',
])
const register = (document: Hex, key: Hex = KEY) =>
  encodeFunctionData({
    abi: ABI,
    functionName: 'registerTEEWithAttestation',
    args: [document, key, '0xce', ACCOUNT, 'https://node', 0],
  })
const beat = encodeFunctionData({ abi: ABI, functionName: 'heartbeat', args: [NODE, 7n, '0xbe'] })

function logOf(name: string, args: Record<string, unknown>, input: Hex, to = ACCOUNT): EvidenceLog {
  const { address, topics, data } = emit(REGISTRY, name, args)
  const log = { address, topics, data, transactionIndex: 0, logIndex: 0 }
  return { ...log, transaction: { hash: TX, from: ACCOUNT, to, input } } as EvidenceLog
}
const registered = (input: Hex, to = ACCOUNT) =>
  logOf('TEERegistered', { teeId: NODE, owner: ACCOUNT, teeType: 0 }, input, to)
const beaten = logOf('HeartbeatReceived', { teeId: NODE, timestamp: 7n }, '0x12345678')

const frame = (to: string, input: Hex, more: Record<string, unknown> = {}) => ({
  type: 'CALL',
  to,
  input,
  ...more,
})
const shows =
  (...calls: readonly unknown[]): Instead =>
  (method, [hash]) => {
    expect([method, hash]).toEqual(['debug_traceTransaction', TX])
    return { result: frame(ACCOUNT, '0x12345678', { calls }) }
  }
const refuses: Instead = () => ({ error: { code: -32_601, message: 'the method does not exist' } })
const isBusy: Instead = () => ({ error: { code: -32_005, message: 'limit exceeded' } })

const served: EndpointInFront[] = []
afterEach(async () => {
  for (const endpoint of served.splice(0)) await endpoint.close()
})

async function viewOf(...answers: readonly Instead[]): Promise<ChainView> {
  for (const each of answers) served.push(await serveInFront('http://127.0.0.1:9', each))
  const [chain] = makeNetwork('first').chains
  if (!chain) throw new Error('a network has a chain')
  return new ChainView(
    chain,
    served.map(({ url }) => url),
  )
}

test('a call that stands in no input is read from a trace, and is no direct one', async () => {
  const view = await viewOf(shows(frame(REGISTRY, register('0xd0')), frame(REGISTRY, beat)))
  expect(await findTracedRecord(view, registered('0x12345678'))).toMatchObject({
    direct: false,
    signingKey: toBytes(KEY),
    calls: [{ attestation: toBytes('0xd0') }],
  })
  expect(await findTracedRecord(view, beaten)).toMatchObject({
    direct: false,
    signed: [{ signature: toBytes('0xbe') }],
  })
})

test('a call that failed, one of another contract and one of another key are none', async () => {
  const reverted = { error: 'execution reverted' }
  const view = await viewOf(
    shows(
      frame(REGISTRY, register('0xd1'), reverted),
      frame(ACCOUNT, '0x', { ...reverted, calls: [frame(REGISTRY, register('0xd2'))] }),
      frame(ACCOUNT, register('0xd3')),
      frame(REGISTRY, register('0xd4', '0x3082ff')),
      frame(REGISTRY, register('0xd0')),
    ),
  )
  const both = `${register('0xd1')}${register('0xd0').slice(2)}` as Hex
  expect(await findTracedRecord(view, registered(both))).toMatchObject({
    calls: [{ attestation: toBytes('0xd0') }],
  })
})

test('an endpoint without traces is asked once, one that is busy again, and nothing is told', async () => {
  const view = await viewOf(refuses, isBusy)
  for (let i = 0; i < 3; i++) expect(await findTracedRecord(view, beaten)).toBeUndefined()
  expect(served.map((each) => each.asked('debug_'))).toEqual([1, 3])
  expect(served.map((each) => each.asked('trace_'))).toEqual([1, 3])
})

test.each([
  ['no frame', { result: 'none' }],
  ['an input that is no bytes', { result: frame(REGISTRY, 'no' as Hex) }],
  ['calls that are no list', { result: frame(ACCOUNT, '0x', { calls: {} }) }],
])('of a trace with %s nothing is taken, and another endpoint is asked', async (_, answer) => {
  const view = await viewOf(() => answer, shows(frame(REGISTRY, beat)))
  expect(await findTracedRecord(view, beaten)).toMatchObject({ signed: [{ signature: toBytes('0xbe') }] })
})

test('a frame without calls may say so with null, and a contract that runs its own multicall calls itself', async () => {
  const own = { ...frame(REGISTRY, beat), type: 'DELEGATECALL', from: REGISTRY, calls: null }
  const other = { ...frame(REGISTRY, register('0xd1')), type: 'DELEGATECALL', from: ACCOUNT, calls: null }
  const view = await viewOf(shows(frame(REGISTRY, '0xac9650d8', { calls: [own] }), other))
  expect(await findTracedRecord(view, beaten)).toMatchObject({ signed: [{ signature: toBytes('0xbe') }] })
  expect(await findTracedRecord(view, registered('0x12345678'))).toMatchObject({ calls: [] })
})

test('of an endpoint that offers the other form of traces the calls are read as well, without those that were taken back', async () => {
  const flat = (
    traceAddress: readonly number[],
    to: string,
    input: Hex,
    more: Record<string, unknown> = {},
  ) => ({
    type: 'call',
    traceAddress,
    action: { callType: 'call', from: ACCOUNT, to, input },
    ...more,
  })
  const made = { type: 'create', traceAddress: [2], action: { from: ACCOUNT, init: '0x60' } }
  const trace = [
    flat([], ACCOUNT, '0x12345678'),
    flat([0], ACCOUNT, '0x', { error: 'Reverted' }),
    flat([0, 0], REGISTRY, register('0xd1')),
    flat([1], REGISTRY, register('0xd2'), { error: 'Reverted' }),
    made,
    flat([10], REGISTRY, register('0xd0')),
  ]
  const view = await viewOf((method, [hash]) => {
    if (method !== 'trace_transaction')
      return { error: { code: -32_601, message: 'the method does not exist' } }
    expect(hash).toBe(TX)
    return { result: trace }
  })
  expect(await findTracedRecord(view, registered('0x12345678'))).toMatchObject({
    calls: [{ attestation: toBytes('0xd0') }],
  })
})
