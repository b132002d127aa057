import { MixBar } from '../../charts/mix.tsx'
import type { DemandQuery, FigurePartsFragment } from '../../data/generated/graphql.ts'
import { Num } from '../../figures/num.tsx'
import { partOf, type Shown, shownOf } from '../../figures/shown.ts'
import { type Column, Table } from '../../tables/table.tsx'
import { ruleInWords } from '../../text/rules.ts'

/** The same figures without payers that a rule links to operators or to the protocol. */
export type Rest = NonNullable<DemandQuery['networks'][number]['rest']>[number]
export type Economics = NonNullable<DemandQuery['networks'][number]['economics']>[number]

interface Pair {
  readonly name: string
  readonly about: string
  readonly all: FigurePartsFragment
  /** Null: the figure is not about who paid. */
  readonly without: FigurePartsFragment | null
  /** In which unit it reads best; left out: its own. */
  readonly unit?: string
}

const shownIn = ({ unit }: Pair, figure: FigurePartsFragment): Shown =>
  unit === undefined ? shownOf(figure) : partOf(figure, figure.value, unit)

const NOT_ABOUT_PAYERS = 'is about all of it'

/** Every figure beside the same figure without related money. */
export function SideBySide({
  economics: { fees, coverage, demand },
  rest,
}: {
  economics: Economics
  rest: Rest | undefined
}) {
  const pairs: Pair[] = [
    { name: 'Fees', about: 'What requesters paid, at receipt', all: fees, without: rest?.fees ?? null },
    {
      name: 'Payers',
      about: 'Accounts that paid',
      all: demand.uniquePayers,
      without: rest?.demand.uniquePayers ?? null,
    },
    {
      name: 'Largest payer',
      about: 'Its share of these fees',
      all: demand.top1,
      without: rest?.demand.top1 ?? null,
    },
    {
      name: 'Five largest payers',
      about: 'Their share of these fees',
      all: demand.top5,
      without: rest?.demand.top5 ?? null,
    },
    {
      name: 'Concentration (HHI)',
      about: 'Sum of the squared shares: 1 is a single payer',
      all: demand.hhi,
      unit: 'of 1',
      without: rest?.demand.hhi ?? null,
    },
    {
      name: 'Refunds',
      about: 'What went back, divided by these fees',
      all: demand.refunds,
      without: rest?.demand.refunds ?? null,
    },
    {
      name: 'Paid by requesters',
      about: 'Share of the income of nodes that is no emission',
      all: coverage,
      without: rest?.coverage ?? null,
    },
    {
      name: 'Repeated requests',
      about: 'Claims whose model and input had been claimed before',
      all: demand.repeatedPayloads,
      without: null,
    },
    {
      name: 'Cost of faking a dollar',
      about: 'What paying one’s own node costs per dollar; near 0 volume proves nothing. Gas comes on top',
      all: demand.costOfFaking,
      unit: 'USD',
      without: null,
    },
  ]
  const columns: Column<Pair>[] = [
    { id: 'name', name: 'figure', value: (row) => row.name, cell: (row) => <b>{row.name}</b> },
    {
      id: 'all',
      name: 'all money',
      number: true,
      value: (row) => numberOf(row.all),
      cell: (row) => <Num name={`${row.name}, all money`} of={shownIn(row, row.all)} />,
    },
    {
      id: 'without',
      name: 'without related money',
      about: 'Without payments whose payer a rule relates to the node or the network',
      number: true,
      value: (row) => (row.without ? numberOf(row.without) : null),
      cell: (row) =>
        row.without ? (
          <Num name={`${row.name}, without related money`} of={shownIn(row, row.without)} />
        ) : (
          <span className="missing">{NOT_ABOUT_PAYERS}</span>
        ),
    },
    { id: 'about', name: 'what it is', value: (row) => row.about, cell: (row) => row.about },
  ]
  return (
    <section>
      <h2>With and without related money</h2>
      <Table
        name="Demand with and without related money"
        rows={pairs}
        columns={columns}
        rowId={(row) => row.name}
        prefix="side-"
        empty="Nothing was paid."
      />
    </section>
  )
}

const numberOf = ({ value }: FigurePartsFragment) => (value === null ? null : Number(value))

/** How much each rule took out. */
export function Excluded({ economics: { fees, demand } }: { economics: Economics }) {
  const whole = numberOf(fees) ?? 0
  const part = (figure: FigurePartsFragment) => whole * (numberOf(figure) ?? 0)
  return (
    <section>
      <h2>What is known of the payers</h2>
      {whole > 0 && demand.notShownRelated.value !== null && (
        <MixBar
          label="Fees in USD"
          parts={[
            { name: 'no rule relates the payer, $', meaning: 'fee', count: part(demand.notShownRelated) },
            { name: 'operators of nodes, $', meaning: 'penalty', count: part(demand.related) },
            { name: 'the protocol or its team, $', meaning: 'emission', count: part(demand.protocol) },
          ]}
        />
      )}
      <p>
        <Num name="Share that is not shown related" of={shownOf(demand.notShownRelated)} /> of fees came from
        payers that no rule relates, <Num name="Share that operators paid" of={shownOf(demand.related)} />{' '}
        from payers linked to operators of nodes,{' '}
        <Num name="Share that the protocol paid" of={shownOf(demand.protocol)} /> from payers linked to the
        protocol. The first is the most that can be independent, and no proof that it is: money through an
        exchange cannot be followed.
      </p>
      {demand.excluded.length === 0 ? (
        <p>No rule took anything out.</p>
      ) : (
        <ul className="taken">
          {demand.excluded.map(({ rule, share }) => (
            <li key={rule}>
              <Num name={`Share of fees: ${ruleInWords(rule)}`} of={shownOf(share)} /> {ruleInWords(rule)}{' '}
              <code>{rule}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
