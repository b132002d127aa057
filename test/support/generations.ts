import { encodeFunctionData, hashTypedData, parseAbi, parseAbiItem } from 'viem/utils'
import { teeIdOf } from '../../src/claim/hash.ts'
import { Address, type Hash32, type Hex, toBytes } from '../../src/claim/hex.ts'
import { account, encodeLog, hash } from '../unit/events/encode.ts'
import type { MockLog, MockTransaction } from './mockchain/chain.ts'

/** Logs of every generation of OpenGradient's contracts, encoded by viem from the published declarations. */
export function log(address: Address, event: string, args: Readonly<Record<string, unknown>>): MockLog {
  return { address, ...encodeLog(event, args) }
}

export const ADDRESS = {
  oldRegistry: account('e1'),
  registry: account('e2'),
  relayV1: account('e3'),
  relayV2: account('e4'),
  settlement: account('e5'),
  staking: Address('0x0000000000000000000000000000000000000800'),
  distribution: Address('0x0000000000000000000000000000000000000801'),
  alpha: Address('0x00000000000000000000000000000000000000f4'),
  token: account('f1'),
  upto: account('f2'),
  exact: account('f3'),
  channels: account('f4'),
}
const [OWNER, PAYER, SHARED, OWN, LONE] = [1, 2, 3, 4, 5].map((n) => account(`0${n}`)) as [
  Address,
  Address,
  Address,
  Address,
  Address,
]
export const KEYS = ['0x30820101', '0x30820202'] as const
export const [FIRST, SECOND] = KEYS.map((key) => teeIdOf(toBytes(key))) as [Hash32, Hash32]

const registryAbi = parseAbi([
  'function registerTEEWithAttestation(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType)',
  'function heartbeat(bytes32 teeId, uint256 timestamp, bytes signature)',
])

/** A registration as a node operator sends it. */
export function registration(
  registry: Address,
  key: (typeof KEYS)[number],
  endpoint: string,
  document: Hex,
  paymentAddress = OWN,
): MockTransaction {
  const args = [document, key, '0x3082', paymentAddress, endpoint, 0] as const
  return {
    to: registry,
    input: encodeFunctionData({ abi: registryAbi, functionName: 'registerTEEWithAttestation', args }),
    logs: [
      log(registry, 'event TEERegistered(bytes32 indexed teeId, address indexed owner, uint8 teeType)', {
        teeId: teeIdOf(toBytes(key)),
        owner: OWNER,
        teeType: 0,
      }),
    ],
  }
}

/** A heartbeat as the facilitator relays it. */
export function heartbeat(registry: Address, teeId: Hash32, timestamp: bigint): MockTransaction {
  return {
    to: registry,
    input: encodeFunctionData({
      abi: registryAbi,
      functionName: 'heartbeat',
      args: [teeId, timestamp, '0xbeef'],
    }),
    logs: [
      log(registry, 'event HeartbeatReceived(bytes32 indexed teeId, uint256 timestamp)', {
        teeId,
        timestamp,
      }),
    ],
  }
}

const uptoAbi = parseAbi([
  'struct Token { address token; uint256 amount; }',
  'struct Permit { Token permitted; uint256 nonce; uint256 deadline; }',
  'struct UptoWitness { address to; address facilitator; uint256 validAfter; }',
  'function settle(Permit permit, uint256 amount, address owner, UptoWitness witness, bytes signature)',
])
const exactAbi = parseAbi([
  'struct Token { address token; uint256 amount; }',
  'struct Permit { Token permitted; uint256 nonce; uint256 deadline; }',
  'struct ExactWitness { address to; uint256 validAfter; }',
  'function settle(Permit permit, address owner, ExactWitness witness, bytes signature)',
])

export function transfer(from: Address, to: Address, value: bigint, token = ADDRESS.token): MockLog {
  return log(token, 'event Transfer(address indexed from, address indexed to, uint256 value)', {
    from,
    to,
    value,
  })
}

