import { useChoice } from '../../app/choice.ts'
import { Failed, Loading } from '../../app/states.tsx'
import { ChartFrame } from '../../charts/frame.tsx'
import { Leaving } from '../../charts/leaving.tsx'
import type { NodePaybackQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useCost } from '../../figures/cost-choice.tsx'
import { Dots } from '../../figures/dots.tsx'
import { Filled } from '../../figures/filled.tsx'
import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { usePayers } from '../../figures/payers.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { type Shown, shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import type { NodeNow } from './node-now.ts'
import { NODE_PAYBACK } from './questions.ts'

type Answer = NodePaybackQuery['payback'][number]
type Distribution = NonNullable<Answer['machine']>

/** When it has paid for itself, as ten dots for each year. The simulation is asked for by a click: it takes the API a second. */
export function Payback({ node, asked }: { node: NodeNow; asked: string }) {
  const [wanted, setWanted] = useChoice('payback')
  return (
    <section>
      <h2>When it is paid back</h2>
      {wanted === 'yes' ? (
        <Simulated node={node} asked={asked} />
      ) : (
        <button type="button" onClick={() => setWanted('yes')}>
          Simulate it at the costs above
        </button>
      )}
    </section>
  )
}

function Simulated({ node, asked }: { node: NodeNow; asked: string }) {
  const { days, to } = useWindow()
  const { cost } = useCost(node.role)
  const answer = useAnswer(NODE_PAYBACK, {
    network: node.network,
    id: node.id.replace(/@.*$/, ''),
    days,
    to,
    cost,
    payers: usePayers(),
  })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  const found = answer.data?.payback.find((each) => each.class === asked)
  if (!answer.data || answer.isPlaceholderData) return <Loading rows={3} />
  if (!found) return <p className="empty">There is no answer for money of the class {asked}.</p>
  const main = found.cash ?? found.machine
  if (found.answer !== 'ESTIMATE' || !main)
    return (
      <>
        <p>{plain(found.sentence, 2000)}</p>
        <Filled assumed={found.assumed} references={found.references} />
      </>
    )
  return (
    <AskedBy question={answer.question}>
      <p>
        In{' '}
        <Num
          name="Share of futures in which it is paid back within 24 months"
          of={shareOf(main, main.within24)}
        />{' '}
        of {found.paths.toLocaleString('en-US')} futures that are like its last days{' '}
        {main === found.cash ? 'machine and stake are' : 'the machine is'} paid back within 24 months; in{' '}
        <Num name="Share of futures in which it is never paid back" of={shareOf(main, main.never)} /> not
        within {found.horizonMonths} months.
      </p>
      <div className="columns">
        {found.machine && <Spread title="The machine alone" of={found.machine} />}
        {found.cash && <Spread title="Machine and stake" of={found.cash} />}
      </div>
      {found.exitAt.length > 0 && (
        <details className="more">
          <summary>The whole fan, and leaving at a set month</summary>
          <Leaving of={found} />
        </details>
      )}
      <Filled assumed={found.assumed} references={found.references} />
      <p className="note">
        What would happen if such days came again in another order, not what will happen.{' '}
        {found.coverage
          ? `Such ranges held ${found.coverage.held} of ${found.coverage.outcomes} values that really came, in ${found.coverage.forecasts} windows.`
          : 'Its history is too short to say how well such ranges did in the past.'}{' '}
        Seed {found.seed}: the same seed gives the same answer.
      </p>
    </AskedBy>
  )
}

/** A share of paths, with the class and the blocks of the figure beside it. */
const shareOf = ({ months }: Distribution, value: string): Shown => ({
  value,
  reason: null,
  unit: 'ratio',
  class: months.class,
  asOf: months.asOf,
})

const YEARS = [
  ['12', 'within12'],
  ['24', 'within24'],
  ['36', 'within36'],
] as const

function Spread({ title, of }: { title: string; of: Distribution }) {
  const { months } = of
  const at = (quantile: 'p5' | 'p95'): Shown => ({
    ...shownOf(months),
    value: months.quantiles?.[quantile] ?? null,
    reason: months.quantiles?.[quantile] ? null : 'NEVER_WITHIN_HORIZON',
  })
  return (
    <ChartFrame
      title={title}
      unit="share of futures"
      table={{
        header: ['months', 'share paid back by then'],
        rows: [...YEARS.map(([name, key]) => [name, Number(of[key])]), ['never', Number(of.never)]],
      }}
    >
      <ul className="spread">
        {YEARS.map(([name, key]) => (
          <li key={key}>
            <span>within {name} months</span>
            <Dots share={Number(of[key])} label={`${Math.round(Number(of[key]) * 10)} of 10 futures`} />
            <Num name={`${title}: share paid back within ${name} months`} of={shareOf(of, of[key])} />
          </li>
        ))}
      </ul>
      <p>
        Half of them take up to <Num name={`${title}: median months`} of={shownOf(months)} />; nine of ten
        between <Num name={`${title}: 5 % take no more`} of={at('p5')} /> and{' '}
        <Num name={`${title}: 95 % take no more`} of={at('p95')} />.
      </p>
    </ChartFrame>
  )
}
