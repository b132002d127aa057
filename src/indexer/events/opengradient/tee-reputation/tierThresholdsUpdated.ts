import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event TierThresholdsUpdated(uint256 excellentThreshold, uint256 goodThreshold, uint256 fairThreshold)',
)

/** Three words. Source: og-evm pull request 55 TEEReputation.sol, not merged. */
export const tierThresholdsUpdated = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    log.decode(raw)
    return [
      {
        kind: 'parameter_change',
        row: { parameter: 'reputation-tiers', old_value: null, new_value: raw.data },
      },
    ]
  },
})
