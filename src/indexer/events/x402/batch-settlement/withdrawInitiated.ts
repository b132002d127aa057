import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { findChannel } from './channel.ts'
import { channelMovement } from './movement.ts'

const log = declareLog(
  'event WithdrawInitiated(bytes32 indexed channelId, uint128 amount, uint40 finalizeAfter)',
)

/** Announced: nothing has moved yet. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
export const withdrawInitiated = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw, context) {
    const { channelId, amount } = log.decode(raw)
    const channel = findChannel(raw, channelId, context)?.channel
    return [channelMovement('channel-withdrawal-announced', channelId, amount, null, channel)]
  },
})
