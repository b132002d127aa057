import { readFileSync } from 'node:fs'
import type { Abi, AbiEvent, AbiParameter, Hex } from 'viem'
import {
  encodeAbiParameters,
  encodeErrorResult,
  encodeFunctionData,
  pad,
  toEventSelector,
  toFunctionSelector,
  toHex,
} from 'viem/utils'
import { describe, expect, test, vi } from 'vitest'
import { Address, type Hash32 } from '../../../src/claim/hex.ts'
import { readRefusal } from '../../../src/indexer/events/boundless/refusal.ts'
import {
  CURRENT,
  findRequest,
  readRequest,
  STAKE_ERA,
} from '../../../src/indexer/events/boundless/request.ts'
import { Words } from '../../../src/indexer/events/boundless/words.ts'
import { interfaces } from '../../../src/indexer/events/index.ts'
import { getNetwork } from '../../../src/platform/network.ts'
import { CHAIN, digestOf, MARKET, makeRequest, type TestRequest } from '../../support/market/requests.ts'
import { account } from './encode.ts'

const FOLDER = new URL('../../../networks/boundless/abi/', import.meta.url)
const read = <T>(name: string) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as T
const ABI = read<Abi>('BoundlessMarket.mainnet-v1.json')
const INDEX =
  read<Record<string, { name: string; signature: string; contracts: readonly string[] }>>('_event-index.json')

// Which interface decodes what a contract emits. A token's transfers are everybody's, and are not read.
const INTERFACE_OF: Record<string, string> = {
  'BoundlessMarket.mainnet-v1': 'boundless/market-v1',
  'BoundlessMarket.router-v2': 'boundless/market-v1',
  'IBoundlessMarket.interim-2025-09-04': 'boundless/market-v1',
  'IBoundlessMarket.stake-era-v0.10': 'boundless/market-stake-era',
  RiscZeroSetVerifier: 'boundless/set-verifier',
  RiscZeroVerifierRouter: 'boundless/verifier-router',
  VerifierLayeredRouter: 'boundless/verifier-router',
  RiscZeroVerifierEmergencyStop: 'boundless/emergency-stop',
  ZKC: 'boundless/zkc',
  veZKC: 'boundless/vezkc',
  PovwAccounting: 'boundless/povw',
  PovwMint: 'boundless/povw',
  VersionRegistry: 'boundless/notices',
  SupplyCalculator: 'boundless/notices',
  StakingRewards: 'boundless/notices',
}
const PROXY = ['Upgraded(address)', 'Initialized(uint64)']
const OF_A_TOKEN = [
  'Transfer(address,address,uint256)',
  'Approval(address,address,uint256)',
  'EIP712DomainChanged()',
]

test('every event of every listed contract has its decoder', () => {
  const missing = Object.entries(INDEX).flatMap(([topic, { signature, contracts }]) =>
    contracts
      .filter((each) => INTERFACE_OF[each] !== undefined)
      .filter((each) => !(each === 'ZKC' && OF_A_TOKEN.includes(signature)))
      .filter(() => !PROXY.includes(signature))
      .filter((each) => !interfaces.get(INTERFACE_OF[each] ?? '')?.some((decoder) => decoder.topic === topic))
      .map((each) => `${each}: ${signature}`),
  )
  expect(missing).toEqual([])
  expect(Object.keys(INDEX).length).toBeGreaterThan(50)
})

test('calls that price nothing are those of the ABI, by selector', () => {
  for (const [name, { unpriced }] of [
    ['BoundlessMarket.mainnet-v1', CURRENT],
    ['IBoundlessMarket.stake-era-v0.10', STAKE_ERA],
  ] as const) {
    const delivering = read<Abi>(`${name}.json`).flatMap((each) =>
      each.type === 'function' && /fulfill(AndWithdraw)?$/i.test(each.name) ? [each] : [],
    )
    const plain = delivering.filter(({ name: called }) => !/price/i.test(called))
    expect(plain).toHaveLength(4)
    expect(delivering).toHaveLength(8)
    expect([...unpriced].sort()).toEqual(plain.map((each) => toFunctionSelector(each)).sort())
  }
})

