import { Failed } from '../../app/states.tsx'
import { NodeLink } from '../../app/to.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { ClaimLink } from '../../figures/claim-link.tsx'
import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { amountOf, type Reading } from '../../figures/shown.ts'
import { At } from '../../figures/when.tsx'
import { reasonOf } from '../../text/reasons.ts'
import type { ClaimNow } from './claim-now.ts'
import { Hash } from './facts.tsx'
import { CLAIM_AROUND } from './questions.ts'

/** The work that it answers, what was paid for it, its model, and claims of the same input and output. */
export function Around({ claim, reading }: { claim: ClaimNow; reading: Reading }) {
  const { requestKey, modelKey } = claim
  const answer = useAnswer(CLAIM_AROUND, {
    network: claim.network,
    chain: claim.chainId,
    request: requestKey,
    hasRequest: requestKey !== null,
    model: modelKey,
    hasModel: modelKey !== null,
    input: claim.inputHash,
    output: claim.outputHash,
  })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return null
  const { requests = [], fees = [], models = [], same } = answer.data
  const others = same.filter((each) => each.id !== claim.id)
  return (
    <AskedBy question={answer.question}>
      <section>
        <h2>What hangs together with it</h2>
        <ul className="changes">
          {requestKey === null && (
            <li>It names no work that was given out, so no payment can be told to be for it.</li>
          )}
          {requests.map(({ id, requester, nodeKey, blockTime, deadline, deadlineReason }) => (
            <li key={id}>
              <At at={blockTime} /> <Hash of={requester} /> gave the work to <NodeLink of={nodeKey} />;{' '}
              {deadline ? (
                <>
                  due <At at={deadline} />
                  {claim.blockTime > deadline ? ', and this came late' : ', and this came in time'}
                </>
              ) : (
                `when it was due: ${reasonOf(deadlineReason).short}`
              )}
            </li>
          ))}
          {fees.map(({ id, payer, payee, refund, amount, blockTime }) => (
            <li key={id}>
              <At at={blockTime} />{' '}
              <Num name={refund ? 'Paid back for it' : 'Paid for it'} of={amountOf(amount, reading)} />{' '}
              {refund ? 'paid back to' : 'paid by'} <Hash of={payer} /> {refund ? 'from' : 'to'}{' '}
              <Hash of={payee} />
            </li>
          ))}
          {requestKey !== null && fees.length === 0 && <li>No payment names the work that it answers.</li>}
          {models.map(({ id, system, uri, blockTime }) => (
            <li key={id}>
              <At at={blockTime} /> the model was published for {plain(system, 30)}
              {uri && `, at ${plain(uri, 90)}`}
            </li>
          ))}
          {others.map(({ id, nodeKey, blockTime }) => (
            <li key={id}>
              <At at={blockTime} /> the same input and output in claim <ClaimLink of={id} />
              {nodeKey && (
                <>
                  {' '}
                  of <NodeLink of={nodeKey} />
                </>
              )}
            </li>
          ))}
          {others.length === 0 && <li>No other claim has the same input and output.</li>}
        </ul>
      </section>
    </AskedBy>
  )
}
