import type { readingOf } from '../../app/network.tsx'
import type { NodeMarketQuery } from '../../data/generated/graphql.ts'
import { duration, short } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { amountOf } from '../../figures/shown.ts'
import { At } from '../../figures/when.tsx'
import { type Column, Table } from '../../tables/table.tsx'

type LockRow = NodeMarketQuery['marketLocks'][number]
type Reading = ReturnType<typeof readingOf>

/** Its locks of requests, the newest first. */
export function Locks({ rows, reading }: { rows: readonly LockRow[]; reading: Reading }) {
  const columns: readonly Column<LockRow>[] = [
    {
      id: 'time',
      name: 'Locked (UTC)',
      value: (row) => row.blockTime,
      cell: (row) => <At at={row.blockTime} />,
    },
    {
      id: 'outcome',
      name: 'What became of it',
      value: (row) => row.outcome,
      cell: (row) => outcomeOf(row),
    },
    {
      id: 'price',
      name: 'Price',
      number: true,
      value: (row) => Number(row.price.value),
      cell: (row) => <Num name="Price of this lock" of={amountOf(row.price, reading)} />,
    },
    {
      id: 'collateral',
      name: 'Collateral',
      number: true,
      value: (row) => Number(row.collateral.value),
      cell: (row) => <Num name="Collateral of this lock" of={amountOf(row.collateral, reading)} />,
    },
    {
      id: 'request',
      name: 'Request',
      value: (row) => row.requestKey,
      cell: (row) => <code title={row.requestKey}>{short(row.requestKey)}</code>,
    },
  ]
  return (
    <Table
      name="Locks"
      prefix="locks."
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      sorted="-time"
      empty=""
    />
  )
}

const OUTCOMES: Readonly<Record<string, string>> = {
  open: 'open',
  in_time: 'delivered in time',
  slashed: 'slashed',
  unknown: 'not known',
}

function outcomeOf({ outcome, deadline, asOf, lateBy, nodeKey }: LockRow): string {
  const late = lateBy === null ? '' : lateBy === nodeKey ? ', delivered late' : ', delivered by another'
  if (outcome !== 'slashable' || deadline === null) return `${OUTCOMES[outcome] ?? outcome}${late}`
  return `slashable for ${duration((Date.parse(asOf) - Date.parse(deadline)) / 1000)}${late}`
}
