import { event } from '../../event.ts'
import { declareLog } from '../abi.ts'

const log = declareLog('event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)')

/** Source: OpenZeppelin Ownable. */
export const ownershipTransferred = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { previousOwner, newOwner } = log.decode(raw)
    return [
      {
        kind: 'parameter_change',
        row: { parameter: 'owner', old_value: previousOwner, new_value: newOwner },
      },
    ]
  },
})
