import type { EventDecoder } from '../../../event.ts'
import { cancelProposal } from './cancelProposal.ts'
import { proposalDeposit } from './proposalDeposit.ts'
import { submitProposal } from './submitProposal.ts'
import { vote } from './vote.ts'
import { voteWeighted } from './voteWeighted.ts'

/** The governance precompile 0x805. */
export const decoders: readonly EventDecoder[] = [
  submitProposal,
  cancelProposal,
  proposalDeposit,
  vote,
  voteWeighted,
]