/** A payment of `amount`, signed up to `cap`, with its Transfer where the payee is one whose transfers are read. */
export function paidUpto(
  payee: Address,
  amount: bigint,
  cap: bigint,
  token = ADDRESS.token,
): MockTransaction {
  const permit = { permitted: { token, amount: cap }, nonce: 1n, deadline: 2n }
  const witness = { to: payee, facilitator: OWNER, validAfter: 0n }
  const args = [permit, amount, PAYER, witness, '0xab'] as const
  const logs = [transfer(PAYER, payee, amount, token), log(ADDRESS.upto, 'event Settled()', {})]
  return {
    to: ADDRESS.upto,
    input: encodeFunctionData({ abi: uptoAbi, functionName: 'settle', args }),
    logs,
  }
}

/** A payment of the whole amount that was signed. */
export function paidExactly(payee: Address, amount: bigint): MockTransaction {
  const permit = { permitted: { token: ADDRESS.token, amount }, nonce: 1n, deadline: 2n }
  const args = [permit, PAYER, { to: payee, validAfter: 0n }, '0xab'] as const
  return {
    to: ADDRESS.exact,
    input: encodeFunctionData({ abi: exactAbi, functionName: 'settle', args }),
    logs: [transfer(PAYER, payee, amount), log(ADDRESS.exact, 'event Settled()', {})],
  }
}

const CHANNEL =
  '(address payer, address payerAuthorizer, address receiver, address receiverAuthorizer, address token, uint40 withdrawDelay, bytes32 salt)'
const CHANNEL_TYPES = {
  ChannelConfig: [
    { name: 'payer', type: 'address' },
    { name: 'payerAuthorizer', type: 'address' },
    { name: 'receiver', type: 'address' },
    { name: 'receiverAuthorizer', type: 'address' },
    { name: 'token', type: 'address' },
    { name: 'withdrawDelay', type: 'uint40' },
    { name: 'salt', type: 'bytes32' },
  ],
} as const

/** A channel's whole life on one chain: filled, claimed from, paid out. */
export function channelLife(chainId: number, amount: bigint): MockTransaction[] {
  const channel = {
    payer: PAYER,
    payerAuthorizer: PAYER,
    receiver: SHARED,
    receiverAuthorizer: SHARED,
    token: ADDRESS.token,
    withdrawDelay: 900,
    salt: hash('5a'),
  }
  const channelId = hashTypedData({
    domain: { name: 'x402 Batch Settlement', version: '1', chainId, verifyingContract: ADDRESS.channels },
    types: CHANNEL_TYPES,
    primaryType: 'ChannelConfig',
    message: channel,
  })
  const claim = parseAbiItem(
    `function claim(((${CHANNEL} channel, uint128 maxClaimableAmount) voucher, bytes signature, uint128 totalClaimed)[] voucherClaims)` as string,
  )
  const vouchers = [
    { voucher: { channel, maxClaimableAmount: amount + 5n }, signature: '0xab', totalClaimed: amount },
  ]
  const to = ADDRESS.channels
  return [
    {
      to,
      logs: [
        log(to, `event ChannelCreated(bytes32 indexed channelId, ${CHANNEL} config)`, {
          channelId,
          config: channel,
        }),
        log(
          to,
          'event Deposited(bytes32 indexed channelId, address indexed sender, uint128 amount, uint128 newBalance)',
          { channelId, sender: PAYER, amount: 2n * amount, newBalance: 2n * amount },
        ),
      ],
    },
    {
      to,
      input: encodeFunctionData({ abi: [claim], args: [vouchers] } as never),
      logs: [
        log(
          to,
          'event Claimed(bytes32 indexed channelId, address indexed sender, uint128 claimAmount, uint128 newTotalClaimed)',
          { channelId, sender: SHARED, claimAmount: amount, newTotalClaimed: amount },
        ),
      ],
    },
    {
      to,
      logs: [
        log(
          to,
          'event Settled(address indexed receiver, address indexed token, address indexed sender, uint128 amount)',
          { receiver: SHARED, token: ADDRESS.token, sender: OWNER, amount },
        ),
      ],
    },
  ]
}

export { LONE, OWN, PAYER, SHARED }
