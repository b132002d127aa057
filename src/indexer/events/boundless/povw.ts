import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { ownershipTransferred } from '../openzeppelin.ts'

/** Work for the protocol's own reward, for any customer or none. Source: PovwAccounting; PovwMint has no event but its owner's. */
export const decoders: readonly EventDecoder[] = [
  event(
    'event WorkLogUpdated(address indexed workLogId, uint256 epochNumber, bytes32 initialCommit, bytes32 updatedCommit, uint256 updateValue, address valueRecipient)',
    ({ workLogId, epochNumber, initialCommit, updatedCommit, updateValue, valueRecipient }) => [
      {
        kind: 'work_reported',
        row: {
          node: workLogId,
          payee: valueRecipient,
          period: epochNumber,
          amount: updateValue,
          before: initialCommit,
          after: updatedCommit,
        },
      },
    ],
  ),
  event('event EpochFinalized(uint256 indexed epoch, uint256 totalWork)', ({ epoch, totalWork }) => [
    { kind: 'work_period', row: { period: epoch, amount: totalWork } },
  ]),
  event('event EIP712DomainChanged()', () => [
    { kind: 'parameter_change', row: { parameter: 'eip712-domain', old_value: null, new_value: null } },
  ]),
  ownershipTransferred,
]
