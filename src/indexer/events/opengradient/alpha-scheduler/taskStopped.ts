import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event TaskStopped(address indexed user, address indexed contractAddress)')

/** Source: block-explorer-frontend TaskScheduler. */
export const taskStopped = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { contractAddress } = log.decode(raw)
    const row = { parameter: `task:${contractAddress}`, old_value: null, new_value: null }
    return [{ kind: 'parameter_change', row }]
  },
})
