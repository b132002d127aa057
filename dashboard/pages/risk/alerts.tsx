import { useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import { addressOf } from '../../data/ask.ts'
import type { RiskAlertsQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { plain, short } from '../../figures/format.ts'
import { AskedBy } from '../../figures/proof.tsx'
import { At } from '../../figures/when.tsx'
import { type Column, Table } from '../../tables/table.tsx'
import { ALERTS } from './questions.ts'

type Alert = RiskAlertsQuery['alerts'][number]

/** What the keeper found last that a subscriber wants to know, and how to be told of it. */
export function Alerts() {
  const { network } = useNetwork()
  const answer = useAnswer(ALERTS, { network: network.network })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return <Loading rows={4} />
  return (
    <section>
      <h2>What happened</h2>
      <AskedBy question={answer.question}>
        <Table
          name="Alerts"
          rows={answer.data.alerts}
          columns={COLUMNS}
          rowId={(row) => row.id}
          prefix="alerts-"
          empty="No alert was raised here."
        />
      </AskedBy>
      <p className="note">
        The newest 50. To be told: the feed{' '}
        <a href={addressOf(`/alerts.atom?network=${encodeURIComponent(network.network)}`)}>/alerts.atom</a>,
        or <a href={addressOf('/docs/operations/alerts')}>signed webhooks</a>.
      </p>
    </section>
  )
}

const COLUMNS: readonly Column<Alert>[] = [
  { id: 'at', name: 'when', value: (row) => row.at, cell: (row) => <At at={row.at} /> },
  { id: 'rule', name: 'rule', value: (row) => row.rule, cell: (row) => row.rule.replaceAll('_', ' ') },
  {
    id: 'subject',
    name: 'about',
    value: (row) => plain(row.subject, 200),
    cell: (row) => <span title={plain(row.subject, 200)}>{short(plain(row.subject, 200))}</span>,
  },
  { id: 'says', name: 'what', value: (row) => plain(row.says, 300), cell: (row) => plain(row.says, 300) },
  {
    id: 'block',
    name: 'block',
    number: true,
    value: (row) => row.blockNumber ?? null,
    cell: (row) => (row.blockNumber == null ? 'of none' : `${row.chainId} · ${row.blockNumber}`),
  },
]
