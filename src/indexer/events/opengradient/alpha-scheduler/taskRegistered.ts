import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event TaskRegistered(address indexed user, address indexed contractAddress, uint256 endTime, uint256 frequency)',
)

/** Two words: end and interval, in seconds. Source: block-explorer-frontend TaskScheduler. */
export const taskRegistered = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { contractAddress } = log.decode(raw)
    const row = { parameter: `task:${contractAddress}`, old_value: null, new_value: raw.data }
    return [{ kind: 'parameter_change', row }]
  },
})
