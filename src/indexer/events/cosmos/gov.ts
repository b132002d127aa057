import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'

/** The governance precompile 0x805. */
export const decoders: readonly EventDecoder[] = [
  /** Source: og-evm precompiles/gov. */
  event('event SubmitProposal(address indexed proposer, uint64 proposalId)', ({ proposer, proposalId }) => {
    const row = { action: 'submitted', proposal: proposalId, account: proposer, detail: null }
    return [{ kind: 'governance_action', row }]
  }),
  /** Source: og-evm precompiles/gov. */
  event('event CancelProposal(address indexed proposer, uint64 proposalId)', ({ proposer, proposalId }) => {
    const row = { action: 'cancelled', proposal: proposalId, account: proposer, detail: null }
    return [{ kind: 'governance_action', row }]
  }),
  /** Source: og-evm precompiles/gov. */
  event(
    'event Deposit(address indexed depositor, uint64 proposalId, (string denom, uint256 amount)[] amount)',
    ({ depositor, proposalId, amount }) => {
      const row = {
        action: 'deposited',
        proposal: proposalId,
        account: depositor,
        detail: amount.map((each) => `${each.amount} ${each.denom}`).join(', '),
      }
      return [{ kind: 'governance_action', row }]
    },
  ),
  /** Options: 1 yes, 2 abstain, 3 no, 4 no with veto. Source: og-evm precompiles/gov. */
  event(
    'event Vote(address indexed voter, uint64 proposalId, uint8 option)',
    ({ voter, proposalId, option }) => {
      const row = { action: 'voted', proposal: proposalId, account: voter, detail: `option ${option}` }
      return [{ kind: 'governance_action', row }]
    },
  ),
  /** Source: og-evm precompiles/gov. */
  event(
    'event VoteWeighted(address indexed voter, uint64 proposalId, (uint8 option, string weight)[] options)',
    ({ voter, proposalId, options }) => {
      const row = {
        action: 'voted',
        proposal: proposalId,
        account: voter,
        detail: options.map((each) => `option ${each.option}: ${each.weight}`).join(', '),
      }
      return [{ kind: 'governance_action', row }]
    },
  ),
]
