import type { readingOf } from '../../app/network.tsx'
import type { NodeMarketQuery } from '../../data/generated/graphql.ts'
import { Num } from '../../figures/num.tsx'
import { amountOf } from '../../figures/shown.ts'
import { type Column, Table } from '../../tables/table.tsx'

type RewardRow = NodeMarketQuery['workRewards'][number]
type Reading = ReturnType<typeof readingOf>

/** What its work and stake are rewarded with, by epoch. */
export function Rewards({ rows, reading }: { rows: readonly RewardRow[]; reading: Reading }) {
  const columns: readonly Column<RewardRow>[] = [
    { id: 'epoch', name: 'Epoch', number: true, value: (row) => Number(row.epoch), cell: (row) => row.epoch },
    { id: 'source', name: 'For', value: (row) => row.source, cell: (row) => row.source },
    { id: 'state', name: 'State', value: (row) => row.state, cell: (row) => row.state },
    {
      id: 'amount',
      name: 'Reward',
      number: true,
      value: (row) => Number(row.amount.value),
      cell: (row) => <Num name="Reward of this epoch" of={amountOf(row.amount, reading)} />,
    },
    {
      id: 'uncapped',
      name: 'Without the cap of stake',
      number: true,
      value: (row) => Number(row.uncapped.value),
      cell: (row) => <Num name="Reward without the cap of stake" of={amountOf(row.uncapped, reading)} />,
    },
    {
      id: 'work',
      name: 'Cycles',
      number: true,
      value: (row) => (row.work === null ? null : Number(row.work)),
      cell: (row) => row.work ?? <span className="missing">no work</span>,
    },
  ]
  return (
    <Table
      name="Rewards by epoch"
      prefix="rewards."
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      sorted="-epoch"
      empty=""
    />
  )
}
