import { useNetwork } from '../../app/network.tsx'
import { Empty, Failed, Loading } from '../../app/states.tsx'
import { To } from '../../app/to.tsx'
import type { RulesQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { plain } from '../../figures/format.ts'
import { AskedBy } from '../../figures/proof.tsx'
import { When } from '../../figures/when.tsx'
import { TableSection } from '../../tables/section.tsx'
import { DISCLOSURE } from '../../text/disclosure.ts'
import { MEASUREMENTS, PARAMETERS, ROLES, VOTES } from './columns.tsx'
import { RULES } from './questions.ts'

type Disclosure = RulesQuery['disclosures'][number]

/** What may happen to my stake: what the network says of its rules, what the chain says, and how both changed. */
export function Page() {
  const { network } = useNetwork()
  const answer = useAnswer(RULES, { network: network.network })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return <Loading rows={10} />
  const { data } = answer
  const rules = newestOf(data.disclosures)
  const count = (status: string) => rules.filter(([newest]) => newest?.status === status).length
  return (
    <AskedBy question={answer.question}>
      <div className="page">
        <header className="page-head">
          <h1>Rules & data</h1>
          <To page="data">How good is this data?</To>
        </header>
        <p className="lead">
          {rules.length === 0
            ? 'No rule of this network has been compared with its chain yet.'
            : `Of ${rules.length} rules that an operator asks about, ${count('disclosed')} are published, ${count('inferred')} read off the chain, ${count('undisclosed')} not known, and ${count('contradicted')} contradicted by the chain.`}
        </p>
        <section>
          <h2>What the network says of its rules</h2>
          {rules.length === 0 && (
            <Empty>
              The keeper reads the network’s disclosures once a day; run `assay keeper` beside the indexer.
            </Empty>
          )}
          <div className="rules">
            {rules.map((history) => (
              <Rule key={history[0]?.rule} history={history} />
            ))}
          </div>
        </section>
        <TableSection
          title="Rules that changed on chain"
          name="Rules that changed"
          prefix="p"
          rows={data.parameterChanges}
          columns={PARAMETERS}
          empty="No rule has changed since the first indexed block."
        />
        <TableSection
          title="Code that was approved or revoked"
          name="Code measurements"
          prefix="m"
          rows={data.measurementChanges}
          columns={MEASUREMENTS}
          empty="No code was approved or revoked since the first indexed block."
        />
        <TableSection
          title="Who may change them"
          name="Roles"
          prefix="r"
          rows={data.roleChanges}
          columns={ROLES}
          empty="Nobody gained or lost a role since the first indexed block."
        />
        <TableSection
          title="Votes"
          name="Votes"
          prefix="v"
          rows={data.governanceActions}
          columns={VOTES}
          empty="No act of governance since the first indexed block."
        />
      </div>
    </AskedBy>
  )
}

/** The readings of each rule, the newest first; contradicted and unpublished rules before others. */
function newestOf(disclosures: readonly Disclosure[]): Disclosure[][] {
  const byRule = new Map<string, Disclosure[]>()
  for (const each of disclosures) byRule.set(each.rule, [...(byRule.get(each.rule) ?? []), each])
  const order = ['contradicted', 'undisclosed', 'inferred', 'disclosed']
  const rank = (history: Disclosure[]) => order.indexOf(history[0]?.status ?? '')
  return [...byRule.values()].sort(
    (a, b) => rank(a) - rank(b) || ((a[0]?.rule ?? '') < (b[0]?.rule ?? '') ? -1 : 1),
  )
}

function Rule({ history }: { history: readonly Disclosure[] }) {
  const [newest, ...earlier] = history
  if (!newest) return null
  return (
    <article className="rule">
      <h3>{plain(newest.rule).replaceAll('_', ' ')}</h3>
      <p>
        <span className={`status ${newest.status}`}>{newest.status}</span>{' '}
        <small>{DISCLOSURE[newest.status] ?? ''}</small>
      </p>
      <p>
        {newest.value === null ? (
          <span className="missing">no value is published</span>
        ) : (
          <b>
            {plain(newest.value)} {newest.unit ?? ''}
          </b>
        )}
      </p>
      {newest.detail && <p className="note">{plain(newest.detail, 300)}</p>}
      <p className="note">
        {/^https:\/\//.test(newest.source) ? (
          <a href={newest.source} rel="noreferrer nofollow">
            {plain(newest.source)}
          </a>
        ) : (
          plain(newest.source, 200)
        )}
        {newest.blockNumber !== null && `, compared at block ${newest.blockNumber}`}, seen{' '}
        <When at={newest.seenAt} />
      </p>
      {earlier.length > 0 && (
        <details>
          <summary>Before that</summary>
          <ul>
            {earlier.map((each) => (
              <li key={each.id}>
                {each.seenAt.slice(0, 10)}: {each.status}
                {each.value !== null && `, ${plain(each.value)} ${each.unit ?? ''}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  )
}
