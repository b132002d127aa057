import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { CHANNEL } from './channel.ts'
import { channelMovement } from './movement.ts'

const log = declareLog(`event ChannelCreated(bytes32 indexed channelId, ${CHANNEL} config)`)

/** The first deposit follows in its own log. Source: x402 contracts/evm/src/x402BatchSettlement.sol. */
export const channelCreated = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { channelId, config } = log.decode(raw)
    return [channelMovement('channel-opened', channelId, 0n, null, config)]
  },
})
