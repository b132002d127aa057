import { To } from '../../app/to.tsx'
import { Swings } from '../../charts/swings.tsx'
import type { RunChoicesQuery } from '../../data/generated/graphql.ts'
import { plain, short } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { shownOf } from '../../figures/shown.ts'
import type { Economics, Found } from './answer.tsx'
import type { Owned } from './own.ts'

/** What could change the answer: each driver alone, the widest first. */
export function Drivers({ found }: { found: Found }) {
  if (found.drivers.length === 0) return null
  const all = found.drivers.map(({ driver, low, high }) => ({ name: driver, low, high }))
  return (
    <section>
      <h2>What could change the answer</h2>
      <p>
        What all of it is worth after {found.horizonMonths} months when one thing alone moves from its low
        point (1 of 10 below) to its high point (1 of 10 above). Widest first.
      </p>
      <Swings title="Each driver alone" unit="USD" swings={all.slice(0, 3)} />
      {all.length > 3 && (
        <details className="more">
          <summary>{all.length - 3} more drivers</summary>
          <Swings title="The other drivers" unit="USD" swings={all.slice(3)} />
        </details>
      )}
    </section>
  )
}

/** Where it would turn, and what the machine would bring elsewhere. */
export function Turning({ found, own }: { found: Found; own: Owned }) {
  const { breakEven, rentedOut, marginPerRequest, feesPricedIn, coverage } = found
  return (
    <section className="columns">
      <div>
        <h2>{found.answer === 'NOT_APPLICABLE' ? 'What a request leaves' : 'Where it would break even'}</h2>
        <dl className="lines">
          {found.answer !== 'NOT_APPLICABLE' && (
            <>
              <Row name="Months, without chance">
                <Num name="Months to break even" of={shownOf(breakEven.months)} />
              </Row>
              <Row name="Price of the token at which it would">
                <Num name="Token price to break even" of={shownOf(breakEven.tokenPrice)} />
              </Row>
              <Row name="Requests a day at which it would">
                <Num name="Requests a day to break even" of={shownOf(breakEven.requestsPerDay)} />
              </Row>
            </>
          )}
          <Row name="Left of a paid request, without emissions">
            <Num name="Margin of a paid request" of={shownOf(marginPerRequest)} />
          </Row>
        </dl>
        <p className="note">
          Fees are in {plain(feesPricedIn.currency)}: {plain(feesPricedIn.ground, 200)} (
          {plain(feesPricedIn.source)}).
        </p>
        {found.answer !== 'ESTIMATE' ? null : coverage ? (
          <p className="note">
            Such intervals in the past: {coverage.held} of {coverage.outcomes} values lay inside (
            <Num name="Share of outcomes inside" of={shownOf(coverage.coverage)} />; perfect ones hold{' '}
            {Number(coverage.nominal) * 100} %), from {coverage.forecasts} windows.
          </p>
        ) : (
          <p className="note">
            How such intervals did in the past cannot be said: the history is shorter than one window of 60
            days and the 30 after it.
          </p>
        )}
      </div>
      <div>
        <h2>The same machine rented out</h2>
        {rentedOut ? (
          <>
            <dl className="lines">
              <Row name="Rent a month, after the marketplace’s fee">
                <Num name="Rent a month" of={shownOf(rentedOut.rent)} />
              </Row>
              <Row name="Power">
                <Num name="Power a month when rented out" of={shownOf(rentedOut.power)} />
              </Row>
              <Row name="Rack and network">
                <Num name="Hosting a month when rented out" of={shownOf(rentedOut.hosting)} />
              </Row>
              <Row name="Left of a month">
                <Num name="Left of a month when rented out" of={shownOf(rentedOut.net)} />
              </Row>
              <Row name="Serving here leaves more by">
                <Num name="Advantage of serving" of={shownOf(rentedOut.advantage)} />
              </Row>
            </dl>
            <p className="note">
              Rent by {plain(rentedOut.source, 200)}, as of {rentedOut.asOf}
              {rentedOut.stale && ', past its shelf life'}. It stands beside the answer and is subtracted from
              nothing.
            </p>
          </>
        ) : (
          <p>
            {own.kind === 'INSTANCE'
              ? 'It is rented already: there is nothing of yours to let.'
              : 'No source gives a rent for this machine. Give one above, and it is compared.'}
          </p>
        )}
      </div>
    </section>
  )
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const FINDINGS: Readonly<Record<string, string>> = {
  agrees: 'as the rule says',
  contradicts: 'not as the rule says',
  undisclosed: 'no rule is published for it',
  stake_unknown: 'the stake at that moment is not known',
}

/** What was taken from nodes, and which rules nobody has published. */
export function Penalties({ tried, rules }: { tried: Economics; rules: RunChoicesQuery['disclosures'] }) {
  const { penalties } = tried
  const latest = [...new Map(rules.map((each) => [each.rule, each])).values()]
  const hidden = latest.filter((each) => each.status === 'undisclosed')
  const broken = rules.filter((each) => each.status === 'contradicted')
  return (
    <section className="columns">
      <div>
        <h2>Penalties that were seen</h2>
        <p>
          <Num name="Penalties in the window" of={shownOf(penalties.events)} /> in the window, on all nodes of
          the network; <Num name="Penalties a node and year" of={shownOf(penalties.ratePerYear)} /> of each
          node is the best guess from that. They took{' '}
          <Num name="Slashed of the stake, a year" of={shownOf(penalties.slashedOverStake)} /> of the stake a
          year. One may expect <Num name="Expected yearly loss" of={shownOf(penalties.expectedYearlyLoss)} />{' '}
          a year for the whole network
          {penalties.severityBasis && ` (${plain(penalties.severityBasis)})`}.
        </p>
        {penalties.severities.length > 0 && (
          <ul>
            {penalties.severities.map((each) => (
              <li key={each.reason}>
                {plain(each.reason)}: seen {each.events} {each.events === 1 ? 'time' : 'times'}, took{' '}
                {Number(each.mean) * 100} % of the stake on average
              </li>
            ))}
          </ul>
        )}
        {penalties.checks.length > 0 && (
          <ul>
            {penalties.checks.slice(0, 5).map((each) => (
              <li key={`${each.txHash}${each.reason}`}>
                {plain(each.reason ?? 'a slash without a reason')}: {FINDINGS[each.finding] ?? each.finding}{' '}
                <code>{each.finding}</code>
                {each.source && `, by ${plain(each.source)}`}{' '}
                <code className="hash" title={each.txHash}>
                  {short(each.txHash)}
                </code>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div>
        <h2>Rules that nobody has published</h2>
        {hidden.length + broken.length === 0 ? (
          <p>All rules that are looked for are published.</p>
        ) : (
          <ul>
            {hidden.map((each) => (
              <li key={each.id}>
                <code>{plain(each.rule)}</code>: not published
              </li>
            ))}
            {broken.map((each) => (
              <li key={each.id}>
                <code>{plain(each.rule)}</code>: what happened contradicts it
              </li>
            ))}
          </ul>
        )}
        <p>
          <To page="rules">All rules with their history</To>
        </p>
      </div>
    </section>
  )
}
