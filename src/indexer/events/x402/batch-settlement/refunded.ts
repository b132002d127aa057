import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { findChannel } from './channel.ts'
import { channelMovement } from './movement.ts'

const log = declareLog('event Refunded(bytes32 indexed channelId, address indexed sender, uint128 amount)')

/** Escrow that nobody claimed goes back: no fee is taken back. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
export const refunded = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw, context) {
    const { channelId, sender, amount } = log.decode(raw)
    const channel = findChannel(raw, channelId, context)?.channel
    return [channelMovement('channel-refunded', channelId, amount, sender, channel)]
  },
})
