import { findActor, findRemedy } from '../checks/actors.ts'
import type { RepeatedStatement } from '../repeat/repeat-claim.ts'
import type { SaidClaim } from '../repeat/said-claim.ts'
import type { EXIT } from './answer.ts'

/** Version 1 of the shape; fields are added under it, and none changes its meaning (docs/methodology/answers.md). */
export interface ClaimReport {
  readonly version: 1
  readonly claim: string
  readonly network: string
  readonly class: string
  readonly chainId: number
  readonly block: { readonly number: number; readonly hash: string }
  readonly outcome: keyof typeof EXIT & ('verified' | 'rejected' | 'undecided')
  /** Whether every verdict that stands is what was found here; null where none stands. */
  readonly agrees: boolean | null
  readonly statements: readonly (Omit<RepeatedStatement, 'here'> & {
    readonly here: RepeatedStatement['here'] & { readonly act: string | null; readonly do: string | null }
  })[]
  /** What this answer takes from others without a proof, as sentences. */
  readonly taken: readonly string[]
}

/** What was repeated of a claim, with the answer as a whole. */
export function toReport(
  { id, network, chainId, blockNumber, blockHash }: SaidClaim,
  networkClass: string,
  repeated: readonly RepeatedStatement[],
): ClaimReport {
  const compared = repeated.filter(({ agrees }) => agrees !== null)
  return {
    version: 1,
    claim: id,
    network,
    class: networkClass,
    chainId,
    block: { number: blockNumber, hash: blockHash },
    outcome: outcomeOf(repeated),
    agrees: compared.length === 0 ? null : compared.every(({ agrees }) => agrees),
    statements: repeated.map((each) => ({
      ...each,
      here: { ...each.here, act: findActor(each.here.code), do: findRemedy(each.here.code) },
    })),
    taken: listTaken(repeated, network),
  }
}

/** Verified is what has a verified statement and no other that could have been judged and was not. */
function outcomeOf(repeated: readonly RepeatedStatement[]): ClaimReport['outcome'] {
  const found = repeated.map(({ here }) => here).filter(({ code }) => code !== 'NOT_RECOMPUTABLE')
  if (found.some(({ outcome }) => outcome === 'rejected')) return 'rejected'
  return found.length > 0 && found.every(({ outcome }) => outcome === 'verified') ? 'verified' : 'undecided'
}

function listTaken(repeated: readonly RepeatedStatement[], network: string): string[] {
  const proofs = new Set(repeated.map(({ conditions }) => conditions.block))
  return [
    proofs.has('unproved')
      ? 'the block, its logs and its calls are the word of the endpoints: this chain commits to none of them'
      : 'which block is final, and who sent a transaction, are the word of the endpoints; logs and calls are proved against the header',
    ...(repeated.some(({ statement }) => statement === 'hand_off_signed')
      ? ['that the hand-off was not settled before is as complete as the API’s list of claims']
      : []),
    `roots, measurements and verification keys are those of networks/${network} here`,
  ]
}
