import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event TaskUpdated(address indexed user, address indexed contractAddress, uint256 newEndTime, uint256 newFrequency)',
)

/** Two words: end and interval, in seconds. Source: block-explorer-frontend TaskScheduler. */
export const taskUpdated = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { contractAddress } = log.decode(raw)
    const row = { parameter: `task:${contractAddress}`, old_value: null, new_value: raw.data }
    return [{ kind: 'parameter_change', row }]
  },
})
