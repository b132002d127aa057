import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event DowntimeRecorded(bytes32 indexed teeId, uint256 durationSeconds, string reason, uint256 indexed blockNumber)',
)

/** Seconds. It takes nothing from the node, so it is a report and no penalty. Source: og-evm pull request 55 TEEReputation.sol, not merged. */
export const downtimeRecorded = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { teeId, durationSeconds, reason } = log.decode(raw)
    const row = { node: teeId, topic: 'downtime-seconds', value: durationSeconds, detail: reason }
    return [{ kind: 'node_report', row }]
  },
})
