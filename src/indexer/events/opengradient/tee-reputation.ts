import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { roleDecoders } from '../openzeppelin.ts'

/** TEEReputation.sol, proposed and not merged. */
export const decoders: readonly EventDecoder[] = [
  /** A response as the reporter saw it; milliseconds. Source: og-evm pull request 55 TEEReputation.sol, not merged. */
  event(
    'event SettlementRecorded(bytes32 indexed teeId, bool successful, uint256 responseTimeMs, uint256 indexed blockNumber)',
    ({ teeId, successful, responseTimeMs }) => {
      const detail = successful ? 'successful' : 'failed'
      return [
        { kind: 'node_report', row: { node: teeId, topic: 'response-ms', value: responseTimeMs, detail } },
      ]
    },
  ),
  /** Seconds. It takes nothing from the node, so it is a report and no penalty. Source: og-evm pull request 55 TEEReputation.sol, not merged. */
  event(
    'event DowntimeRecorded(bytes32 indexed teeId, uint256 durationSeconds, string reason, uint256 indexed blockNumber)',
    ({ teeId, durationSeconds, reason }) => {
      const row = { node: teeId, topic: 'downtime-seconds', value: durationSeconds, detail: reason }
      return [{ kind: 'node_report', row }]
    },
  ),
  /** Source: og-evm pull request 55 TEEReputation.sol, not merged. */
  event(
    'event DowntimeResolved(bytes32 indexed teeId, uint256 totalDowntimeSeconds, uint256 indexed blockNumber)',
    ({ teeId, totalDowntimeSeconds }) => {
      const row = { node: teeId, topic: 'downtime-seconds-total', value: totalDowntimeSeconds, detail: null }
      return [{ kind: 'node_report', row }]
    },
  ),
  /** Score out of 10,000. Source: og-evm pull request 55 TEEReputation.sol, not merged. */
  event(
    'event ReputationUpdated(bytes32 indexed teeId, uint256 score, uint8 tier, uint256 indexed blockNumber)',
    ({ teeId, score, tier }) => {
      const row = { node: teeId, topic: 'reputation', value: score, detail: `tier ${tier}` }
      return [{ kind: 'node_report', row }]
    },
  ),
  /** Three words: success, uptime, response; basis points. Source: og-evm pull request 55 TEEReputation.sol, not merged. */
  event(
    'event WeightsUpdated(uint256 successWeightBps, uint256 uptimeWeightBps, uint256 responseWeightBps)',
    (_, log) => [
      {
        kind: 'parameter_change',
        row: { parameter: 'reputation-weights', old_value: null, new_value: log.data },
      },
    ],
  ),
  /** Three words. Source: og-evm pull request 55 TEEReputation.sol, not merged. */
  event(
    'event TierThresholdsUpdated(uint256 excellentThreshold, uint256 goodThreshold, uint256 fairThreshold)',
    (_, log) => [
      {
        kind: 'parameter_change',
        row: { parameter: 'reputation-tiers', old_value: null, new_value: log.data },
      },
    ],
  ),
  ...roleDecoders,
]
