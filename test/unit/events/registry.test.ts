import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { Hex } from 'viem'
import { concat, encodeAbiParameters, encodeFunctionData, parseAbi } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import { pcrHashOf, teeIdOf } from '../../../src/claim/hash.ts'
import { toBytes, toHex } from '../../../src/claim/hex.ts'
import { decodeNitro } from '../../../src/claim/nitro.ts'
import { decoders } from '../../../src/indexer/events/opengradient/tee-registry-v1.ts'
import { decoders as settlements } from '../../../src/indexer/events/opengradient/tee-settlement.ts'
import { account, CONTRACT, decode, emit, hash, SENDER } from './encode.ts'

const abi = parseAbi([
  'function registerTEEWithAttestation(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType)',
  'function heartbeat(bytes32 teeId, uint256 timestamp, bytes signature)',
])
const DOCUMENT = readFileSync(new URL('../../fixtures/nitro/og-evm_attestation_doc.cbor', import.meta.url))
const KEY = '0x30820122' as Hex
const TEE = teeIdOf(toBytes(KEY))
const REGISTERED = 'event TEERegistered(bytes32 indexed teeId, address indexed owner, uint8 teeType)'
const DISABLED = 'event TEEDisabled(bytes32 indexed teeId)'
const REVOKED = 'event PCRRevoked(bytes32 indexed pcrHash, uint8 indexed teeType)'
const NODE_ROW = { node: TEE, role: 'tee-proxy', owner: SENDER, tee_type: 0 }

function register(overrides: { key?: Hex; document?: Hex; teeType?: number } = {}): Hex {
  const { key = KEY, document = toHex(DOCUMENT), teeType = 0 } = overrides
  const args = [document, key, '0x3082', account('ab'), 'https://node.example', teeType] as const
  return encodeFunctionData({ abi, functionName: 'registerTEEWithAttestation', args })
}
const registered = () => [{ event: REGISTERED, args: { teeId: TEE, owner: SENDER, teeType: 0 } }]

describe('TEERegistered', () => {
  test('the call gives keys, endpoint, payment address and the measurement of the attestation', () => {
    const [log] = emit(registered(), { input: register() })
    const { pcrs } = decodeNitro(DOCUMENT)
    const [pcr0, pcr1, pcr2] = [0, 1, 2].map((each) => pcrs.get(each) ?? new Uint8Array())
    if (!pcr0 || !pcr1 || !pcr2) throw new Error('the fixture has three registers')
    expect(decode(decoders, log)).toEqual([
      {
        kind: 'node_registered',
        row: {
          ...NODE_ROW,
          payment_address: account('ab'),
          endpoint: 'https://node.example',
          signing_key: KEY,
          tls_certificate: '0x3082',
          attestation: toHex(DOCUMENT),
          measurement: pcrHashOf(pcr0, pcr1, pcr2),
        },
      },
      { kind: 'node_status', row: { node: TEE, enabled: true, cause: 'registered', actor: SENDER } },
    ])
  })

  test.each([
    ['another contract made a call that does not stand in the input', { to: account('99') }],
    ['a contract is created from other code', { to: null, input: '0x6000' as Hex }],
    ['the call is another function', { input: '0x12345678' as Hex }],
    ['the call is cut short', { input: register().slice(0, 400) as Hex }],
    ['the call registers another key', { input: register({ key: '0x3082ff' }) }],
    ['the call names another type', { input: register({ teeType: 1 }) }],
  ])('%s: nothing is taken from it, and the log is kept raw', (_, sent) => {
    const [log] = emit(registered(), sent)
    const facts = decode(decoders, log)
    expect(facts.map((each) => each.kind)).toEqual(['node_registered', 'node_status', 'unknown_log'])
    expect(facts[0]?.row).toEqual({
      ...NODE_ROW,
      payment_address: null,
      endpoint: null,
      signing_key: null,
      tls_certificate: null,
      attestation: null,
      measurement: null,
    })
    expect(facts[2]?.row).toMatchObject({ reason: 'calldata', topics: log?.topics })
  })

  test.each([
    ['not CBOR', '0xff'],
    ['empty', '0x'],
    ['no payload', '0x84404040'],
    ['a map', '0xa0'],
  ])('an attestation that is %s registers without a measurement', (_, document) => {
    const [log] = emit(registered(), { input: register({ document: document as Hex }) })
    const [fact] = decode(decoders, log)
    expect(fact?.row).toMatchObject({ attestation: document, measurement: null })
  })
})

