import type { readingOf } from '../../app/network.tsx'
import type { NodeMarketQuery } from '../../data/generated/graphql.ts'
import { Num } from '../../figures/num.tsx'
import { amountOf } from '../../figures/shown.ts'
import { type Column, Table } from '../../tables/table.tsx'

type DayRow = NodeMarketQuery['marketDays'][number]
type Reading = ReturnType<typeof readingOf>
type Field = { [K in keyof DayRow]: DayRow[K] extends DayRow['earned'] ? K : never }[keyof DayRow]

const AMOUNTS: readonly (readonly [field: Field, name: string, about: string])[] = [
  ['earned', 'Earned', 'What deliveries of the day were paid'],
  ['burned', 'Burned', 'Its own collateral that slashes of the day burned'],
  ['movedToTreasury', 'To the treasury', 'What slashes moved to the market: there was no late delivery'],
  ['movedToOthers', 'To late deliverers', 'What slashes moved to others, who delivered late'],
  ['movedToSelf', 'Back to itself', 'What slashes moved back to it: it delivered late'],
  ['received', 'Received', 'What slashes moved to it, its own among them'],
  ['locked', 'Locked', 'Collateral of locks that ran at the end of the day'],
  ['slashable', 'Slashable', 'Collateral of failed locks that were not slashed at the end of the day'],
  ['executionFee', 'Gas', 'What transactions that it sent to lock and deliver paid for gas'],
  ['l1DataFee', 'L1 data fee', 'What they paid in addition for their data on the parent chain'],
]

/** What a prover earned, lost and had at stake, day by day, the newest first. */
export function MarketDays({ rows, reading }: { rows: readonly DayRow[]; reading: Reading }) {
  const columns: readonly Column<DayRow>[] = [
    { id: 'day', name: 'Day (UTC)', value: (row) => row.day, cell: (row) => row.day },
    {
      id: 'due',
      name: 'In time',
      about: 'Locks that were paid in time, of those whose time ran out on the day',
      number: true,
      value: (row) => row.inTime,
      cell: (row) => `${row.inTime} of ${row.dueLocks}`,
    },
    {
      id: 'late',
      name: 'Late',
      about: 'Late deliveries, also of what others had locked',
      number: true,
      value: (row) => row.secondary,
      cell: (row) => row.secondary,
    },
    ...AMOUNTS.map(
      ([field, name, about]): Column<DayRow> => ({
        id: field,
        name,
        about,
        number: true,
        value: (row) => Number(row[field].value),
        cell: (row) => <Num name={`${name}, ${row.day}`} of={amountOf(whyNull(row, field), reading)} />,
      }),
    ),
  ]
  return (
    <Table
      name="Days"
      prefix="days."
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      sorted="-day"
      empty=""
    />
  )
}

/** Of a fee that is not known, why. */
function whyNull(row: DayRow, field: Field): DayRow[Field] {
  return field === 'executionFee' || field === 'l1DataFee'
    ? { ...row[field], reason: row.whyNoGas }
    : row[field]
}