describe('requests', () => {
  const domain = { chain: CHAIN, market: Address(MARKET) }
  const item = ABI.find((each) => each.type === 'function' && each.name === 'priceRequest')
  const [tuple] = item?.type === 'function' ? item.inputs : []
  const toBytes = (input: Hex) => Buffer.from(input.slice(2), 'hex')
  const encode = (request: TestRequest) => encodeAbiParameters([tuple] as readonly AbiParameter[], [request])

  test('have the digest that viem computes, whatever their texts and bytes are', () => {
    for (const [imageUrl, data] of [
      ['', '0x'],
      ['https://ä.example/\u0000', `0x${'ff'.repeat(33)}`],
    ] as const) {
      const request = { ...makeRequest(account('c1'), 7, {}, imageUrl), input: { inputType: 0, data } }
      const found = readRequest(Words.of(encode(request)).at(0), CURRENT, domain)
      expect(found.digest).toBe(digestOf(request))
      expect(found.request).toMatchObject({ id: request.id, input: data, selector: '0x00000000' })
    }
  })

  test('are found in a call at any depth, and at no other place of their id', () => {
    const request = makeRequest(account('c1'), 3)
    const other = makeRequest(account('c1'), 3, { maxPrice: 5000n })
    const call = encodeFunctionData({
      abi: ABI,
      functionName: 'priceAndFulfill',
      args: [
        [other, request],
        ['0x', '0x'],
        [],
        { seal: '0x', callbacks: [], selectors: [], prover: account('b1') },
      ],
    })
    const nested = `0xdeadbeef00${call.slice(2)}` as Hex
    const find = (input: Hex, each: TestRequest) =>
      findRequest(toBytes(input), each.id, digestOf(each) as Hash32, { shape: CURRENT, domain })
    expect(find(call, request)?.offer.maxPrice).toBe(2000n)
    expect(find(nested, request)?.offer.maxPrice).toBe(2000n)
    expect(find(nested, other)?.offer.maxPrice).toBe(5000n)
    expect(find(nested.slice(0, 2000) as Hex, request)).toBeUndefined()
    expect(
      findRequest(toBytes(call), request.id, digestOf(request) as Hash32, {
        shape: CURRENT,
        domain: { ...domain, chain: 2 },
      }),
    ).toBeUndefined()
  })

  test('of many deliveries in one call are each found, and the call is read once', () => {
    const requests = Array.from({ length: 40 }, (_, index) => makeRequest(account('c1'), index))
    const fills = requests.map((request) => ({
      id: request.id,
      requestDigest: digestOf(request),
      claimDigest: digestOf(request),
      fulfillmentDataType: 0,
      fulfillmentData: '0x',
      seal: '0x00000000',
    }))
    const [delivered] = ABI.filter((each) => each.type === 'event' && each.name === 'ProofDelivered')
    const tuples = delivered?.type === 'event' ? delivered.inputs.filter(({ indexed }) => !indexed) : []
    const receipt = { seal: '0x', callbacks: [], selectors: [], prover: account('b1') }
    const input = encodeFunctionData({
      abi: ABI,
      functionName: 'priceAndFulfill',
      args: [requests, requests.map(() => '0x'), fills, receipt],
    })
    const topic = toEventSelector(delivered as AbiEvent)
    const decoder = interfaces.get('boundless/market-v1')?.find((each) => each.topic === topic)
    const transaction = { hash: '0x', to: MARKET, input, logs: [] }
    const reads = vi.spyOn(Buffer, 'from')
    const facts = fills.flatMap((fill, logIndex) => {
      const topics = [topic, pad(toHex(fill.id)), pad(account('b1'))]
      const log = {
        address: MARKET,
        topics,
        data: encodeAbiParameters(tuples, [fill]),
        logIndex,
        transaction,
      }
      return [...(decoder?.toFacts(log as never, { contract: { chain: CHAIN } } as never) ?? [])]
    })
    const ofTheCall = reads.mock.calls.filter(([text]) => String(text).length === input.length - 2)
    reads.mockRestore()
    expect(facts.filter(({ kind }) => kind === 'market_offer')).toHaveLength(fills.length)
    expect(ofTheCall).toHaveLength(1)
  })

  test('truncated or with pointers out of the bytes are no requests', () => {
    const whole = encode(makeRequest(account('c1'), 1))
    for (const hex of [whole.slice(0, 400), `${whole.slice(0, 130)}${'f'.repeat(64)}${whole.slice(194)}`])
      expect(() => readRequest(Words.of(hex as Hex).at(0), CURRENT, domain)).toThrow(RangeError)
  })
})

describe('why a delivery was not paid', () => {
  test.each([
    ['RequestIsLocked', [5n]],
    ['RequestIsFulfilled', [5n]],
    ['InsufficientBalance', [account('c1')]],
  ])('%s', (errorName, args) => {
    expect(readRefusal(encodeErrorResult({ abi: ABI, errorName, args: args as never }))).toEqual({
      name: errorName,
      paid: null,
    })
  })

  test('a partial payment says how much', () => {
    const error = encodeErrorResult({ abi: ABI, errorName: 'PartialPayment', args: [3000n, 2000n] })
    expect(readRefusal(error)).toEqual({ name: 'PartialPayment', paid: 2000n })
  })

  test('RequestIsExpired of mainnet-v1 has one word behind a selector of two, and the next market another selector', () => {
    const word = '5'.padStart(64, '0')
    expect(readRefusal(`0x873fd26b${word}`).name).toBe('RequestIsExpired')
    expect(readRefusal(`0xfc54471a${word}`).name).toBe('RequestIsExpired')
  })

  test('another word is unknown by name, and no payment of nothing', () => {
    expect(readRefusal('0x12345678').name).toBe('unknown')
    expect(readRefusal('0x').name).toBe('unknown')
  })
})

describe('emergency stops', () => {
  test.each(['boundless', 'boundless-testnet'])(
    'of %s say which proofs they stop, each once on a chain, and a pause stops those',
    async (name) => {
      const network = await getNetwork('networks', name)
      const stops = network.contracts.filter((each) => each.interface === 'boundless/emergency-stop')
      const selectors = stops.map(({ stops: selector }) => selector)
      expect(selectors.filter((each) => !/^0x[0-9a-f]{8}$/.test(each ?? ''))).toEqual([])
      expect(selectors).toEqual(expect.arrayContaining(['0x50bd1769', '0xc101b42b', '0x62f049f6']))
      expect(new Set(stops.map((each) => `${each.chain} ${each.stops}`)).size).toBe(stops.length)
      const paused = interfaces
        .get('boundless/emergency-stop')
        ?.find(({ topic }) => topic === toEventSelector('event Paused(address)'))
      const by = account('07')
      const data = encodeAbiParameters([{ type: 'address' }], [by])
      for (const contract of stops)
        expect(paused?.toFacts({ topics: [paused.topic], data } as never, { contract } as never)).toEqual([
          {
            kind: 'parameter_change',
            row: { parameter: `stopped:${contract.stops}`, old_value: null, new_value: by },
          },
        ])
    },
  )
})
