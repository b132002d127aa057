import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'

/** The scheduler of the alpha testnet. */
export const decoders: readonly EventDecoder[] = [
  /** Two words: end and interval, in seconds. Source: block-explorer-frontend TaskScheduler. */
  event(
    'event TaskRegistered(address indexed user, address indexed contractAddress, uint256 endTime, uint256 frequency)',
    ({ contractAddress }, log) => {
      const row = { parameter: `task:${contractAddress}`, old_value: null, new_value: log.data }
      return [{ kind: 'parameter_change', row }]
    },
  ),
  /** Two words: end and interval, in seconds. Source: block-explorer-frontend TaskScheduler. */
  event(
    'event TaskUpdated(address indexed user, address indexed contractAddress, uint256 newEndTime, uint256 newFrequency)',
    ({ contractAddress }, log) => {
      const row = { parameter: `task:${contractAddress}`, old_value: null, new_value: log.data }
      return [{ kind: 'parameter_change', row }]
    },
  ),
  /** Source: block-explorer-frontend TaskScheduler. */
  event('event TaskStopped(address indexed user, address indexed contractAddress)', ({ contractAddress }) => {
    const row = { parameter: `task:${contractAddress}`, old_value: null, new_value: null }
    return [{ kind: 'parameter_change', row }]
  }),
]
