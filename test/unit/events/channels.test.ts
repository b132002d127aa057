import { encodeFunctionData, hashTypedData, parseAbi } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import type { Hex } from '../../../src/claim/hex.ts'
import { decoders } from '../../../src/indexer/events/x402/batch-settlement.ts'
import type { Network } from '../../../src/platform/network.ts'
import { ACCOUNT_CALLS } from '../../support/account-calls.ts'
import { account, CONTRACT, contextOf, decode, emit, hash, type Sent } from './encode.ts'

const [PAYER, RECEIVER, TOKEN, ACCOUNT] = [account('11'), account('12'), account('01'), account('ac')]
const NETWORK: Partial<Network> = {
  tokens: [{ chain: 1, address: TOKEN, symbol: 'OPG', decimals: 18, class: 'mainnet', priceSeries: null }],
} as Partial<Network>
const ABI = parseAbi([
  'struct Config { address payer; address payerAuthorizer; address receiver; address receiverAuthorizer; address token; uint40 withdrawDelay; bytes32 salt; }',
  'struct Voucher { Config channel; uint128 maxClaimableAmount; }',
  'struct Claim { Voucher voucher; bytes signature; uint128 totalClaimed; }',
  'function claim(Claim[] voucherClaims)',
  'function claimWithSignature(Claim[] voucherClaims, bytes authorizerSignature)',
  'function deposit(Config config, uint128 amount, address collector, bytes collectorData)',
  'function finalizeWithdraw(Config config)',
  'function multicall(bytes[] data)',
])

const channelOf = (salt: string) => ({
  payer: PAYER,
  payerAuthorizer: PAYER,
  receiver: RECEIVER,
  receiverAuthorizer: RECEIVER,
  token: TOKEN,
  withdrawDelay: 900,
  salt: hash(salt),
})
type Channel = ReturnType<typeof channelOf>
/** As the contract computes it, here by the types as a wallet writes them. */
const idOf = (message: Channel, chainId = 1): Hex =>
  hashTypedData({
    domain: { name: 'x402 Batch Settlement', version: '1', chainId, verifyingContract: CONTRACT },
    types: {
      ChannelConfig: [
        { name: 'payer', type: 'address' },
        { name: 'payerAuthorizer', type: 'address' },
        { name: 'receiver', type: 'address' },
        { name: 'receiverAuthorizer', type: 'address' },
        { name: 'token', type: 'address' },
        { name: 'withdrawDelay', type: 'uint40' },
        { name: 'salt', type: 'bytes32' },
      ],
    },
    primaryType: 'ChannelConfig',
    message,
  })
const claim = (...claims: readonly (readonly [Channel, bigint])[]): Hex =>
  encodeFunctionData({
    abi: ABI,
    functionName: 'claim',
    args: [
      claims.map(([channel, maxClaimableAmount]) => ({
        voucher: { channel, maxClaimableAmount },
        signature: '0xabcd' as const,
        totalClaimed: 7n,
      })),
    ],
  })
const deposit = (config: Channel): Hex =>
  encodeFunctionData({ abi: ABI, functionName: 'deposit', args: [config, 9n, ACCOUNT, '0x'] })
const multicall = (...data: readonly Hex[]): Hex =>
  encodeFunctionData({ abi: ABI, functionName: 'multicall', args: [data] })

const CLAIMED =
  'event Claimed(bytes32 indexed channelId, address indexed sender, uint128 claimAmount, uint128 newTotalClaimed)'
const WITHDRAWN = 'event WithdrawFinalized(bytes32 indexed channelId, address indexed sender, uint128 amount)'
const [ONE, TWO] = [channelOf('5a'), channelOf('5b')]
const claimed = (channel: Channel, claimAmount: bigint) => ({
  event: CLAIMED,
  args: { channelId: idOf(channel), sender: ACCOUNT, claimAmount, newTotalClaimed: claimAmount },
})
/** What each log of the transaction becomes. */
const factsOf = (logs: Parameters<typeof emit>[0], sent: Sent) =>
  emit(logs, sent).flatMap((log) => decode(decoders, log, contextOf({}, NETWORK)))
const fee = (amount: bigint, cap: bigint | null) => ({
  kind: 'fee',
  row: expect.objectContaining({ payer: PAYER, payee: RECEIVER, token: TOKEN, amount, cap }),
})
const unread = (amount: bigint) => ({
  kind: 'movement',
  row: expect.objectContaining({ kind: 'channel-claimed', account: ACCOUNT, token: null, amount }),
})

