import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { ownershipTransferred } from '../openzeppelin.ts'
import { ownershipOffered } from './verifier-router.ts'

/** A verifier is stopped for good once a fault of it is known. Source: RiscZeroVerifierEmergencyStop. */
export const decoders: readonly EventDecoder[] = [
  event('event Paused(address account)', ({ account }) => [
    { kind: 'parameter_change', row: { parameter: 'stopped', old_value: null, new_value: account } },
  ]),
  event('event Unpaused(address account)', ({ account }) => [
    { kind: 'parameter_change', row: { parameter: 'stopped', old_value: account, new_value: null } },
  ]),
  ownershipTransferred,
  ownershipOffered,
]
