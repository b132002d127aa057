import { useMemo } from 'react'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { Empty, Failed, Loading } from '../../app/states.tsx'
import { To } from '../../app/to.tsx'
import { DayBars } from '../../charts/day-bars.tsx'
import { listDays } from '../../charts/days.ts'
import { MixBar } from '../../charts/mix.tsx'
import type { CheckedQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { percent } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { dailyOutcomes, OUTCOMES, rejectedOf, sumOf } from '../../figures/outcomes.ts'
import { AskedBy } from '../../figures/proof.tsx'
import { Refused } from '../../figures/refused.tsx'
import { countOf, type Reading, shareOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { WindowSwitch } from '../../figures/window-switch.tsx'
import { statementOf } from '../../text/verdicts.ts'
import { DisagreementList } from './disagreement-list.tsx'
import { CHECKED } from './questions.ts'
import { SampleList } from './sample-list.tsx'
import { VerdictList } from './verdict-list.tsx'

/** What was proved, by whom, and what could not be. */
export function Page() {
  const { network } = useNetwork()
  const { since, from, until, bound } = useWindow()
  const answer = useAnswer(CHECKED, { network: network.network, since, from, until, end: bound })
  if (answer.error && !answer.data) return <Refused title="Is it checked?" error={answer.error} />
  if (!answer.data) return <Loading rows={10} />
  const { data } = answer
  const reading = readingOf(data._meta)
  return (
    <AskedBy question={answer.question}>
      <div className={answer.isPlaceholderData ? 'page asking' : 'page'}>
        {answer.error && <Failed error={answer.error} since={answer.dataUpdatedAt} />}
        <header className="page-head">
          <h1>Is it checked?</h1>
          <To page="risk">What does it lean on?</To>
          <WindowSwitch />
        </header>
        <Summary data={data} reading={reading} />
        <ByStatement data={data} />
        <ByDay data={data} since={since} until={until} />
        <section>
          <h2>Samples that nobody chose</h2>
          <p className="note">
            Committed to before a public draw, so that a bound holds for what was not drawn. Undecided counts
            as failure in it.
          </p>
          <SampleList />
        </section>
        <section>
          <h2>Where watchdogs disagree</h2>
          <p className="note">
            Two of them decided the same otherwise, or blame others for it. Both verdicts stand.
          </p>
          <DisagreementList />
        </section>
        <section>
          <h2>Verdicts, the newest first</h2>
          <VerdictList />
        </section>
        <section>
          <h2>Check it yourself</h2>
          <p>
            Each verdict can be repeated without believing this server: its page has the command. A file that
            you have yourself can be <To page="recheck">checked in this browser</To>.
          </p>
        </section>
      </div>
    </AskedBy>
  )
}

function Summary({ data, reading }: { data: CheckedQuery; reading: Reading }) {
  const verified = sumOf(data.checked, 'verified')
  const undecided = sumOf(data.checked, 'undecided')
  const rejected = rejectedOf(data.checked, [data.byNode, data.byRelayer, data.byRegistry, data.byNobody])
  const whole = verified + rejected + undecided
  const later = Math.min(undecided, data.later.totalCount ?? 0)
  const counted = data.later.totalCount !== null && data.never.totalCount !== null
  const faults = [
    { name: 'the node’s fault', count: data.byNode.totalCount },
    { name: 'the relayer’s fault', count: data.byRelayer.totalCount },
    { name: 'the registry’s fault', count: data.byRegistry.totalCount },
    { name: 'nobody shown to be at fault', count: data.byNobody.totalCount },
  ]
  return (
    <section>
      <p className="lead">
        {whole === 0
          ? 'No watchdog has checked anything of this window.'
          : `${percent(String((verified + rejected) / whole))} of ${whole.toLocaleString('en-US')} statements could be decided; ${rejected.toLocaleString('en-US')} were rejected, ${data.byNode.totalCount?.toLocaleString('en-US') ?? 'many'} by a node’s fault.`}
      </p>
      <MixBar
        label="Statements of the window"
        parts={
          counted
            ? [
                { name: 'proved', meaning: 'verified', count: verified },
                { name: 'rejected', meaning: 'rejected', count: rejected },
                { name: 'undecided, asked again later', meaning: 'emission', count: later },
                { name: 'nobody can check it here', meaning: 'undecided', count: undecided - later },
              ]
            : [
                { name: 'proved', meaning: 'verified', count: verified },
                { name: 'rejected', meaning: 'rejected', count: rejected },
                { name: 'undecided', meaning: 'undecided', count: undecided },
              ]
        }
      />
      <dl className="facts">
        <div>
          <dt>Could be decided</dt>
          <dd>
            <Num
              name="Share of statements that could be decided"
              of={shareOf(verified + rejected, whole, reading)}
            />
          </dd>
        </div>
        {faults.map(({ name, count }) => (
          <div key={name}>
            <dt>Rejected: {name}</dt>
            <dd>
              <Num name={`Rejections that are ${name}`} of={countOf(count, 'verdicts', reading)} />
            </dd>
          </div>
        ))}
        <div>
          <dt>Proved wrong and corrected</dt>
          <dd>
            <Num
              name="Verdicts that a later one corrects"
              of={countOf(data.corrected.totalCount, 'verdicts', reading)}
            />
          </dd>
        </div>
      </dl>
    </section>
  )
}

function ByStatement({ data }: { data: CheckedQuery }) {
  const statements = [...new Set(data.checked.map((each) => each.statement))].sort()
  return (
    <section>
      <h2>By statement</h2>
      <p className="note">
        Counted by node. A rejection that names none, such as a forged batch, stands in the list of verdicts
        below.
      </p>
      {statements.length === 0 && <Empty>No statement was checked in this window.</Empty>}
      <div className="columns">
        {statements.map((statement) => {
          const rows = data.checked.filter((each) => each.statement === statement)
          const { name, long } = statementOf(statement)
          return (
            <article key={statement}>
              <h3>
                {name} <small>{statement}</small>
              </h3>
              <p className="note">{long}</p>
              <MixBar
                label={name}
                parts={OUTCOMES.map((outcome) => ({
                  name: outcome,
                  meaning: outcome,
                  count: sumOf(rows, outcome),
                }))}
              />
            </article>
          )
        })}
      </div>
    </section>
  )
}

function ByDay({ data, since, until }: { data: CheckedQuery; since: string; until: string }) {
  const [days, series] = useMemo(() => {
    const listed = listDays(since, until)
    return [listed, dailyOutcomes(data.checkedByDay, listed, data.networkDays)]
  }, [data, since, until])
  return (
    <section>
      <DayBars
        title="By day"
        unit="verdicts, by the day of what they are about"
        days={days}
        series={series}
        running={days.at(-1) ?? null}
        note="Verdicts follow behind the newest blocks: the last days grow."
      />
    </section>
  )
}
