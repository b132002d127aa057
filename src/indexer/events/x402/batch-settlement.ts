import type { Hex } from '../../../claim/hex.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import type { Fact } from '../facts.ts'
import { CHANNEL, type Channel, findChannel } from './channel.ts'
import { toFee } from './payment.ts'

/** Addresses of a tuple come in checksum case from the ABI decoder. */
function lowered<T extends Hex>(address: T): T {
  return address.toLowerCase() as T
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
   * a call alone, which may be that of another contract; where none tells, the claim is a movement of unknown token. None for a token that the
   * network does not list. Source: x402 contracts/evm/src/x402BatchSettlement.sol.
   */
  event(
    'event Claimed(bytes32 indexed channelId, address indexed sender, uint128 claimAmount, uint128 newTotalClaimed)',
    ({ channelId, sender, claimAmount }, log, context) => {
      const called = findChannel(log, channelId, context)
      if (called === undefined)
        return [channelMovement('channel-claimed', channelId, claimAmount, sender, undefined)]
      const { payer, receiver: payee, token } = called.channel
      const { tokens } = context.network
      if (!tokens.some((each) => each.chain === context.contract.chain && each.address === token)) return []
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
