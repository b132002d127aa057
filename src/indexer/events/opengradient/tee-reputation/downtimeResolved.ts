import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event DowntimeResolved(bytes32 indexed teeId, uint256 totalDowntimeSeconds, uint256 indexed blockNumber)',
)

/** Source: og-evm pull request 55 TEEReputation.sol, not merged. */
export const downtimeResolved = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { teeId, totalDowntimeSeconds } = log.decode(raw)
    const row = { node: teeId, topic: 'downtime-seconds-total', value: totalDowntimeSeconds, detail: null }
    return [{ kind: 'node_report', row }]
  },
})
