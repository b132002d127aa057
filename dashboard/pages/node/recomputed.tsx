import type { NodeConsensusQuery } from '../../data/generated/graphql.ts'
import { At } from '../../figures/when.tsx'
import { type Column, Table } from '../../tables/table.tsx'
import { reasonOf } from '../../text/reasons.ts'

type Row = NodeConsensusQuery['recomputed'][number]

/** Amounts in base units that no header covers, with what the rules come to; the newest first. */
export function Recomputed({ rows }: { rows: readonly Row[] }) {
  const columns: readonly Column<Row>[] = [
    {
      id: 'time',
      name: 'Block (UTC)',
      value: (row) => row.blockTime,
      cell: (row) => <At at={row.blockTime} />,
    },
    { id: 'kind', name: 'Amount', value: (row) => row.kind, cell: (row) => row.kind.toLowerCase() },
    {
      id: 'reported',
      name: 'Reported, base units',
      number: true,
      value: (row) => numberOf(row.reported),
      cell: (row) => (
        <span title={`Reported by ${row.vouchedBy ?? 'a node'}`}>{shown(row.reported, row)}</span>
      ),
    },
    {
      id: 'recomputed',
      name: 'By the rules',
      number: true,
      value: (row) => numberOf(row.recomputed),
      cell: (row) => shown(row.recomputed, row),
    },
    {
      id: 'difference',
      name: 'Difference',
      number: true,
      value: (row) => numberOf(row.difference),
      cell: (row) => shown(row.difference, row),
    },
    { id: 'finding', name: 'Finding', value: (row) => row.finding, cell: (row) => row.finding.toLowerCase() },
  ]
  return (
    <Table
      name="Amounts computed again"
      prefix="recomputed."
      rows={rows}
      columns={columns}
      rowId={(row) => `${row.kind} ${row.blockNumber}`}
      sorted="-time"
      empty=""
    />
  )
}

const numberOf = (value: string | null) => (value === null ? null : Number(value))

function shown(value: string | null, { reason }: Row) {
  if (value !== null) return value
  const { short, long } = reasonOf(reason)
  return (
    <span className="missing" title={long}>
      {short}
    </span>
  )
}
