import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { ownershipTransferred } from '../openzeppelin.ts'

/** Source: OpenZeppelin Ownable2Step. */
export const ownershipOffered = event(
  'event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner)',
  ({ previousOwner, newOwner }) => [
    {
      kind: 'parameter_change',
      row: { parameter: 'pending-owner', old_value: previousOwner, new_value: newOwner },
    },
  ],
)

/** Which verifier a selector leads to is state without a log: only the owner is told. Source: RiscZeroVerifierRouter. */
export const decoders: readonly EventDecoder[] = [ownershipTransferred, ownershipOffered]
