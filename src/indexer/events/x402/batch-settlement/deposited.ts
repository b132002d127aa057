import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { findChannel } from './channel.ts'
import { channelMovement } from './movement.ts'

const log = declareLog(
  'event Deposited(bytes32 indexed channelId, address indexed sender, uint128 amount, uint128 newBalance)',
)

/** Escrow: still the payer's. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
export const deposited = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw, context) {
    const { channelId, sender, amount } = log.decode(raw)
    const channel = findChannel(raw, channelId, context)?.channel
    return [channelMovement('channel-deposited', channelId, amount, sender, channel)]
  },
})
