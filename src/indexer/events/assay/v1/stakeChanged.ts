import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event StakeChanged(bytes32 indexed node, address indexed staker, address token, int256 delta, uint256 total)',
)

/** A deposit or a withdrawal. Source: IAssayV1.sol. */
export const stakeChanged = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const row = log.decode(raw)
    return [{ kind: 'stake_change', row }]
  },
})