describe('calls at any depth', () => {
  const execute = parseAbi([
    'function execute(address to, uint256 value, bytes data)',
    'function multicall(bytes[] calls)',
  ])
  const other = '0x12345678' as const
  // An account, a batch, init code with arguments, packed bytes as MultiSend has them.
  const wrappers: readonly ((inner: Hex) => Hex)[] = [
    (inner) => encodeFunctionData({ abi: execute, functionName: 'execute', args: [CONTRACT, 0n, inner] }),
    (inner) => encodeFunctionData({ abi: execute, functionName: 'multicall', args: [[other, inner]] }),
    (inner) => concat(['0x600160', encodeAbiParameters([{ type: 'bytes' }], [inner])]),
    (inner) => concat([other, '0x00', CONTRACT, inner, '0x00', SENDER, other]),
  ]
  const nesting = fc.array(fc.constantFrom(...wrappers), { minLength: 1, maxLength: 4 })
  const wrap = (inner: Hex, by: readonly ((inner: Hex) => Hex)[]) =>
    by.reduce((input, each) => each(input), inner)
  const rowOf = (input: Hex) => decode(decoders, emit(registered(), { to: account('99'), input })[0])[0]?.row

  test('a registration is found however its call is wrapped, next to one of another key', () => {
    fc.assert(
      fc.property(nesting, nesting, (outer, inner) => {
        const both = concat([wrap(register({ key: '0x3082ff' }), inner), wrap(register(), inner)])
        expect(rowOf(wrap(both, outer))).toMatchObject({
          signing_key: KEY,
          attestation: toHex(DOCUMENT),
          // Nothing proves them: what stands in the input may not have been called.
          endpoint: null,
          payment_address: null,
        })
      }),
      { numRuns: 20 },
    )
  })

  test('of more than are looked at only the key is taken: the real one may stand behind them', () => {
    const selector = register().slice(0, 10) as Hex
    const junk = Array.from({ length: 255 }, () => selector)
    const row = rowOf(concat([register({ document: '0xff' }), ...junk, register()]))
    expect(row).toMatchObject({ signing_key: KEY, attestation: null, payment_address: null, endpoint: null })
  })

  test('of two that prove one key, what they say differently is null', () => {
    const row = rowOf(concat([register({ document: '0xff' }), register()]))
    expect(row).toMatchObject({ signing_key: KEY, attestation: null, measurement: null })
    expect(row).toMatchObject({ tls_certificate: expect.anything(), payment_address: null })
  })
})

