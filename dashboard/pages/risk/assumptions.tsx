import { useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import { To } from '../../app/to.tsx'
import type { LeansOnFragment, RiskAssumptionsQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { classWord } from '../../figures/band.tsx'
import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { backedBadge, badgeOf } from './badge.ts'
import { ASSUMPTIONS } from './questions.ts'

const KINDS = [
  { key: 'vendors', title: 'One maker of trusted hardware', by: 'TEE_VENDOR' },
  { key: 'operators', title: 'Few operators', by: 'OPERATOR' },
  { key: 'approvers', title: 'Who says which code may run', by: 'APPROVER' },
  { key: 'relayers', title: 'Who puts claims on chain', by: 'RELAYER' },
] as const

/** Each thing that the network leans on, with a verdict in a word, its sentence, and the way to what it rests on. */
export function Assumptions() {
  const { network } = useNetwork()
  const { days, to } = useWindow()
  const answer = useAnswer(ASSUMPTIONS, { network: network.network, days, to })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return <Loading rows={5} />
  const { data } = answer
  const classes = [...new Set(data.operators.map((each) => each.class))]
  const withClaims = classes.filter((each) =>
    data.operators.some((of) => of.class === each && Number(of.claims.total.value) > 0),
  )
  return (
    <AskedBy question={answer.question}>
      {(withClaims.length > 0 ? withClaims : classes).map((each) => (
        <section key={each}>
          <h2>Assumptions{classes.length > 1 && `: ${classWord(each)}`}</h2>
          <div className="rules">
            {KINDS.map(({ key, title, by }) => {
              const found = data[key].find((of) => of.class === each)
              return found && <LeansOn key={key} of={found} title={title} by={by} />
            })}
            <Backed of={data.verificationMix.find((of) => of.class === each)} />
            <Repeated of={data.redundancy.find((of) => of.class === each)} />
          </div>
        </section>
      ))}
    </AskedBy>
  )
}

function LeansOn({ of, title, by }: { of: LeansOnFragment; title: string; by: string }) {
  const { word, status } = badgeOf({
    total: of.claims.total.value,
    unknown: of.claims.unknown.value,
    free: of.claims.free.value,
    half: of.claims.half.most.value,
  })
  return (
    <article className="rule">
      <h3>{title}</h3>
      <p>
        <span className={`status ${status}`}>{word}</span>
      </p>
      <p>{plain(of.sentence, 400)}</p>
      <p className="note">
        Known to hold half of claims:{' '}
        <Num name={`${title}: holders of half`} of={shownOf(of.claims.half.most)} />. Not known whose:{' '}
        <Num name={`${title}: unknown`} of={shownOf(of.claims.unknown)} />.{' '}
        <To page="risk" search={{ by }}>
          Who they are
        </To>
      </p>
    </article>
  )
}

function Backed({ of }: { of: RiskAssumptionsQuery['verificationMix'][number] | undefined }) {
  if (!of) return null
  const checked = of.claims.views.find(({ view }) => view === 'RECHECKED')?.kinds ?? []
  const share = (...kinds: readonly string[]) =>
    checked
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((sum, each) => sum + Number(each.share.value), 0)
  const unknown = checked.find(({ kind }) => kind === 'UNKNOWN')
  const { word, status } = backedBadge(
    of.claims.total.value,
    share('TEE', 'SNARK', 'REPLAY'),
    share('UNKNOWN'),
  )
  return (
    <article className="rule">
      <h3>What backs a claim</h3>
      <p>
        <span className={`status ${status}`}>{word}</span>
      </p>
      <p>{plain(of.sentence, 400)}</p>
      <p className="note">
        Claims: <Num name="Claims by what backs them" of={shownOf(of.claims.total)} />.{' '}
        {unknown && (
          <>
            Not decided by a watchdog: <Num name="Claims not decided" of={shownOf(unknown.share)} />.{' '}
          </>
        )}
        <To page="checked">Who checked them</To>
      </p>
    </article>
  )
}

function Repeated({ of }: { of: RiskAssumptionsQuery['redundancy'][number] | undefined }) {
  if (!of) return null
  const rerun = Number(of.rerun.value)
  return (
    <article className="rule">
      <h3>Nobody computes it twice</h3>
      <p>
        <span className={`status ${rerun > 0 ? 'inferred' : 'undisclosed'}`}>
          {rerun > 0 ? 'some are run again' : 'none was run again'}
        </span>
      </p>
      <p>{plain(of.sentence, 400)}</p>
      <p className="note">
        Executions saved: <Num name="Executions saved" of={shownOf(of.avoided)} />. Run again by watchdogs:{' '}
        <Num name="Run again by watchdogs" of={shownOf(of.rerun)} />. Processor time of checking one:{' '}
        <Num name="Processor time of checking one claim" of={shownOf(of.cpu)} />.
      </p>
    </article>
  )
}
