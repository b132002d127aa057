import type { EventContext, EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { ownershipTransferred } from '../openzeppelin.ts'
import { ownershipOffered } from './verifier-router.ts'

/** Which proofs it stops stands in network.json: the contract knows its verifier, and no log of it says which that is. */
const parameterOf = ({ contract }: EventContext): string =>
  contract.stops === undefined ? 'stopped' : `stopped:${contract.stops}`

/** A verifier is stopped for good once a fault of it is known. Source: RiscZeroVerifierEmergencyStop. */
export const decoders: readonly EventDecoder[] = [
  event('event Paused(address account)', ({ account }, _, context) => [
    {
      kind: 'parameter_change',
      row: { parameter: parameterOf(context), old_value: null, new_value: account },
    },
  ]),
  event('event Unpaused(address account)', ({ account }, _, context) => [
    {
      kind: 'parameter_change',
      row: { parameter: parameterOf(context), old_value: account, new_value: null },
    },
  ]),
  ownershipTransferred,
  ownershipOffered,
]
