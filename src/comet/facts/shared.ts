import { encodeBech32 } from '../../claim/bech32.ts'
import type { Consensus } from '../../platform/consensus.ts'
import type { CometEvent } from '../read/results.ts'
import { moduleAccount, ownAmount, type ReadEvent } from './context.ts'
import { find, need } from './event.ts'
import { movement } from './make.ts'

const FEES = moduleAccount('fee_collector')
const DISTRIBUTION = moduleAccount('distribution')

/** What the distribution module shares out with a block: the fees of the one before, and what was made anew. Source: x/distribution keeper/allocation.go. */
const sharedOut: ReadEvent = (event, context) => [
  movement('rewards-shared-out', {
    account: FEES,
    counterparty: DISTRIBUTION,
    amount: ownAmount(need(event, 'amount'), context).whole,
  }),
]

/** The reader of a transfer at the beginning of a block, if it is of what is shared out; every other one is a part of something else. */
export function findShared(event: CometEvent, { prefix }: Consensus): ReadEvent | undefined {
  if (event.type !== 'transfer') return undefined
  if (ends.prefix !== prefix)
    ends = { prefix, from: encodeBech32(prefix, FEES), to: encodeBech32(prefix, DISTRIBUTION) }
  return find(event, 'sender') === ends.from && find(event, 'recipient') === ends.to ? sharedOut : undefined
}

// Written once for a chain: each block has such transfers.
let ends = { prefix: '', from: '', to: '' }
