import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useChoice } from '../../app/choice.ts'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { Refused } from '../../figures/refused.tsx'
import { shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { WindowSwitch } from '../../figures/window-switch.tsx'
import { reasonOf } from '../../text/reasons.ts'
import { type Economics, Excluded, type Rest, SideBySide } from './concentration.tsx'
import { LINKS_A_PAGE, Links, Tracing } from './links.tsx'
import { Payers } from './payers.tsx'
import { DEMAND, PAYERS } from './questions.ts'

/** Who pays, and would they if nobody were paid to? */
export function Page() {
  const { network, metas } = useNetwork()
  const { days, to } = useWindow()
  const [skip] = useChoice('skip', '0')
  const demand = useAnswer(DEMAND, {
    network: network.network,
    days,
    to,
    links: LINKS_A_PAGE,
    skip: Math.max(0, Number(skip) || 0),
  })
  const economics = demand.data?.networks[0]?.economics ?? []
  const window = economics[0]?.window
  const since = window?.from.slice(0, 10) ?? '1970-01-01'
  // The end of a window is no part of it.
  const until = window ? new Date(Date.parse(window.to) - 1).toISOString().slice(0, 10) : '1970-01-01'
  const payers = useAnswer(
    PAYERS,
    { network: network.network, since, until },
    { enabled: window !== undefined },
  )
  const related = useMemo(() => relatedPayers(demand.data?.networks[0]?.economics ?? []), [demand.data])
  if (demand.error && !demand.data) return <Refused title="Demand" error={demand.error} />
  if (!demand.data) return <Loading rows={10} />
  return (
    <div className={demand.isPlaceholderData ? 'page asking' : 'page'}>
      <header className="page-head">
        <h1>Demand</h1>
        <WindowSwitch />
      </header>
      {demand.error && <Failed error={demand.error} since={demand.dataUpdatedAt} />}
      {economics.length === 0 && <p className="lead">Nobody paid anything in the last {days} days.</p>}
      <AskedBy question={demand.question}>
        {economics.map((each) => (
          <OfClass
            key={each.class}
            economics={each}
            rest={demand.data?.networks[0]?.rest?.find((of) => of.class === each.class)}
            metas={metas}
          />
        ))}
      </AskedBy>
      {payers.error && <Failed error={payers.error} />}
      {payers.data && (
        <AskedBy question={payers.question}>
          <Payers
            data={payers.data}
            related={related}
            reading={readingOf(payers.data._meta)}
            complete={skip === '0' && economics.every((each) => each.demand.links.length < LINKS_A_PAGE)}
            since={since}
            until={until}
          />
        </AskedBy>
      )}
      <p className="note">
        How this is worked out:{' '}
        <Link to="/methodology/$page" params={{ page: 'demand' }}>
          demand
        </Link>
        .
      </p>
    </div>
  )
}

function OfClass({
  economics,
  rest,
  metas,
}: {
  economics: Economics
  rest: Rest | undefined
  metas: ReturnType<typeof useNetwork>['metas']
}) {
  const reading = { class: economics.class, asOf: readingOf(metas).asOf }
  if (economics.fees.reason === 'NETWORK_CLASS')
    return (
      <section>
        <p className="lead">
          Money of the class {economics.class} has no value outside of this network: how much of it came from
          whom cannot be said in dollars. Who paid how many tokens stands below.
        </p>
      </section>
    )
  return (
    <>
      <section>
        {economics.class === 'synthetic' && <p className="note">Made-up money of a demonstration:</p>}
        <Lead economics={economics} />
      </section>
      <SideBySide economics={economics} rest={rest} />
      <Excluded economics={economics} />
      <Links economics={economics} reading={reading} />
      <Tracing economics={economics} reading={reading} />
    </>
  )
}

function Lead({ economics: { fees, coverage, demand } }: { economics: Economics }) {
  if (fees.eventsCounted === 0) return <p className="lead">Nobody paid anything in this window.</p>
  return (
    <p className="lead">
      <Num name="Payers" of={shownOf(demand.uniquePayers)} /> accounts paid{' '}
      <Num name="Fees" of={shownOf(fees)} />; the largest of them{' '}
      <Num name="Share of the largest payer" of={shownOf(demand.top1)} />.{' '}
      <Num name="Share that is not shown related" of={shownOf(demand.notShownRelated)} /> came from payers
      that no rule relates to a node.{' '}
      {coverage.value === null ? (
        <>How much of the income that is cannot be said: {reasonOf(coverage.reason).short}.</>
      ) : (
        <>
          Requesters paid <Num name="Share of income that requesters paid" of={shownOf(coverage)} /> of what
          nodes took in; the protocol paid the rest.
        </>
      )}
    </p>
  )
}

/** The rules that relate each payer, as far as the links of this page go. */
function relatedPayers(all: readonly Economics[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { payer, rule } of all.flatMap((each) => each.demand.links))
    found.set(payer, (found.get(payer) ?? new Set()).add(rule))
  return found
}
