import { IfSold } from '../../figures/if-sold.tsx'
import { Num } from '../../figures/num.tsx'
import { OneMore } from '../../figures/one-more.tsx'
import { partOf, shownOf } from '../../figures/shown.ts'
import type { Economics, Found } from './answer.tsx'

/** What entering does: demand and emissions stay as they were and are shared with one node more. */
export function Entering({ found, tried }: { found: Found; tried: Economics | undefined }) {
  const { entry, emissionsPerMonth } = found
  return (
    <section>
      <h2>What one more node leaves for each</h2>
      {entry && (
        <p>
          {entry.nodes === 1 ? 'One node' : `${entry.nodes} nodes`} of the role{' '}
          {entry.nodes === 1 ? 'is' : 'are'} there. With one more, each keeps{' '}
          <Num
            name="Share of its income that each keeps"
            of={partOf(entry.netCashPerMonth, entry.share, 'ratio', 'nodes that are there over one more')}
          />{' '}
          of its income: of a month{' '}
          <Num name="Left of a month with one more node" of={shownOf(entry.netCashPerMonth)} /> would be left.
        </p>
      )}
      <dl className="lines bill">
        <IfSold name="Emissions of such a month" of={emissionsPerMonth} />
      </dl>
      {tried && <OneMore of={tried.role} />}
    </section>
  )
}
