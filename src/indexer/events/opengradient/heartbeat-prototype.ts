import { declareCall } from '../abi.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { calldataUnread } from './calldata.ts'

const call = declareCall(
  'function heartbeat(bytes32 teeId, uint256 timestamp, bytes publicKey, bytes signature)',
)

/** Heartbeat.sol, a contract of its own before the registry took heartbeats. */
export const decoders: readonly EventDecoder[] = [
  /** Source: tee-gateway 0a98b71 Heartbeat.sol. */
  event(
    'event HeartbeatReceived(bytes32 indexed teeId, uint256 timestamp, uint256 count)',
    ({ teeId, timestamp }, log) => {
      const called = log.transaction.to === log.address ? call.find(log.transaction.input) : undefined
      const own = called?.teeId === teeId && called.timestamp === timestamp ? called : undefined
      const row = { node: teeId, signed_at: timestamp, signature: own?.signature ?? null }
      return own
        ? [{ kind: 'heartbeat', row }]
        : [{ kind: 'heartbeat', row }, calldataUnread(log, 'heartbeat')]
    },
    { readsCall: true },
  ),
]
