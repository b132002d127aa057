import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { toReason } from '../../words.ts'

const log = declareLog(
  'event RewardPaid(bytes32 indexed node, address indexed payee, address token, uint256 amount, uint64 period, bytes32 reason)',
)

/** An emission, never a fee. Source: IAssayV1.sol. */
export const rewardPaid = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { node, payee, token, amount, period, reason } = log.decode(raw)
    return [{ kind: 'emission', row: { node, payee, token, amount, period, reason: toReason(reason) } }]
  },
})
