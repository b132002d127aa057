import { encodeFunctionData, parseAbi } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import type { Address, Hex } from '../../../src/claim/hex.ts'
import { selectLogs } from '../../../src/claim/source-set.ts'
import { decoders as transfers } from '../../../src/indexer/events/erc20/transfer.ts'
import { interfaces } from '../../../src/indexer/events/index.ts'
import { createEventTable } from '../../../src/indexer/events/table.ts'
import { decoders as proxy } from '../../../src/indexer/events/x402/upto-proxy.ts'
import { getNetwork, type Network } from '../../../src/platform/network.ts'
import { account, contextOf, decode, type Emitted, emit, type Sent } from './encode.ts'

const [TOKEN, UPTO, EXACT] = [account('01'), account('02'), account('03')]
const [PAYER, SHARED, OWN, MULTICALL] = [account('11'), account('12'), account('13'), account('14')]
const listed = (name: string, address: Address, kind: string) => ({
  name,
  chain: 1,
  address,
  interface: kind,
})
const NETWORK: Partial<Network> = {
  contracts: [
    listed('token', TOKEN, 'erc20/transfer'),
    listed('upto', UPTO, 'x402/upto-proxy'),
    listed('exact', EXACT, 'x402/exact-proxy'),
  ],
  tokens: [{ chain: 1, address: TOKEN, symbol: 'OPG', decimals: 18, class: 'mainnet', priceSeries: null }],
  labels: [{ chain: 1, address: SHARED, label: 'payTo', kind: 'shared-payee', source: 'the test' }],
} as Partial<Network>
const ABI = parseAbi([
  'struct Token { address token; uint256 amount; }',
  'struct Permit { Token permitted; uint256 nonce; uint256 deadline; }',
  'struct Witness { address to; address facilitator; uint256 validAfter; }',
  'function settle(Permit permit, uint256 amount, address owner, Witness witness, bytes signature)',
])

const transfer = (to: Address, value: bigint, from = PAYER): Emitted => ({
  event: 'event Transfer(address indexed from, address indexed to, uint256 value)',
  args: { from, to, value },
  address: TOKEN,
})
const settled = (address = EXACT): Emitted => ({ event: 'event Settled()', args: {}, address })

/** The facts of a transaction whose logs are all read but those that `unread` names by their place. */
function factsOf(logs: readonly Emitted[], sent: Sent, unread: readonly number[] = []) {
  const emitted = emit(logs, sent)
  const read = emitted.filter((_, index) => !unread.includes(index))
  // Decoders are given the logs that were read; the others' places stay.
  for (const each of emitted) Object.assign(each.transaction, { logs: read })
  return read.flatMap((log) =>
    decode(log.address === TOKEN ? transfers : proxy, log, contextOf({}, NETWORK)).map(({ kind, row }) => {
      const { payee, amount, attribution, reason } = row as Record<string, unknown>
      return kind === 'fee' ? { payee, amount, attribution } : { kind, reason }
    }),
  )
}
const input = (payee: Address, amount: bigint): Hex => {
  const permit = { permitted: { token: TOKEN, amount: 100n }, nonce: 1n, deadline: 2n }
  const witness = { to: payee, facilitator: MULTICALL, validAfter: 0n }
  return encodeFunctionData({
    abi: ABI,
    functionName: 'settle',
    args: [permit, amount, PAYER, witness, '0xab'],
  })
}
const shared = (amount: bigint) => ({ payee: SHARED, amount, attribution: 'shared' })
const unknown = { kind: 'unknown_log', reason: 'calldata' }

describe('through another contract', () => {
  const sent = { to: MULTICALL }

  test('the Transfer right before the settlement is the fee', () => {
    expect(factsOf([transfer(SHARED, 73n), settled()], sent)).toEqual([shared(73n)])
  })

  test('a transfer to the same payee further up is none, and what was paid is kept as unknown', () => {
    const logs = [transfer(SHARED, 1000n, MULTICALL), transfer(OWN, 69n), settled()]
    expect(factsOf(logs, sent, [1])).toEqual([unknown])
  })

  test('of a batch each payment stands for itself', () => {
    const logs = [
      transfer(SHARED, 73n),
      settled(),
      transfer(OWN, 74n),
      settled(UPTO),
      transfer(SHARED, 75n),
      settled(),
    ]
    expect(factsOf(logs, sent, [2])).toEqual([shared(73n), unknown, shared(75n)])
    const own = { payee: OWN, amount: 74n, attribution: 'undetermined' }
    expect(factsOf(logs, sent)).toEqual([shared(73n), own, shared(75n)])
  })

  test('a transfer behind the settlement is none', () => {
    expect(factsOf([transfer(OWN, 5n), settled(), transfer(SHARED, 9n)], sent, [0])).toEqual([unknown])
  })
})

