import type { EventDecoder } from '../../../event.ts'
import { heartbeatReceived } from './heartbeatReceived.ts'

/** Heartbeat.sol, a contract of its own before the registry took heartbeats. */
export const decoders: readonly EventDecoder[] = [heartbeatReceived]
