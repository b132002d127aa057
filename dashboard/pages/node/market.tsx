import { readingOf } from '../../app/network.tsx'
import { Failed } from '../../app/states.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { duration } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { amountOf } from '../../figures/shown.ts'
import { Locks } from './locks.tsx'
import { MarketDays } from './market-days.tsx'
import type { NodeNow } from './node-now.ts'
import { Proving } from './proving.tsx'
import { NODE_MARKET } from './questions.ts'
import { Rewards } from './rewards.tsx'

/** What it has locked in a market of proofs, and its work by epoch; nothing for who does neither. */
export function Market({ node }: { node: NodeNow }) {
  const answer = useAnswer(NODE_MARKET, { network: node.network, key: node.key })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  const data = answer.isPlaceholderData ? undefined : answer.data
  if (!data || data.marketProvers.length + data.workRewards.length === 0) return null
  const reading = readingOf(data._meta)
  return (
    <AskedBy question={answer.question}>
      {data.marketProvers.map((prover) => (
        <section key={prover.token}>
          <h2>Locked requests</h2>
          <p>
            {prover.inTime} of {prover.dueLocks} delivered in time.{' '}
            <Num name="Collateral in open locks" of={amountOf(prover.locked, reading)} /> in{' '}
            {prover.openLocks} open locks,{' '}
            <Num name="Collateral that is slashable" of={amountOf(prover.slashable, reading)} /> slashable in{' '}
            {prover.slashableLocks}
            {prover.slashableSince && ` (${ageOf(prover.slashableSince, prover.asOf)})`}, slashed:{' '}
            <Num name="Collateral that was burned" of={amountOf(prover.burned, reading)} /> burned,{' '}
            <Num name="Collateral that was moved to others" of={amountOf(prover.transferred, reading)} />{' '}
            moved. Orders that were never locked are not among these.
          </p>
          <Proving node={node} />
          <MarketDays rows={data.marketDays} reading={reading} />
          <Locks rows={data.marketLocks} reading={reading} />
        </section>
      ))}
      {data.workRewards.length > 0 && (
        <section>
          <h2>Rewarded work</h2>
          <Rewards rows={data.workRewards} reading={reading} />
        </section>
      )}
    </AskedBy>
  )
}

function ageOf(deadline: string, asOf: string): string {
  return `the oldest for ${duration((Date.parse(asOf) - Date.parse(deadline)) / 1000)}`
}
