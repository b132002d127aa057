import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { toReason, unlessZero } from '../../words.ts'

const log = declareLog(
  'event NodeSlashed(bytes32 indexed node, bytes32 indexed reason, address staker, address token, uint256 amount, bytes32 evidence)',
)

/** An amount of 0 is a finding without a loss. No staker: all lose in proportion. Source: IAssayV1.sol. */
export const nodeSlashed = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { node, reason, staker, token, amount, evidence } = log.decode(raw)
    return [
      {
        kind: 'penalty',
        row: {
          node,
          kind: 'slash',
          staker: unlessZero(staker),
          token,
          amount,
          reason: toReason(reason),
          evidence: unlessZero(evidence),
        },
      },
    ]
  },
})
