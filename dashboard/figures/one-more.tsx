import type { FigurePartsFragment, OneMorePartsFragment } from '../data/generated/graphql.ts'
import { Num } from './num.tsx'
import { shownOf } from './shown.ts'

/** The nodes of a role as they were, beside the same days with one node more among them. */
export function OneMore({
  of: { oneMore, daysBelowCost, daysAboveRent, nodesAboveRent },
}: {
  of: OneMorePartsFragment
}) {
  const lines: readonly (readonly [string, FigurePartsFragment, FigurePartsFragment])[] = [
    ['Mean income of a node-day', oneMore.perNodeDayAsItWas, oneMore.perNodeDay],
    ['Node-days below cost', daysBelowCost, oneMore.daysBelowCost],
    ['Node-days at least as good as renting out', daysAboveRent, oneMore.daysAboveRent],
    ['Nodes better off than rented out', nodesAboveRent, oneMore.nodesAboveRent],
  ]
  return (
    <section className="scroll" tabIndex={0} aria-label="With one more node">
      <table>
        <thead>
          <tr>
            <th scope="col">The same days</th>
            <th scope="col" className="number">
              as they were
            </th>
            <th scope="col" className="number">
              with one more node
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, was, more]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">
                <Num name={`${name}, as they were`} of={shownOf(was)} />
              </td>
              <td className="number">
                <Num name={`${name}, with one more node`} of={shownOf(more)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
