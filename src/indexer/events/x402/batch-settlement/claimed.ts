import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { toFee } from '../payment.ts'
import { findChannel, lowered } from './channel.ts'
import { channelMovement } from './movement.ts'

const log = declareLog(
  'event Claimed(bytes32 indexed channelId, address indexed sender, uint128 claimAmount, uint128 newTotalClaimed)',
)

/**
 * The fee of a channel: from here on the amount is the receiver's and no withdrawal takes it back. Who pays whom stands in
 * the call alone; where that is not to be read, the claim is a movement of unknown token. None for a token that the
 * network does not list. Source: x402 contracts/evm/src/x402BatchSettlement.sol.
 */
export const claimed = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw, context) {
    const { channelId, sender, claimAmount } = log.decode(raw)
    const called = findChannel(raw, channelId, context)
    if (called === undefined)
      return [channelMovement('channel-claimed', channelId, claimAmount, sender, undefined)]
    const token = lowered(called.channel.token)
    const { tokens } = context.network
    if (!tokens.some((each) => each.chain === context.contract.chain && each.address === token)) return []
    const payer = lowered(called.channel.payer)
    const payee = lowered(called.channel.receiver)
    return [toFee({ payer, payee, token, charged: claimAmount, cap: called.cap, at: raw }, context)]
  },
})
