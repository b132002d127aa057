import { Empty } from '../../app/states.tsx'
import { short, withUnit } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { amountOf, shownOf } from '../../figures/shown.ts'
import { At } from '../../figures/when.tsx'
import { type Column, Table } from '../../tables/table.tsx'
import { ruleInWords } from '../../text/rules.ts'
import type { Economics } from './node-now.ts'

type Link = Economics['demand']['links'][number]

const COLUMNS: readonly Column<Link>[] = [
  {
    id: 'payer',
    name: 'Payer',
    value: (row) => row.payer,
    cell: (row) => <span title={row.payer}>{short(row.payer)}</span>,
  },
  {
    id: 'rule',
    name: 'Why it counts as linked',
    value: (row) => ruleInWords(row.rule),
    cell: (row) => ruleInWords(row.rule),
  },
  {
    id: 'share',
    name: 'Share of its fees',
    number: true,
    value: (row) => (row.share.value === null ? null : Number(row.share.value)),
    cell: (row) => <Num name="Share of the fees that this linked payer paid" of={shownOf(row.share)} />,
  },
  {
    id: 'payments',
    name: 'Payments',
    number: true,
    value: (row) => row.payments,
    cell: (row) => row.payments,
  },
  { id: 'since', name: 'First (UTC)', value: (row) => row.since, cell: (row) => <At at={row.since} /> },
  {
    id: 'way',
    name: 'Way of the money',
    value: (row) => row.transfers?.length ?? null,
    cell: (row) => <Way link={row} />,
  },
]

/** Each transfer from the source to the payer, with whether an event proves it. */
function Way({ link: { transfers, source } }: { link: Link }) {
  if (!transfers) return <span className="missing">no money moved: it is who the payer is</span>
  return (
    <span title={transfers.map(({ from, to, txHash }) => `${from} to ${to} in ${txHash}`).join('; ')}>
      {short(source)}
      {transfers.map(({ to, amount, proved, txHash }) => {
        const { value, unit } = amountOf(amount, { class: null, asOf: [] })
        return ` → ${value === null ? '?' : withUnit(value, unit)} → ${short(to)}${proved ? '' : ` (at an endpoint’s word, ${short(txHash)})`}`
      })}
    </span>
  )
}

/** What payers paid that a rule relates to it. */
export function Linked({ economics: { demand } }: { economics: Economics }) {
  const { links, notShownRelated, uniquePayers, top1, tracing } = demand
  return (
    <section>
      <h2>Who paid it</h2>
      <p>
        {uniquePayers.value === '0' ? (
          'Nobody paid it in this window.'
        ) : (
          <>
            <Num name="Accounts that paid" of={shownOf(uniquePayers)} />{' '}
            {uniquePayers.value === '1' ? 'account' : 'accounts'} paid; the largest paid{' '}
            <Num name="Share of the largest payer" of={shownOf(top1)} />.{' '}
            <Num name="Share of fees whose payer no rule relates to the node" of={shownOf(notShownRelated)} />{' '}
            of fees came from payers that no rule relates to it, which does not prove that they are strangers.
          </>
        )}
      </p>
      {links.length === 0 ? (
        <Empty>No payer of this window is shown to be linked to it.</Empty>
      ) : (
        <Table
          name="Linked payers"
          prefix="linked."
          rows={links}
          columns={COLUMNS}
          rowId={(row) => `${row.rule}${row.payer}${row.source}`}
          sorted="-share"
          empty=""
        />
      )}
      <p className="note">What was looked at: {tracing.visible}.</p>
    </section>
  )
}