describe('a call that stands in the call of another contract', () => {
  const through = (...calls: readonly Hex[]): Sent => ({
    to: MULTICALL,
    input: `0x12345678${calls.map((each) => `${each.slice(2)}00`).join('')}`,
  })

  test('of a token that keeps a part, the payee is that of the call, not who keeps the part', () => {
    const parts = [transfer(OWN, 11n), transfer(MULTICALL, 1n), settled(UPTO)]
    const own = { payee: OWN, amount: 11n, attribution: 'undetermined' }
    expect(factsOf(parts, through(input(OWN, 12n)))).toEqual([own])
    // The part may also be taken from what the payee received.
    const after = [transfer(OWN, 12n), transfer(MULTICALL, 1n, OWN), settled(UPTO)]
    expect(factsOf(after, through(input(OWN, 12n)))).toEqual([own])
    // Two payments to one payee, and a transfer that pays nobody for work.
    const twice = [transfer(OWN, 5000n), ...parts, transfer(OWN, 1n), ...parts]
    expect(factsOf(twice, through(input(OWN, 12n), input(OWN, 12n)))).toEqual([own, own])
  })

  test('in several transfers is their sum', () => {
    const parts = [transfer(OWN, 6n), transfer(OWN, 5n), settled(UPTO)]
    const own = { payee: OWN, amount: 11n, attribution: 'undetermined' }
    expect(factsOf(parts, through(input(OWN, 11n)))).toEqual([own])
  })

  test('of a batch of hundreds is one of as many fees, and costs no more than a moment', () => {
    const amounts = Array.from({ length: 300 }, (_, i) => BigInt(i + 1))
    const sent = through(...amounts.map((each) => input(OWN, each)))
    const began = performance.now()
    const facts = factsOf(
      amounts.flatMap((each) => [transfer(OWN, each), settled(UPTO)]),
      sent,
    )
    // Each of them reading all calls anew took minutes.
    expect(performance.now() - began).toBeLessThan(10_000)
    const own = { payee: OWN, attribution: 'undetermined' }
    expect(facts).toEqual(amounts.map((amount) => ({ ...own, amount })))
  })

  test('that no transfer bears out makes the payment unknown, and another beside it changes nothing', () => {
    const paid = [transfer(OWN, 12n), settled(UPTO)]
    expect(factsOf(paid, through(input(SHARED, 12n)))).toEqual([unknown])
    const own = { payee: OWN, amount: 12n, attribution: 'undetermined' }
    expect(factsOf(paid, through(input(SHARED, 12n), input(OWN, 12n)))).toEqual([own])
  })

  test('that is the second of two which both may be it is none', () => {
    const parts = [transfer(OWN, 7n), transfer(SHARED, 5n), settled(UPTO)]
    expect(factsOf(parts, through(input(OWN, 12n), input(SHARED, 12n)))).toEqual([unknown])
  })
})

describe('a call of the proxy itself', () => {
  test('tells the amount where the Transfer was not read', () => {
    const own = { payee: OWN, amount: 11n, attribution: 'undetermined' }
    const sent = { to: UPTO, input: input(OWN, 11n) }
    expect(factsOf([transfer(OWN, 11n), settled(UPTO)], sent, [0])).toEqual([own])
  })

  test('of a token that keeps a part, the payee received what its Transfer says', () => {
    const sent = { to: UPTO, input: input(SHARED, 12n) }
    const logs = [transfer(SHARED, 11n), transfer(MULTICALL, 1n), settled(UPTO)]
    expect(factsOf(logs, sent)).toEqual([shared(11n)])
    expect(factsOf(logs, sent, [1])).toEqual([shared(11n)])
    // Also with the part first, and where the transfer to the payee was not read.
    const other = [transfer(MULTICALL, 1n), transfer(SHARED, 11n), settled(UPTO)]
    expect(factsOf(other, sent)).toEqual([shared(11n)])
    expect(factsOf(logs, sent, [0])).toEqual([shared(12n)])
  })

  test('in several transfers is their sum, once', () => {
    const sent = { to: UPTO, input: input(SHARED, 12n) }
    const parts = [transfer(SHARED, 6n), transfer(SHARED, 5n)]
    expect(factsOf([...parts, transfer(MULTICALL, 1n), settled(UPTO)], sent)).toEqual([shared(11n)])
    expect(factsOf([transfer(MULTICALL, 1n), ...parts, settled(UPTO)], sent)).toEqual([shared(11n)])
  })

  test('is one fee beside its Transfer', () => {
    const sent = { to: UPTO, input: input(SHARED, 12n) }
    expect(factsOf([transfer(SHARED, 12n), settled(UPTO)], sent)).toEqual([shared(12n)])
  })
})

test('the network that is shipped reads the transfers beside a settlement on both of its chains with money', async () => {
  const network = await getNetwork('networks', 'opengradient-testnet')
  for (const chain of [8453, 84532]) {
    const { sources } = createEventTable(network, chain, interfaces, [])
    const token = network.contracts.find(
      (each) => each.chain === chain && each.interface === 'erc20/transfer',
    )
    const proxy = network.contracts.find(
      (each) => each.chain === chain && each.interface === 'x402/exact-proxy',
    )
    const moved = { ...transfer(OWN, 5n), address: token?.address ?? TOKEN }
    const paid = emit([moved, settled(proxy?.address), moved])
    // The last one is of another transaction, in which nothing was settled.
    const logs = paid.map((log) => ({ ...log, transactionIndex: log.logIndex === 2 ? 1 : 0 }))
    expect(selectLogs(sources, logs).map((each) => each.logIndex)).toEqual([0, 1])
  }
})
