import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event SubmitProposal(address indexed proposer, uint64 proposalId)')

/** Source: og-evm precompiles/gov. */
export const submitProposal = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { proposer, proposalId } = log.decode(raw)
    const row = { action: 'submitted', proposal: proposalId, account: proposer, detail: null }
    return [{ kind: 'governance_action', row }]
  },
})
