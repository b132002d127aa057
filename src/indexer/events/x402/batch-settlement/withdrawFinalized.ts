import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { findChannel } from './channel.ts'
import { channelMovement } from './movement.ts'

const log = declareLog(
  'event WithdrawFinalized(bytes32 indexed channelId, address indexed sender, uint128 amount)',
)

/** Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
export const withdrawFinalized = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw, context) {
    const { channelId, sender, amount } = log.decode(raw)
    const channel = findChannel(raw, channelId, context)?.channel
    return [channelMovement('channel-withdrawn', channelId, amount, sender, channel)]
  },
})
