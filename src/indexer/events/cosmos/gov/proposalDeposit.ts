import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event Deposit(address indexed depositor, uint64 proposalId, (string denom, uint256 amount)[] amount)',
)

/** Source: og-evm precompiles/gov. */
export const proposalDeposit = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { depositor, proposalId, amount } = log.decode(raw)
    const row = {
      action: 'deposited',
      proposal: proposalId,
      account: depositor,
      detail: amount.map((each) => `${each.amount} ${each.denom}`).join(', '),
    }
    return [{ kind: 'governance_action', row }]
  },
})
