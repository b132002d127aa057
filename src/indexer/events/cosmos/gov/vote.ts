import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event Vote(address indexed voter, uint64 proposalId, uint8 option)')

/** Options: 1 yes, 2 abstain, 3 no, 4 no with veto. Source: og-evm precompiles/gov. */
export const vote = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { voter, proposalId, option } = log.decode(raw)
    const row = { action: 'voted', proposal: proposalId, account: voter, detail: `option ${option}` }
    return [{ kind: 'governance_action', row }]
  },
})
