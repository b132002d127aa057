import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event WeightsUpdated(uint256 successWeightBps, uint256 uptimeWeightBps, uint256 responseWeightBps)',
)

/** Three words: success, uptime, response; basis points. Source: og-evm pull request 55 TEEReputation.sol, not merged. */
export const weightsUpdated = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    log.decode(raw)
    return [
      {
        kind: 'parameter_change',
        row: { parameter: 'reputation-weights', old_value: null, new_value: raw.data },
      },
    ]
  },
})
