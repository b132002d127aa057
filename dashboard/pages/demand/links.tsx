import { useChoice } from '../../app/choice.ts'
import { NodeLink } from '../../app/to.tsx'
import { plain, short } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { amountOf, countOf, type Reading, shownOf } from '../../figures/shown.ts'
import { At } from '../../figures/when.tsx'
import { type Column, Table } from '../../tables/table.tsx'
import { ruleInWords } from '../../text/rules.ts'
import type { Economics } from './concentration.tsx'

export const LINKS_A_PAGE = 1000

type LinkRow = Economics['demand']['links'][number]
interface TransferRow {
  readonly link: LinkRow
  readonly step: number
  readonly transfer: NonNullable<LinkRow['transfers']>[number]
}

export const Account = ({ of }: { of: string }) => (
  <code className="hash" title={of}>
    {short(of)}
  </code>
)

/** Why payers count as related: each link with its rule, and every transfer on the way. */
export function Links({ economics, reading }: { economics: Economics; reading: Reading }) {
  const { links } = economics.demand
  const [skip, setSkip] = useChoice('skip', '0')
  const from = Number(skip) || 0
  const transfers = links.flatMap((link) =>
    (link.transfers ?? []).map((transfer, at): TransferRow => ({ link, step: at + 1, transfer })),
  )
  return (
    <section>
      <h2>Each link, with its rule</h2>
      <Table
        name="Links between payers and nodes"
        rows={links}
        columns={linkColumns(reading)}
        rowId={keyOf}
        sorted="-share"
        prefix="link-"
        empty="No rule relates any payer of this window."
      />
      {(links.length === LINKS_A_PAGE || from > 0) && (
        <p className="choices">
          Links {from + 1} to {from + links.length}, in the order of the first payment.
          {from > 0 && (
            <button type="button" onClick={() => setSkip(String(Math.max(0, from - LINKS_A_PAGE)))}>
              Earlier
            </button>
          )}
          {links.length === LINKS_A_PAGE && (
            <button type="button" onClick={() => setSkip(String(from + LINKS_A_PAGE))}>
              Later
            </button>
          )}
        </p>
      )}
      {links.length > 0 && (
        <>
          <h3>The transfers on the way</h3>
          <Table
            name="Transfers between related accounts"
            rows={transfers}
            columns={transferColumns(reading)}
            rowId={({ link, step }) => `${keyOf(link)}${step}`}
            prefix="way-"
            empty="No money had to move: each rule above looks at who the payer is."
          />
        </>
      )}
    </section>
  )
}

const keyOf = ({ rule, payer, node, source }: LinkRow) => `${rule} ${payer} ${node ?? ''} ${source}`

function linkColumns(reading: Reading): Column<LinkRow>[] {
  return [
    { id: 'payer', name: 'payer', value: (row) => row.payer, cell: (row) => <Account of={row.payer} /> },
    {
      id: 'node',
      name: 'paid node',
      value: (row) => row.node ?? null,
      cell: (row) =>
        row.node ? <NodeLink of={row.node} /> : <span className="missing">no node’s to show</span>,
    },
    {
      id: 'rule',
      name: 'why it counts as related',
      value: (row) => ruleInWords(row.rule),
      cell: (row) => (
        <>
          {ruleInWords(row.rule)} <code>{row.rule}</code>
        </>
      ),
    },
    {
      id: 'source',
      name: 'whose money',
      value: (row) => row.source,
      cell: (row) => <Account of={row.source} />,
    },
    {
      id: 'transfers',
      name: 'transfers',
      about: 'On the way from the source to the payer',
      number: true,
      value: (row) => row.transfers?.length ?? null,
      cell: (row) =>
        row.transfers ? (
          <Num name="Transfers on the way" of={countOf(row.transfers.length, 'count', reading)} />
        ) : (
          <span className="missing">none needed</span>
        ),
    },
    {
      id: 'payments',
      name: 'payments',
      number: true,
      value: (row) => row.payments,
      cell: (row) => <Num name="Payments that it relates" of={countOf(row.payments, 'count', reading)} />,
    },
    { id: 'since', name: 'first', value: (row) => row.since, cell: (row) => <At at={row.since} /> },
    {
      id: 'share',
      name: 'share of fees',
      number: true,
      value: (row) => (row.share.value === null ? null : Number(row.share.value)),
      cell: (row) => <Num name="Share of all fees" of={shownOf(row.share)} />,
    },
  ]
}

