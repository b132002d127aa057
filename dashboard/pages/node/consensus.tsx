import { readingOf } from '../../app/network.tsx'
import { Failed } from '../../app/states.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { amountOf } from '../../figures/shown.ts'
import type { NodeNow } from './node-now.ts'
import { NODE_CONSENSUS } from './questions.ts'
import { Recomputed } from './recomputed.tsx'
import { Votes } from './votes.tsx'

/** A validator's names, what it has not drawn, and what its node reports beside what the rules come to; nothing for other nodes. */
export function Consensus({ node }: { node: NodeNow }) {
  return node.role === 'validator' ? <Validator node={node} /> : null
}

function Validator({ node }: { node: NodeNow }) {
  const answer = useAnswer(NODE_CONSENSUS, { network: node.network, key: node.key })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  const data = answer.isPlaceholderData ? undefined : answer.data
  if (!data) return null
  const reading = readingOf(data._meta)
  return (
    <AskedBy question={answer.question}>
      {data.validatorIdentities.length > 0 && (
        <section>
          <h2>Names of this validator</h2>
          {data.validatorIdentities.map((each) => (
            <p key={each.id}>
              {each.moniker === null ? 'Without a name of its own' : plain(each.moniker)}, from block{' '}
              {each.fromBlock}
              {each.toBlock !== null && ` up to ${each.toBlock}`}: consensus{' '}
              <code>{each.consensusAddress}</code>, operator <code>{each.operatorAddress}</code>, account{' '}
              <code>{each.account}</code>, in the EVM <code>{each.evmAddress}</code>. Said by {each.source}.
            </p>
          ))}
        </section>
      )}
      <section>
        <h2>Votes</h2>
        <Votes missed={data.missedCount} newest={data.missed[0]?.value ?? null} />
      </section>
      {data.undrawnRewards.map((each) => (
        <section key={each.id}>
          <h2>Rewards that are not drawn</h2>
          <p>
            <Num name="Rewards that accrued" of={amountOf(each.accrued, reading)} /> accrued,{' '}
            <Num name="Rewards that were drawn" of={amountOf(each.withdrawn, reading)} /> drawn,{' '}
            <Num name="Rewards that are left" of={amountOf(each.remainder, reading)} /> left.
          </p>
        </section>
      ))}
      {data.recomputed.length > 0 && (
        <section>
          <h2>Reported, and computed again</h2>
          <Recomputed rows={data.recomputed} />
        </section>
      )}
    </AskedBy>
  )
}
