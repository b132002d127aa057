import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event SettlementRecorded(bytes32 indexed teeId, bool successful, uint256 responseTimeMs, uint256 indexed blockNumber)',
)

/** A response as the reporter saw it; milliseconds. Source: og-evm pull request 55 TEEReputation.sol, not merged. */
export const settlementRecorded = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { teeId, successful, responseTimeMs } = log.decode(raw)
    const detail = successful ? 'successful' : 'failed'
    return [
      { kind: 'node_report', row: { node: teeId, topic: 'response-ms', value: responseTimeMs, detail } },
    ]
  },
})
