import { useParams } from '@tanstack/react-router'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import { To } from '../../app/to.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { plain } from '../../figures/format.ts'
import { AskedBy, Copied } from '../../figures/proof.tsx'
import { Around } from './around.tsx'
import { Facts } from './facts.tsx'
import { CLAIM } from './questions.ts'
import { Recheck } from './recheck.tsx'
import { claimSentence } from './sentence.ts'
import { Settled } from './settled.tsx'
import { Verdicts } from './verdicts.tsx'

/** What exactly was claimed, and what was found about it? */
export function Page() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { network } = useNetwork()
  const whole = id.includes(':') ? id : `${network.network}:${id}`
  const answer = useAnswer(CLAIM, { network: network.network, id: whole })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data || answer.isPlaceholderData) return <Loading rows={12} title="Claim" />
  const { claimById: claim, _meta } = answer.data
  if (claim?.network !== network.network) return <NoClaim id={id} />
  const reading = readingOf(_meta)
  const checkedTo = _meta.find((each) => each.chainId === claim.chainId)?.verification?.block ?? null
  return (
    <AskedBy question={answer.question}>
      <div className="page claim">
        {answer.error && <Failed error={answer.error} since={answer.dataUpdatedAt} />}
        <header className="page-head">
          <h1>
            Claim <Copied text={claim.id} shown={claim.id.slice(claim.id.indexOf(':') + 1)} />
          </h1>
        </header>
        <p className="lead">{claimSentence(claim, checkedTo)}</p>
        <section>
          <h2>What was found</h2>
          <Verdicts verdicts={claim.verdicts} empty="No watchdog has said anything about it." />
        </section>
        <section>
          <h2>Check it again yourself</h2>
          <Recheck claim={claim} />
        </section>
        <section>
          <h2>What is claimed</h2>
          <Facts claim={claim} reading={reading} />
        </section>
        {claim.settlement && (
          <section>
            <h2>How it came on chain</h2>
            <Settled settlement={claim.settlement} leaf={claim.leafIndex} reading={reading} />
          </section>
        )}
        <Around claim={claim} reading={reading} />
      </div>
    </AskedBy>
  )
}

function NoClaim({ id }: { id: string }) {
  return (
    <section className="state">
      <h1>No claim “{plain(id, 80)}” is known in this network</h1>
      <p>
        An id is chain, block and position, and for a leaf of a batch its index: 31337-15-0-6. Leaves of a
        batch appear once its blob is kept. <To page="checked">What was checked</To>
      </p>
    </section>
  )
}
