import { Failed } from '../../app/states.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { classWord } from '../../figures/band.tsx'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import type { NodeNow } from './node-now.ts'
import { NODE_PROVING } from './questions.ts'

const FIGURES = [
  ['fillRate', 'Fill rate of its locks'],
  ['secondary', 'Late deliveries'],
  ['workShare', 'Share of all reported cycles'],
  ['rewardPerCycle', 'Rewards for 10⁹ cycles'],
  ['feesPerCycle', 'Fees while 10⁹ cycles were reported'],
  ['pricePerCycle', 'Price of 10⁹ cycles'],
] as const

/** Its locks and its cycles over the window, in figures. */
export function Proving({ node }: { node: NodeNow }) {
  const { days, to } = useWindow()
  const answer = useAnswer(NODE_PROVING, { id: node.id, days, to })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  const economics = answer.data?.node?.economics ?? []
  return (
    <AskedBy question={answer.question}>
      {economics.map((each) => (
        <dl key={each.class} className="facts">
          {FIGURES.map(([field, name]) => (
            <div key={field}>
              <dt>
                {name}
                {economics.length > 1 && `, ${classWord(each.class)}`}
              </dt>
              <dd>
                <Num name={name} of={shownOf(each.proving[field])} />
              </dd>
            </div>
          ))}
        </dl>
      ))}
    </AskedBy>
  )
}
