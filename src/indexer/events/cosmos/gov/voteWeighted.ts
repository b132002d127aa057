import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event VoteWeighted(address indexed voter, uint64 proposalId, (uint8 option, string weight)[] options)',
)

/** Source: og-evm precompiles/gov. */
export const voteWeighted = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { voter, proposalId, options } = log.decode(raw)
    const row = {
      action: 'voted',
      proposal: proposalId,
      account: voter,
      detail: options.map((each) => `option ${each.option}: ${each.weight}`).join(', '),
    }
    return [{ kind: 'governance_action', row }]
  },
})
