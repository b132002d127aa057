import { Failed } from '../../app/states.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { useCost } from '../../figures/cost-choice.tsx'
import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { reasonOf } from '../../text/reasons.ts'
import type { NodeNow } from './node-now.ts'
import { NODE_RENT } from './questions.ts'

/** What the same machine would have brought rented out: shown beside the result, never taken off it. */
export function Rent({ node, asked }: { node: NodeNow; asked: string }) {
  const { days, to } = useWindow()
  const { cost, machine, kind } = useCost(node.role)
  const answer = useAnswer(
    NODE_RENT,
    { network: node.network, id: node.id.replace(/@.*$/, ''), days, to, cost },
    { enabled: kind === 'hardware' && machine !== '' },
  )
  if (kind === 'instance')
    return (
      <p className="rent">
        Rented out:{' '}
        <span className="missing">
          {plain(machine, 40)} is itself rented, so there is nothing to rent out.
        </span>
      </p>
    )
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  const found = answer.data?.payback.find((each) => each.class === asked)
  if (!found)
    return (
      <p className="rent missing">
        Rented out: {answer.isFetching ? 'being worked out …' : 'no answer for money of this class.'}
      </p>
    )
  const { rentedOut, netCashPerMonth } = found
  if (!rentedOut)
    return (
      <p className="rent">
        Rented out: <span className="missing">no rental price of {plain(machine, 40)} is known.</span>
      </p>
    )
  const { net, advantage } = rentedOut
  return (
    <AskedBy question={answer.question}>
      <p className="rent">
        Rented out, the same machine would bring{' '}
        <Num name="What is left of a month rented out" of={shownOf(net)} /> a month after its costs; as a node
        it brought <Num name="Net cash of a month" of={shownOf(netCashPerMonth)} /> a month.{' '}
        {advantage.value === null
          ? `Which is more cannot be said: ${reasonOf(advantage.reason).short}.`
          : Number(advantage.value) >= 0
            ? 'Serving brought more.'
            : 'Renting it out would have brought more.'}{' '}
        <small>
          Rental price: {plain(rentedOut.source, 120)}, {rentedOut.asOf}
          {rentedOut.stale && ', past its shelf life'}.
        </small>
      </p>
    </AskedBy>
  )
}
