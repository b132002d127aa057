import type { readingOf } from '../../app/network.tsx'
import type { NodeMarketQuery } from '../../data/generated/graphql.ts'
import { Num } from '../../figures/num.tsx'
import { amountOf } from '../../figures/shown.ts'
import { type Column, Table } from '../../tables/table.tsx'

type RewardRow = NodeMarketQuery['workRewards'][number]
type Reading = ReturnType<typeof readingOf>

/** What its work and stake are rewarded with, by epoch. */
export function Rewards({ rows, reading }: { rows: readonly RewardRow[]; reading: Reading }) {
  // In the token of the reward, base units.
  const tokensOf = ({ amount }: RewardRow, value: string) =>
    amountOf({ ...amount, value, reason: null }, reading)
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
      id: 'stake',
      name: 'Stake that all of it asks for',
      about: 'Fifteen times the reward without the cap',
      number: true,
      value: (row) => (row.stakeWanted === null ? null : Number(row.stakeWanted)),
      cell: (row) =>
        row.stakeWanted === null ? (
          <span className="missing">no work</span>
        ) : (
          <Num name="Stake that all of this reward asks for" of={tokensOf(row, row.stakeWanted)} />
        ),
    },
    {
      id: 'each',
      name: 'For 10⁹ cycles',
      about: 'The reward over the cycles that it is for',
      number: true,
      value: (row) => (perCycles(row) === null ? null : Number(perCycles(row))),
      cell: (row) => {
        const each = perCycles(row)
        return each === null ? (
          <span className="missing">no work</span>
        ) : (
          <Num name="Reward for 10⁹ cycles" of={tokensOf(row, each)} />
        )
      },
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

const CYCLES = 10n ** 9n

/** Rounded down to a base unit; null where no cycles are known, or no amount. */
function perCycles({ amount, work }: RewardRow): string | null {
  if (work === null || work === '0' || amount.value === null) return null
  return String((BigInt(amount.value) * CYCLES) / BigInt(work))
}
