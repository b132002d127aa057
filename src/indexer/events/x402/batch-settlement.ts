import { hashTypedData } from 'viem'
import type { Address, Hash32, Hex } from '../../../claim/hex.ts'
import { declareCall } from '../abi.ts'
import type { ChainLog, EventContext, EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import type { Fact } from '../facts.ts'
import { toFee } from './payment.ts'

/** What names a channel; amounts are in base units of `token`. */
interface Channel {
  readonly payer: Hex
  readonly payerAuthorizer: Hex
  readonly receiver: Hex
  readonly receiverAuthorizer: Hex
  readonly token: Hex
  readonly withdrawDelay: number
  readonly salt: Hex
}

/** A channel that a call speaks of, and the most that its payer's voucher allows, where there is one. */
interface CalledChannel {
  readonly channel: Channel
  readonly cap: bigint | null
}

/** As Solidity declares it: `ChannelConfig`. */
const CHANNEL =
  '(address payer, address payerAuthorizer, address receiver, address receiverAuthorizer, address token, uint40 withdrawDelay, bytes32 salt)'
const CLAIMS =
  `((${CHANNEL} channel, uint128 maxClaimableAmount) voucher, bytes signature, uint128 totalClaimed)[] voucherClaims` as const
const CLAIM = declareCall(`function claim(${CLAIMS})`)
const CLAIM_SIGNED = declareCall(`function claimWithSignature(${CLAIMS}, bytes authorizerSignature)`)
const MULTICALL = declareCall('function multicall(bytes[] data)')
const ONE_CHANNEL = [
  declareCall(`function deposit(${CHANNEL} config, uint128 amount, address collector, bytes collectorData)`),
  declareCall(`function refund(${CHANNEL} config, uint128 amount)`),
  declareCall(
    `function refundWithSignature(${CHANNEL} config, uint128 amount, uint256 nonce, bytes receiverAuthorizerSignature)`,
  ),
  declareCall(`function initiateWithdraw(${CHANNEL} config, uint128 amount)`),
  declareCall(`function finalizeWithdraw(${CHANNEL} config)`),
]

/**
 * The channel that a log names by its id, from the transaction's call of the same contract, if it is there. The id is a
 * hash over the whole configuration, so a call cannot speak of another channel. Source: x402 contracts/evm/src/x402BatchSettlement.sol.
 */
function findChannel(log: ChainLog, id: Hash32 | Hex, { contract }: EventContext): CalledChannel | undefined {
  const { to, input } = log.transaction
  if (to !== log.address) return undefined
  return listCalled(input).find(({ channel }) => channelId(channel, contract.chain, log.address) === id)
}

/** EIP-712, so that one configuration has another id on each chain. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
function channelId(channel: Channel, chainId: number, verifyingContract: Address): Hex {
  return hashTypedData({
    domain: { name: 'x402 Batch Settlement', version: '1', chainId, verifyingContract },
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
    message: channel,
  })
}

/** Addresses of a tuple come in checksum case from the ABI decoder. */
function lowered<T extends Hex>(address: T): T {
  return address.toLowerCase() as T
}

function listCalled(input: Hex): readonly CalledChannel[] {
  const inner = MULTICALL.find(input)?.data ?? [input]
  return inner.flatMap((each): readonly CalledChannel[] => {
    const claims = (CLAIM.find(each) ?? CLAIM_SIGNED.find(each))?.voucherClaims
    if (claims)
      return claims.map(({ voucher }) => ({ channel: voucher.channel, cap: voucher.maxClaimableAmount }))
    const config = ONE_CHANNEL.map((call) => call.find(each)).find((found) => found !== undefined)?.config
    return config ? [{ channel: config, cap: null }] : []
  })
}

/** Money that moves in or out of a channel without being earned; the channel's id is the reference. */
function channelMovement(
  kind: string,
  id: Hex,
  amount: bigint,
  sender: Hex | null,
  channel: Channel | undefined,
): Fact {
  const row = {
    kind,
    node: null,
    account: channel ? lowered(channel.payer) : sender,
    counterparty: channel ? lowered(channel.receiver) : null,
    token: channel ? lowered(channel.token) : null,
    amount,
    reference: id,
  }
  return { kind: 'movement', row }
}

/** x402BatchSettlement: channels that a payer fills and a receiver claims from by signed vouchers. */
export const decoders: readonly EventDecoder[] = [
  /** The first deposit follows in its own log. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
  event(`event ChannelCreated(bytes32 indexed channelId, ${CHANNEL} config)`, ({ channelId, config }) => [
    channelMovement('channel-opened', channelId, 0n, null, config),
  ]),
  /** Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
  event(`event ChannelClosed(bytes32 indexed channelId, ${CHANNEL} config)`, ({ channelId, config }) => [
    channelMovement('channel-closed', channelId, 0n, null, config),
  ]),
  /** Escrow: still the payer's. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
  event(
    'event Deposited(bytes32 indexed channelId, address indexed sender, uint128 amount, uint128 newBalance)',
    ({ channelId, sender, amount }, log, context) => {
      const channel = findChannel(log, channelId, context)?.channel
      return [channelMovement('channel-deposited', channelId, amount, sender, channel)]
    },
    { readsCall: true },
  ),
  /** Escrow that nobody claimed goes back: no fee is taken back. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
  event(
    'event Refunded(bytes32 indexed channelId, address indexed sender, uint128 amount)',
    ({ channelId, sender, amount }, log, context) => {
      const channel = findChannel(log, channelId, context)?.channel
      return [channelMovement('channel-refunded', channelId, amount, sender, channel)]
    },
    { readsCall: true },
  ),
  /** Announced: nothing has moved yet. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
  event(
    'event WithdrawInitiated(bytes32 indexed channelId, uint128 amount, uint40 finalizeAfter)',
    ({ channelId, amount }, log, context) => {
      const channel = findChannel(log, channelId, context)?.channel
      return [channelMovement('channel-withdrawal-announced', channelId, amount, null, channel)]
    },
    { readsCall: true },
  ),
  /** Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
  event(
    'event WithdrawFinalized(bytes32 indexed channelId, address indexed sender, uint128 amount)',
    ({ channelId, sender, amount }, log, context) => {
      const channel = findChannel(log, channelId, context)?.channel
      return [channelMovement('channel-withdrawn', channelId, amount, sender, channel)]
    },
    { readsCall: true },
  ),
  /**
   * The fee of a channel: from here on the amount is the receiver's and no withdrawal takes it back. Who pays whom stands in
   * the call alone; where that is not to be read, the claim is a movement of unknown token. None for a token that the
   * network does not list. Source: x402 contracts/evm/src/x402BatchSettlement.sol.
   */
  event(
    'event Claimed(bytes32 indexed channelId, address indexed sender, uint128 claimAmount, uint128 newTotalClaimed)',
    ({ channelId, sender, claimAmount }, log, context) => {
      const called = findChannel(log, channelId, context)
      if (called === undefined)
        return [channelMovement('channel-claimed', channelId, claimAmount, sender, undefined)]
      const token = lowered(called.channel.token)
      const { tokens } = context.network
      if (!tokens.some((each) => each.chain === context.contract.chain && each.address === token)) return []
      const payer = lowered(called.channel.payer)
      const payee = lowered(called.channel.receiver)
      return [toFee({ payer, payee, token, charged: claimAmount, cap: called.cap, at: log }, context)]
    },
    { readsCall: true },
  ),
  /** What was claimed before is paid out: the fee was counted when it was claimed. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
  event(
    'event Settled(address indexed receiver, address indexed token, address indexed sender, uint128 amount)',
    ({ receiver, token, sender, amount }) => {
      const row = {
        kind: 'channel-paid-out',
        node: null,
        account: receiver,
        counterparty: sender,
        token,
        amount,
        reference: null,
      }
      return [{ kind: 'movement', row }]
    },
  ),
]
