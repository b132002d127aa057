import { declareCall } from '../abi.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { heartbeatFacts } from './heartbeat.ts'

const HEARTBEAT = declareCall(
  'function heartbeat(bytes32 teeId, uint256 timestamp, bytes publicKey, bytes signature)',
)

/** Heartbeat.sol, a contract of its own before the registry took heartbeats. */
export const decoders: readonly EventDecoder[] = [
  /** Source: tee-gateway 0a98b71 Heartbeat.sol. */
  event(
    'event HeartbeatReceived(bytes32 indexed teeId, uint256 timestamp, uint256 count)',
    (beat, log) => heartbeatFacts(log, beat, HEARTBEAT),
    { readsCall: true },
  ),
]
