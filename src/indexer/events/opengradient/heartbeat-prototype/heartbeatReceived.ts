import { event } from '../../../event.ts'
import { declareCall, declareLog } from '../../abi.ts'
import { calldataUnread } from '../calldata.ts'

const log = declareLog('event HeartbeatReceived(bytes32 indexed teeId, uint256 timestamp, uint256 count)')
const call = declareCall(
  'function heartbeat(bytes32 teeId, uint256 timestamp, bytes publicKey, bytes signature)',
)

/** Source: tee-gateway 0a98b71 Heartbeat.sol. */
export const heartbeatReceived = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw) {
    const { teeId, timestamp } = log.decode(raw)
    const called = raw.transaction.to === raw.address ? call.find(raw.transaction.input) : undefined
    const own = called?.teeId === teeId && called.timestamp === timestamp ? called : undefined
    const row = { node: teeId, signed_at: timestamp, signature: own?.signature ?? null }
    return own ? [{ kind: 'heartbeat', row }] : [{ kind: 'heartbeat', row }, calldataUnread(raw, 'heartbeat')]
  },
})
