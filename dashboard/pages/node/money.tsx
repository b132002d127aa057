import { useMemo } from 'react'
import { useChoice } from '../../app/choice.ts'
import { Empty, Failed, Loading } from '../../app/states.tsx'
import { DayBars } from '../../charts/day-bars.tsx'
import { DayDots } from '../../charts/day-dots.tsx'
import { Waterfall } from '../../charts/waterfall.tsx'
import type { NodeFactsQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { CostForm, useCost } from '../../figures/cost-choice.tsx'
import { Filled } from '../../figures/filled.tsx'
import { IfSold } from '../../figures/if-sold.tsx'
import { Num } from '../../figures/num.tsx'
import { PayersSwitch, usePayers } from '../../figures/payers.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { reasonOf } from '../../text/reasons.ts'
import { dailyIncome, dayValues, leftAt, refundNote, stepsOf } from './income.ts'
import { Linked } from './linked.tsx'
import type { Economics, NodeNow } from './node-now.ts'
import { Payback } from './payback.tsx'
import { NODE_MONEY } from './questions.ts'
import { Rent } from './rent.tsx'

/** What it earned, how even that was, what it cost, and who paid. */
export function Money({ node, facts }: { node: NodeNow; facts: NodeFactsQuery }) {
  return (
    <>
      <section>
        <h2>What it earned</h2>
        <Daily node={node} facts={facts} />
      </section>
      <Worth node={node} facts={facts} />
    </>
  )
}

function Daily({ node, facts }: { node: NodeNow; facts: NodeFactsQuery }) {
  const { since, end, running } = useWindow()
  const charts = useMemo(
    () => dailyIncome(facts, node.firstTime, since, end),
    [facts, node.firstTime, since, end],
  )
  const events = useMemo(
    () =>
      facts.penalties.map(({ blockTime, kind }) => ({
        day: blockTime.slice(0, 10),
        text: kind.replaceAll('_', ' '),
      })),
    [facts],
  )
  if (charts.length === 0)
    return <Empty>No fee and no emission of this window can be shown to be its own.</Empty>
  return (
    <div className="charts">
      {charts.map(({ token, days, series }) => (
        <DayBars
          key={token}
          title="Income by source"
          unit={`${token} per day`}
          days={days}
          series={series}
          running={running}
          events={events}
          note={refundNote(facts, token)}
        />
      ))}
    </div>
  )
}

/** The same in money, with what it cost: asked for apart, because it takes the API longer. */
function Worth({ node, facts }: { node: NodeNow; facts: NodeFactsQuery }) {
  const { days, to } = useWindow()
  const { cost } = useCost(node.role)
  const [asked] = useChoice('class')
  const payers = usePayers()
  const answer = useAnswer(NODE_MONEY, { id: node.id.replace(/@.*$/, ''), days, to, cost, payers })
  const all =
    answer.isPlaceholderData && answer.data?.node == null ? [] : (answer.data?.node?.economics ?? [])
  const economics = all.find((each) => each.class === asked) ?? all[0]
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return <Loading rows={8} />
  if (!economics) return <Empty>There was no money of any class in this window.</Empty>
  return (
    <AskedBy question={answer.question}>
      {answer.error && <Failed error={answer.error} since={answer.dataUpdatedAt} />}
      <div className={answer.isPlaceholderData ? 'asking' : ''}>
        <div className="choices">
          <PayersSwitch />
          {all.length > 1 && <ClassSwitch classes={all.map((each) => each.class)} />}
        </div>
        <Evenness economics={economics} left={leftAt(facts)} />
        <section>
          <h2>What it cost, and what is left</h2>
          <p>{leftSentence(economics)}</p>
          <CostForm of={node.role} />
          <Waterfall
            title="From income to profit"
            unit={`USD, ${economics.class} money`}
            steps={stepsOf(economics.statement)}
            note="A line without a value has no bar, and no sum that needs it: give what is missing above. Penalties and loss of value are no cash."
          />
          <dl className="lines bill">
            <div>
              <dt>Emissions for this time, whenever they were paid</dt>
              <dd>
                <Num
                  name="Emissions for this time, whenever they were paid"
                  of={shownOf(economics.statement.emissionsAccrued)}
                />
              </dd>
            </div>
            <IfSold name="Emissions of this time" of={economics.emissionsIfSold} />
          </dl>
          <Filled assumed={economics.assumed} />
          <Rent node={node} asked={economics.class} />
        </section>
        <Payback node={node} asked={economics.class} />
        <Serving economics={economics} />
        <Linked economics={economics} />
      </div>
    </AskedBy>
  )
}

function ClassSwitch({ classes }: { classes: readonly string[] }) {
  const [asked, set] = useChoice('class')
  return (
    <label>
      Money of the class{' '}
      <select value={asked || classes[0]} onChange={(event) => set(event.target.value)}>
        {classes.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  )
}

function leftSentence({ statement: { gross, netCash } }: Economics): string {
  if (netCash.value !== null) {
    const left = Number(netCash.value)
    return left < 0 ? 'It cost more than it brought.' : 'It brought more than it cost.'
  }
  const open = [...new Set(netCash.missing.map((each) => each.input.replace(/:.*$/, '')))]
  if (open.length === 0 || gross.value === null)
    return `What is left cannot be said: ${reasonOf(netCash.reason).short}.`
  return `What is left cannot be said before these are known: ${open.join('; ')}.`
}

function Evenness({ economics, left }: { economics: Economics; left: string | null }) {
  const { statements, revenue, coverage, class: money, window } = economics
  const { running } = useWindow()
  const days = useMemo(() => dayValues(statements, running, left), [statements, running, left])
  const { perDay, daysWithoutRevenue } = revenue
  const quantile = (at: 'p5' | 'p95') => ({ ...shownOf(perDay), value: perDay.quantiles?.[at] ?? null })
  return (
    <section>
      <h2>How even its days were</h2>
      {perDay.value === null ? (
        <p>
          Income of a day: <Num name="Median income of a day" of={shownOf(perDay)} />.{' '}
          {reasonOf(perDay.reason).long}
        </p>
      ) : (
        <p>
          Half of its days brought at least <Num name="Median income of a day" of={shownOf(perDay)} />, nine
          of ten between <Num name="Income that 5 % of days did not exceed" of={quantile('p5')} /> and{' '}
          <Num name="Income that 95 % of days did not exceed" of={quantile('p95')} />;{' '}
          <Num name="Days without income" of={shownOf(daysWithoutRevenue)} /> brought nothing.{' '}
          {coverage.value !== null && (
            <>
              Requesters paid <Num name="Share of income that requesters paid" of={shownOf(coverage)} /> of
              it, the protocol the rest.
            </>
          )}
        </p>
      )}
      {days.length > 0 && (
        <DayDots
          title="Days by what they brought"
          unit={`USD at receipt, ${money} money`}
          days={days}
          note={`Each dot is one whole day, from ${window.from.slice(0, 10)}${left === null ? ' on' : ` until it left on ${left.slice(0, 10)}`}.`}
        />
      )}
    </section>
  )
}

function Serving({ economics: { service } }: { economics: Economics }) {
  return (
    <section>
      <h2>How it served</h2>
      <dl className="facts">
        <div>
          <dt>Up, of the time that is known</dt>
          <dd>
            <Num name="Share of time up" of={shownOf(service.uptime)} />
          </dd>
        </div>
        <div>
          <dt>Delivered in time, of work that was due</dt>
          <dd>
            <Num name="Share delivered in time" of={shownOf(service.success)} />{' '}
            {service.due > 0 && (
              <small>
                {service.inTime} of {service.due}
              </small>
            )}
          </dd>
        </div>
        <div>
          <dt>From its signature to the chain, half of claims</dt>
          <dd>
            <Num name="Median delay of settlement" of={shownOf(service.settlementDelay)} />
          </dd>
        </div>
      </dl>
    </section>
  )
}
