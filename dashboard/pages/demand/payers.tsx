import { useMemo } from 'react'
import { DayBars } from '../../charts/day-bars.tsx'
import { listDays } from '../../charts/days.ts'
import type { DemandPayersQuery } from '../../data/generated/graphql.ts'
import { Num } from '../../figures/num.tsx'
import { amountOf, countOf, type Reading } from '../../figures/shown.ts'
import { type Column, Table } from '../../tables/table.tsx'
import { ruleInWords } from '../../text/rules.ts'
import { Account } from './links.tsx'

type PayerRow = DemandPayersQuery['payers'][number]
type DayRow = DemandPayersQuery['payerDays'][number]

/** The most rows that one question gives. */
const MOST = 1000

/** Each payer, then each payer by day, and how many there were. */
export function Payers({
  data,
  related,
  reading,
  complete,
  since,
  until,
}: {
  data: DemandPayersQuery
  /** Rules that relate a payer to a node that it paid. */
  related: ReadonlyMap<string, ReadonlySet<string>>
  reading: Reading
  /** Whether `related` has all links of the window. */
  complete: boolean
  since: string
  until: string
}) {
  const days = useMemo(() => listDays(since, until), [since, until])
  const series = useMemo(() => {
    const of = (isRelated: boolean) =>
      days.map((day) => {
        const found = data.payerDays.filter((row) => row.day === day && related.has(row.payer) === isRelated)
        return new Set(found.map((row) => row.payer)).size
      })
    return [
      { name: 'payers that no rule relates', meaning: 'fee' as const, values: of(false) },
      { name: 'payers of whom a rule relates a payment', meaning: 'penalty' as const, values: of(true) },
    ]
  }, [data, days, related])
  const cut = data.payerDays.length === MOST || !complete
  return (
    <section>
      <h2>The payers</h2>
      <Table
        name="Payers"
        rows={data.payers}
        columns={payerColumns(related, reading, complete ? 'not shown' : 'not among the links above')}
        rowId={(row) => `${row.payer}${row.chainId}${row.token}`}
        sorted="-paid"
        prefix="payer-"
        empty="Nobody paid in this window."
      />
      {cut ? (
        <p className="note">
          More than one answer holds: the newest {MOST} rows and {data.payers.length} payers are shown, and no
          picture is drawn of a part. All rows are at /export/payerDays.csv.
        </p>
      ) : (
        <DayBars
          title="Payers by day"
          unit="accounts"
          days={days}
          series={series}
          running={days.at(-1) ?? null}
        />
      )}
      <h3>By day</h3>
      <Table
        name="Payers by day"
        rows={data.payerDays}
        columns={dayColumns(reading)}
        rowId={(row) => row.id}
        sorted="-day"
        prefix="day-"
        empty="Nobody paid in this window."
      />
    </section>
  )
}

const numberOf = (amount: PayerRow['sum']['paid'], reading: Reading) => {
  const { value } = amountOf(amount, reading)
  return value === null ? null : Number(value)
}

function payerColumns(
  related: ReadonlyMap<string, ReadonlySet<string>>,
  reading: Reading,
  otherwise: string,
): Column<PayerRow>[] {
  const why = (row: PayerRow) => [...(related.get(row.payer ?? '') ?? [])].map(ruleInWords).join('; ')
  return [
    {
      id: 'payer',
      name: 'payer',
      value: (row) => row.payer ?? null,
      cell: (row) => <Account of={row.payer ?? ''} />,
    },
    {
      id: 'related',
      name: 'related',
      about: 'Why a payment of this account counts as related',
      value: (row) => why(row) || otherwise,
      cell: (row) => why(row) || <span className="missing">{otherwise}</span>,
    },
    {
      id: 'paid',
      name: 'paid',
      number: true,
      value: (row) => numberOf(row.sum.paid, reading),
      cell: (row) => <Num name="Paid" of={amountOf(row.sum.paid, reading)} />,
    },
    {
      id: 'payments',
      name: 'payments',
      number: true,
      value: (row) => Number(row.sum.payments ?? 0),
      cell: (row) => <Num name="Payments" of={countOf(row.sum.payments ?? null, 'count', reading)} />,
    },
    {
      id: 'refunded',
      name: 'got back',
      number: true,
      value: (row) => numberOf(row.sum.refunded, reading),
      cell: (row) => <Num name="Refunded" of={amountOf(row.sum.refunded, reading)} />,
    },
    {
      id: 'days',
      name: 'days',
      about: 'UTC days with a payment or a refund',
      number: true,
      value: (row) => row.count,
      cell: (row) => <Num name="Days with a payment" of={countOf(row.count, 'count', reading)} />,
    },
    {
      id: 'class',
      name: 'money',
      hidden: true,
      value: (row) => row.sum.paid.token?.class ?? null,
      cell: (row) => row.sum.paid.token?.class ?? 'not known',
    },
  ]
}

function dayColumns(reading: Reading): Column<DayRow>[] {
  return [
    { id: 'day', name: 'day (UTC)', value: (row) => row.day, cell: (row) => row.day },
    { id: 'payer', name: 'payer', value: (row) => row.payer, cell: (row) => <Account of={row.payer} /> },
    {
      id: 'payments',
      name: 'payments',
      number: true,
      value: (row) => row.payments,
      cell: (row) => <Num name={`Payments, ${row.day}`} of={countOf(row.payments, 'count', reading)} />,
    },
    {
      id: 'paid',
      name: 'paid',
      number: true,
      value: (row) => numberOf(row.paid, reading),
      cell: (row) => <Num name={`Paid, ${row.day}`} of={amountOf(row.paid, reading)} />,
    },
    {
      id: 'refunded',
      name: 'got back',
      number: true,
      value: (row) => numberOf(row.refunded, reading),
      cell: (row) => <Num name={`Refunded, ${row.day}`} of={amountOf(row.refunded, reading)} />,
    },
  ]
}