describe('TEEDisabled', () => {
  test('a revocation later in the transaction is its cause', () => {
    const [first, second, revoked] = emit([
      { event: DISABLED, args: { teeId: hash('01') } },
      { event: DISABLED, args: { teeId: hash('02') } },
      { event: REVOKED, args: { pcrHash: hash('03'), teeType: 0 } },
    ])
    for (const [log, node] of [
      [first, hash('01')],
      [second, hash('02')],
    ] as const) {
      const facts = decode(decoders, log)
      expect(facts[0]?.row).toEqual({ node, enabled: false, cause: 'measurement_revoked', actor: SENDER })
      expect(facts[1]).toMatchObject({
        kind: 'penalty',
        row: { node, kind: 'measurement_revoked', amount: null },
      })
    }
    expect(decode(decoders, revoked)[0]?.row).toMatchObject({ measurement: hash('03'), approved: false })
  })

  test.each([
    ['alone', []],
    ['with a revocation of another contract', [{ address: account('77') }]],
    [
      'enabled again before the revocation',
      [{ event: 'event TEEEnabled(bytes32 indexed teeId)', args: { teeId: TEE } }, {}],
    ],
    [
      'with something of another contract before the revocation',
      [{ event: DISABLED, args: { teeId: TEE }, address: account('77') }, {}],
    ],
  ])('%s: undetermined, with the sender', (_, others) => {
    const revocation = { event: REVOKED, args: { pcrHash: hash('03'), teeType: 0 } }
    const [log] = emit([
      { event: DISABLED, args: { teeId: TEE } },
      ...others.map((each) => ({ ...revocation, ...each })),
    ])
    const [status, penalty] = decode(decoders, log)
    expect(status?.row).toMatchObject({ cause: 'undetermined', actor: SENDER })
    expect(penalty?.row).toMatchObject({ kind: 'node_disabled' })
  })

  test('a revocation before it is not its cause', () => {
    const [, log] = emit([
      { event: REVOKED, args: { pcrHash: hash('03'), teeType: 0 } },
      { event: DISABLED, args: { teeId: TEE } },
    ])
    expect(decode(decoders, log)[0]?.row).toMatchObject({ cause: 'undetermined' })
  })
})

describe('HeartbeatReceived', () => {
  const BEAT = 'event HeartbeatReceived(bytes32 indexed teeId, uint256 timestamp)'
  const beat = (timestamp: bigint, signature: Hex = '0xabcd') =>
    encodeFunctionData({ abi, functionName: 'heartbeat', args: [TEE, timestamp, signature] })

  test('the signature is in the call', () => {
    const [log] = emit([{ event: BEAT, args: { teeId: TEE, timestamp: 5n } }], { input: beat(5n) })
    const row = { node: TEE, signed_at: 5n, signature: '0xabcd', candidates: null }
    expect(decode(decoders, log)).toEqual([{ kind: 'heartbeat', row }])
  })

  test('the signature is found inside the call of another contract, and the log says so', () => {
    const input = concat(['0xaabbccdd', beat(5n)])
    const [log] = emit([{ event: BEAT, args: { teeId: TEE, timestamp: 5n } }], { to: account('99'), input })
    const facts = decode(decoders, log)
    const found = { signature: '0xabcd', candidates: ['0xabcd'] }
    expect(facts[0]?.row).toEqual({ node: TEE, signed_at: 5n, ...found })
    expect(facts[1]?.row).toMatchObject({ reason: 'calldata', detail: expect.stringContaining('1 found') })
  })

  test('neither other bytes behind the selector nor the other nodes of a large batch hide it', () => {
    const others = Array.from({ length: 300 }, (_, i) =>
      encodeFunctionData({ abi, functionName: 'heartbeat', args: [hash(`${i % 10}${i % 9}`), 5n, '0xef'] }),
    )
    const junk = Array.from({ length: 300 }, () =>
      concat([beat(5n).slice(0, 10) as Hex, `0x${'ff'.repeat(40)}`]),
    )
    const input = concat([...junk, ...others, beat(5n)])
    const [log] = emit([{ event: BEAT, args: { teeId: TEE, timestamp: 5n } }], { to: account('99'), input })
    expect(decode(decoders, log)[0]?.row).toMatchObject({ signature: '0xabcd', candidates: ['0xabcd'] })
  })

  test('of more signatures than are verified, and of one that no key makes, none is kept as a candidate', () => {
    const many = concat(Array.from({ length: 17 }, (_, i) => beat(5n, `0x${(10 + i).toString(16)}`)))
    for (const [input, candidates] of [
      [many, null],
      [concat([beat(5n, `0x${'ab'.repeat(1025)}`), beat(5n)]), ['0xabcd']],
    ] as const) {
      const [log] = emit([{ event: BEAT, args: { teeId: TEE, timestamp: 5n } }], { to: account('99'), input })
      expect(decode(decoders, log)[0]?.row).toMatchObject({ signature: null, candidates })
    }
  })

  test.each<[string, Parameters<typeof emit>[1], readonly Hex[] | null]>([
    ['another time', { input: beat(6n) }, null],
    ['another time inside a relay', { to: account('99'), input: concat(['0xaabbccdd', beat(6n)]) }, null],
    [
      'two signatures inside a relay',
      { to: account('99'), input: concat([beat(5n), beat(5n, '0xef')]) },
      ['0xabcd', '0xef'],
    ],
  ])('%s: no signature is taken', (_, sent, candidates) => {
    const [log] = emit([{ event: BEAT, args: { teeId: TEE, timestamp: 5n } }], sent)
    const facts = decode(decoders, log)
    expect(facts[0]?.row).toEqual({ node: TEE, signed_at: 5n, signature: null, candidates })
    expect(facts[1]?.row).toMatchObject({ reason: 'calldata' })
  })
})

