import type { NodeConsensusQuery } from '../../data/generated/graphql.ts'

interface VotesProps {
  readonly missed: NodeConsensusQuery['missedCount']
  /** The newest block that it did not vote for. */
  readonly newest: string | null
}

/** Blocks without its vote, as their commits prove them. */
export function Votes({ missed: { totalCount, totalCountAtLeast }, newest }: VotesProps) {
  if (totalCount === 0) return <p>No block that is indexed is without its vote while it was in the set.</p>
  return (
    <p>
      Blocks without its vote while it was in the set: {totalCount ?? `at least ${totalCountAtLeast}`}, the
      newest of them {newest}. The commit under each proves it.
    </p>
  )
}
