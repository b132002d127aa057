import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event ReputationUpdated(bytes32 indexed teeId, uint256 score, uint8 tier, uint256 indexed blockNumber)',
)

/** Score out of 10,000. Source: og-evm pull request 55 TEEReputation.sol, not merged. */
export const reputationUpdated = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { teeId, score, tier } = log.decode(raw)
    const row = { node: teeId, topic: 'reputation', value: score, detail: `tier ${tier}` }
    return [{ kind: 'node_report', row }]
  },
})