describe('a claim from a channel', () => {
  test.each(Object.entries(ACCOUNT_CALLS))('through %s is the fee of its payer', (_, wrap) => {
    const input = wrap(CONTRACT, claim([ONE, 10n], [TWO, 11n]))
    const facts = factsOf([claimed(ONE, 3n), claimed(TWO, 4n)], { to: ACCOUNT, input })
    // What a voucher allows does not prove itself in the call of another contract.
    expect(facts).toEqual([fee(3n, null), fee(4n, null)])
  })

  test('through an account inside another, and of the second of its calls', () => {
    const { safe, handleOps } = ACCOUNT_CALLS
    const input = handleOps?.(ACCOUNT, safe?.(CONTRACT, multicall(deposit(TWO), claim([ONE, 10n]))) ?? '0x')
    expect(factsOf([claimed(ONE, 3n)], { to: ACCOUNT, input: input ?? '0x' })).toEqual([fee(3n, null)])
  })

  test('of the contract itself has the cap of its voucher, also behind a deposit of the same channel', () => {
    expect(factsOf([claimed(ONE, 3n)], { input: claim([ONE, 10n]) })).toEqual([fee(3n, 10n)])
    const input = multicall(deposit(ONE), claim([ONE, 10n]))
    expect(factsOf([claimed(ONE, 3n)], { input })).toEqual([fee(3n, 10n)])
  })

  test('of two vouchers for one channel has no cap: which of them a log is of, nobody says', () => {
    const input = claim([ONE, 10n], [ONE, 20n])
    expect(factsOf([claimed(ONE, 3n), claimed(ONE, 4n)], { input })).toEqual([fee(3n, null), fee(4n, null)])
  })

  test.each([
    ['another channel', claim([TWO, 10n])],
    ['no claim', '0x12345678' as const],
    ['a list that is longer than the input', claim([ONE, 10n]).slice(0, 10 + 3 * 64) as Hex],
    ['a pointer out of the input', `${claim([ONE, 10n]).slice(0, 10)}${'f'.repeat(64)}` as Hex],
    ['words that are no configuration', claim([ONE, 10n]).replaceAll('0'.repeat(24), '1'.repeat(24)) as Hex],
  ])('of which the input holds %s names no payer, wherever it went', (_, input) => {
    for (const to of [CONTRACT, ACCOUNT])
      expect(factsOf([claimed(ONE, 3n)], { to, input })).toEqual([unread(3n)])
  })

  test('is of the chain that its id is of', () => {
    const [log] = emit([claimed(ONE, 3n)], { input: claim([ONE, 10n]) })
    const onAnother = contextOf({ chain: 2 }, NETWORK)
    expect(decode(decoders, log, onAnother)).toEqual([unread(3n)])
  })

  test('of hundreds in one transaction costs no more than a moment, and decoys beside them nothing more', () => {
    const channels = Array.from({ length: 300 }, (_, i) => channelOf((i % 256).toString(16).padStart(2, '0')))
    const real = claim(...channels.map((channel) => [channel, 10n] as const))
    // Lists of a thousand that point at one and the same element.
    const alias = `${claim([TWO, 1n]).slice(0, 10)}${word(32)}${word(1_000)}${word(32_000).repeat(1_000)}`
    const input = `0x12345678${real.slice(2)}${alias.slice(2).repeat(10)}` as Hex
    const began = performance.now()
    const facts = factsOf(
      channels.map((channel) => claimed(channel, 3n)),
      { to: ACCOUNT, input },
    )
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(facts).toEqual(channels.map(() => fee(3n, null)))
  })
})

test('money that leaves a channel through another contract is of its payer', () => {
  const input = ACCOUNT_CALLS.safe?.(
    CONTRACT,
    encodeFunctionData({ abi: ABI, functionName: 'finalizeWithdraw', args: [ONE] }),
  )
  const withdrawn = { event: WITHDRAWN, args: { channelId: idOf(ONE), sender: ACCOUNT, amount: 5n } }
  const row = { kind: 'channel-withdrawn', account: PAYER, counterparty: RECEIVER, token: TOKEN, amount: 5n }
  expect(factsOf([withdrawn], { to: ACCOUNT, input: input ?? '0x' })).toEqual([
    { kind: 'movement', row: expect.objectContaining(row) },
  ])
})

function word(value: number): string {
  return value.toString(16).padStart(64, '0')
}
