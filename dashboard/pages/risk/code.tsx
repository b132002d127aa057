import { useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import type { RiskCodeQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { plain, short } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { type Column, Table } from '../../tables/table.tsx'
import { CODE } from './questions.ts'

type Entry = RiskCodeQuery['measurements']['code'][number]

/** The API lists no more of them. */
const MOST_STALE = 500

/** The code that nodes say they run, how well it is known what it is, and what rests on it. */
export function Code() {
  const { network } = useNetwork()
  const { days, to } = useWindow()
  const answer = useAnswer(CODE, { network: network.network, days, to })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return <Loading rows={5} />
  const { code, stale, isListed } = answer.data.measurements
  const inUse = code.filter(({ nodes }) => Number(nodes?.value ?? 0) > 0)
  const without = inUse.filter(({ status }) => status === 'UNPUBLISHED').length
  return (
    <section>
      <h2>The code that runs</h2>
      <p>
        {isListed
          ? `Of ${inUse.length} code hashes that nodes run now, ${without} ${without === 1 ? 'has' : 'have'} no published source.`
          : 'The network’s folder lists no measurements, so that no code hash has a published source.'}{' '}
        {`${stale.length}${stale.length === MOST_STALE ? ' or more' : ''} ${stale.length === 1 ? 'node was' : 'nodes were'} not attested again since an approval changed.`}
      </p>
      <AskedBy question={answer.question}>
        <Table
          name="Code measurements"
          rows={code}
          columns={COLUMNS}
          rowId={(row) => `${row.chainId} ${row.registry} ${row.measurement}`}
          prefix="code-"
          empty="No code was approved or seen here."
        />
      </AskedBy>
    </section>
  )
}

const COLUMNS: readonly Column<Entry>[] = [
  {
    id: 'measurement',
    name: 'code',
    value: (row) => row.measurement,
    cell: (row) => <span title={row.measurement}>{short(row.measurement)}</span>,
  },
  {
    id: 'version',
    name: 'version',
    value: (row) => plain(row.version ?? '', 60),
    cell: (row) => plain(row.version ?? 'not said', 60),
  },
  {
    id: 'status',
    name: 'source',
    value: (row) => row.status.toLowerCase(),
    cell: (row) => row.status.toLowerCase(),
  },
  {
    id: 'approver',
    name: 'approved by',
    value: (row) => row.approver,
    cell: (row) =>
      row.approver === null ? 'not proved' : <span title={row.approver}>{short(row.approver)}</span>,
  },
  {
    id: 'nodes',
    name: 'nodes',
    number: true,
    value: (row) => (row.nodes?.value == null ? null : Number(row.nodes.value)),
    cell: (row) =>
      row.nodes ? (
        <Num name={`Nodes of ${short(row.measurement)}`} of={shownOf(row.nodes)} />
      ) : (
        'never seen on chain'
      ),
  },
  {
    id: 'claims',
    name: 'claims',
    number: true,
    value: (row) => (row.claims?.value == null ? null : Number(row.claims.value)),
    cell: (row) =>
      row.claims && <Num name={`Claims of ${short(row.measurement)}`} of={shownOf(row.claims)} />,
  },
  {
    id: 'since',
    name: 'since',
    value: (row) => row.since?.slice(0, 10) ?? null,
    cell: (row) => row.since?.slice(0, 10) ?? '',
  },
]
