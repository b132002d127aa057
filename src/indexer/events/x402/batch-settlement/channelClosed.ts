import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { CHANNEL } from './channel.ts'
import { channelMovement } from './movement.ts'

const log = declareLog(`event ChannelClosed(bytes32 indexed channelId, ${CHANNEL} config)`)

/** Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
export const channelClosed = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { channelId, config } = log.decode(raw)
    return [channelMovement('channel-closed', channelId, 0n, null, config)]
  },
})
