import { readingOf } from '../../app/network.tsx'
import { Failed } from '../../app/states.tsx'
import { type ChainLink, TrustChain } from '../../charts/chain.tsx'
import type { NodeTrustQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { ClaimLink } from '../../figures/claim-link.tsx'
import { plain, short } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy, Copied } from '../../figures/proof.tsx'
import { When } from '../../figures/when.tsx'
import { useWindow } from '../../figures/window.ts'
import type { NodeNow } from './node-now.ts'
import { NODE_TRUST } from './questions.ts'

type Found = NonNullable<NodeTrustQuery['trustChain']>
type Link = Found['links'][number]

/** What its newest checked work leans on, link by link. */
export function Trust({ node: { network, chainId, key } }: { node: NodeNow }) {
  const { to } = useWindow()
  const answer = useAnswer(NODE_TRUST, { network, node: `${network}:${chainId}-${key}`, to })
  const found = answer.isPlaceholderData ? undefined : answer.data?.trustChain
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!found || !answer.data) return null
  const reading = readingOf(answer.data._meta)
  const { sentence, links, gpuAttested, measuredRuns, attestationAge, approvalsChangedSince } = found
  return (
    <AskedBy question={answer.question}>
      <section>
        <h2>What its word leans on</h2>
        <p>
          {sentence}{' '}
          {found.claimId ? (
            <>
              The newest claim that was decided about: <ClaimLink of={found.claimId} />.
            </>
          ) : (
            'No claim of it was decided about.'
          )}
        </p>
        <TrustChain title="Chain of trust" unit="each link as it was found" links={links.map(toShown)} />
        <dl>
          <dt>Is the GPU attested?</dt>
          <dd>
            {gpuAttested.state.toLowerCase()}: {gpuAttested.says}
          </dd>
          <dt>Is what was measured what runs?</dt>
          <dd>
            {measuredRuns.state.toLowerCase()}: {measuredRuns.says}
          </dd>
          {approvalsChangedSince !== null && (
            <>
              <dt>Age of the attestation</dt>
              <dd>
                <Num name="Age of the attestation" of={{ ...attestationAge, ...reading }} />
                {approvalsChangedSince > 0 &&
                  ` The registry changed what it approves ${approvalsChangedSince} times since, and the node was not attested again.`}
              </dd>
            </>
          )}
        </dl>
      </section>
    </AskedBy>
  )
}

function toShown({ name, value, state, says, time, code, source, blockNumber }: Link): ChainLink {
  const words = name.toLowerCase().replaceAll('_', ' ')
  return {
    name: words.charAt(0).toUpperCase() + words.slice(1),
    what: shownValue(value),
    text: value,
    state: state.toLowerCase() as ChainLink['state'],
    says,
    at: time,
    shownBy: (
      <>
        {time && <When at={time} />} {blockNumber !== null && <small>block {blockNumber}</small>}{' '}
        {code !== null && code !== 'VERIFIED' && <code>{code}</code>}{' '}
        {source && <small>{plain(source)}</small>}
      </>
    ),
  }
}

/** A key begins and ends like every other of its kind: what tells it apart stands before the end. */
function shownValue(value: string | null) {
  if (value === null) return null
  if (!value.startsWith('0x')) return plain(value)
  return <Copied text={value} shown={value.length > 100 ? `…${value.slice(-20, -10)}` : short(value)} />
}