function transferColumns(reading: Reading): Column<TransferRow>[] {
  return [
    {
      id: 'payer',
      name: 'payer',
      value: ({ link }) => link.payer,
      cell: ({ link }) => <Account of={link.payer} />,
    },
    { id: 'step', name: 'step', number: true, value: (row) => row.step, cell: (row) => row.step },
    {
      id: 'from',
      name: 'from',
      value: ({ transfer }) => transfer.from,
      cell: ({ transfer }) => <Account of={transfer.from} />,
    },
    {
      id: 'to',
      name: 'to',
      value: ({ transfer }) => transfer.to,
      cell: ({ transfer }) => <Account of={transfer.to} />,
    },
    {
      id: 'amount',
      name: 'amount',
      number: true,
      value: ({ transfer }) => Number(amountOf(transfer.amount, reading).value),
      cell: ({ transfer }) => <Num name="Amount of the transfer" of={amountOf(transfer.amount, reading)} />,
    },
    {
      id: 'at',
      name: 'when',
      value: ({ transfer }) => transfer.at,
      cell: ({ transfer }) => <At at={transfer.at} />,
    },
    {
      id: 'proved',
      name: 'how it is known',
      value: ({ transfer }) => (transfer.proved ? 'an indexed event' : 'an endpoint’s word'),
      cell: ({ transfer }) => (transfer.proved ? 'an indexed event' : 'an endpoint’s word'),
    },
    {
      id: 'tx',
      name: 'chain, block, transaction',
      value: ({ transfer }) => `${transfer.chainId} ${transfer.blockNumber} ${transfer.txHash}`,
      cell: ({ transfer }) => (
        <>
          {transfer.chainId} · {transfer.blockNumber} · <Account of={transfer.txHash} />
        </>
      ),
    },
  ]
}

/** What was looked at to find the links, and what was not. */
export function Tracing({ economics, reading }: { economics: Economics; reading: Reading }) {
  const { tracing } = economics.demand
  const facts = [
    ['Transfers seen', tracing.transfersSeen, 'transfers'],
    ['of them at an endpoint’s word only', tracing.unprovedTransfers, 'transfers'],
    ['Most transfers between a source and a payer', tracing.maxTransfers, 'transfers'],
    ['Accounts that money was traced to', tracing.sources, 'accounts'],
    ['Exchanges, bridges and the like, behind which nothing is traced', tracing.hubs, 'hubs'],
  ] as const
  return (
    <section>
      <h2>How it was traced</h2>
      <dl className="lines bill">
        {facts.map(([name, count, unit]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Num name={name} of={countOf(count, unit, reading)} />
            </dd>
          </div>
        ))}
      </dl>
      {tracing.namedHubs.length > 0 && (
        <details className="more">
          <summary>The {tracing.namedHubs.length} accounts behind which nothing is traced</summary>
          <ul className="visible">
            {tracing.namedHubs.map(({ chainId, address, name, source }) => (
              <li key={address}>
                <b>{plain(name)}</b> <Account of={address} /> {chainId !== null && `on chain ${chainId} `}·{' '}
                {plain(source, 200)}
              </li>
            ))}
          </ul>
        </details>
      )}
      <ul className="visible">
        {tracing.visible.split('; ').map((each) => (
          <li key={each}>{plain(each, 400)}</li>
        ))}
      </ul>
    </section>
  )
}