describe('SettlementVerified', () => {
  const VERIFIED =
    'event SettlementVerified(bytes32 indexed teeId, bytes32 indexed settlementHash, bytes32 inputHash, bytes32 outputHash, uint256 timestamp)'
  const [inputHash, outputHash] = [hash('0a'), hash('0b')]
  const settle = (signature: Hex, time = 7n) =>
    encodeFunctionData({
      abi: parseAbi([
        'function verifySettlement(bytes32 teeId, bytes32 inputHash, bytes32 outputHash, uint256 timestamp, bytes signature)',
      ]),
      args: [TEE, inputHash, outputHash, time, signature],
    })
  const args = { teeId: TEE, settlementHash: hash('0c'), inputHash, outputHash, timestamp: 7n }
  const through = (...calls: readonly Hex[]) => ({
    to: account('99'),
    input: concat(['0xaabbccdd', ...calls]),
  })

  test.each<[string, Parameters<typeof emit>[1], Hex | null, boolean]>([
    ['the call of the contract', { input: settle('0xabcd') }, '0xabcd', false],
    ['a call inside another', through(settle('0xef', 8n), settle('0xabcd')), '0xabcd', true],
    ['two that differ inside another', through(settle('0xef'), settle('0xabcd')), null, true],
    ['one of another time', through(settle('0xabcd', 8n)), null, true],
  ])('of %s has the signature that it alone can have made', (_, sent, signature, isKept) => {
    const facts = decode(settlements, emit([{ event: VERIFIED, args }], sent)[0])
    expect(facts[1]?.row).toMatchObject({ node: TEE, signature })
    expect(facts.map(({ kind }) => kind)).toEqual([
      'settlement',
      'settled_claim',
      ...(isKept ? ['unknown_log'] : []),
    ])
  })
})

test('measurements, types, roots and roles', () => {
  const logs = emit([
    {
      event: 'event PCRApproved(bytes32 indexed pcrHash, uint8 indexed teeType, string version)',
      args: { pcrHash: hash('03'), teeType: 1, version: 'v1.2' },
    },
    { event: 'event TEETypeAdded(uint8 indexed typeId, string name)', args: { typeId: 2, name: 'GPU' } },
    { event: 'event AWSCertificateUpdated(bytes32 indexed certHash)', args: { certHash: hash('04') } },
    { event: 'event TEEEnabled(bytes32 indexed teeId)', args: { teeId: TEE } },
    {
      event: 'event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
      args: { role: hash('05'), account: account('06'), sender: account('07') },
    },
  ])
  expect(logs.flatMap((log) => decode(decoders, log))).toEqual([
    {
      kind: 'measurement_status',
      row: { measurement: hash('03'), tee_type: 1, approved: true, version: 'v1.2', grace_seconds: null },
    },
    { kind: 'parameter_change', row: { parameter: 'tee-type:2', old_value: null, new_value: '0x475055' } },
    {
      kind: 'parameter_change',
      row: { parameter: 'attestation-root', old_value: null, new_value: hash('04') },
    },
    { kind: 'node_status', row: { node: TEE, enabled: true, cause: 'undetermined', actor: SENDER } },
    {
      kind: 'role_change',
      row: { role: hash('05'), account: account('06'), sender: account('07'), change: 'granted' },
    },
  ])
})
