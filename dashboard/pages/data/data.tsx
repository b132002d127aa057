import { Link } from '@tanstack/react-router'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import type { DataQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { Hash } from '../../figures/chain-text.tsx'
import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { amountOf, countOf, type Reading } from '../../figures/shown.ts'
import { At, When } from '../../figures/when.tsx'
import { placeColumns } from '../../tables/on-chain.tsx'
import { TableSection } from '../../tables/section.tsx'
import type { Column } from '../../tables/table.tsx'
import { DATA } from './questions.ts'

/** How good is this data? */
export function Page() {
  const { network } = useNetwork()
  const answer = useAnswer(DATA, { network: network.network })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return <Loading rows={10} />
  const { data } = answer
  const reading = readingOf(data._meta)
  return (
    <AskedBy question={answer.question}>
      <div className="page">
        <h1>How good is this data?</h1>
        <p className="lead">{sentenceOf(data)}</p>
        <section>
          <h2>Chains</h2>
          {data.chains.map((chain) => (
            <Chain key={chain.id} chain={chain} reading={reading} />
          ))}
        </section>
        <section>
          <dl className="facts">
            <Fact
              name="Lies of endpoints that were caught"
              value={data.faults.totalCount}
              unit="lies"
              reading={reading}
            />
            <Fact
              name="Logs that no decoder understood"
              value={data.unknown.totalCount}
              unit="logs"
              reading={reading}
            />
            <Fact
              name="Balances that the ledger explains to the last unit"
              value={data.matches.totalCount}
              unit="readings"
              reading={reading}
            />
            <Fact
              name="Balances that it does not explain whole"
              value={data.differs.totalCount}
              unit="readings"
              reading={reading}
            />
            <Fact
              name="Batches whose bytes are kept"
              value={data.kept.totalCount}
              unit="batches"
              reading={reading}
            />
            <Fact
              name="Batches whose bytes are lost or refused"
              value={data.lost.totalCount}
              unit="batches"
              reading={reading}
            />
          </dl>
        </section>
        <p>
          Once a day the keeper asks what the accounts that nodes are paid to hold, and works out from the day
          before and the ledger what they should. They may also receive and spend money outside of the
          network’s contracts: a difference is what the ledger does not explain, and no fault by itself.{' '}
          <Link to="/methodology/$page" params={{ page: 'ledger' }}>
            How it is compared
          </Link>
        </p>
        <TableSection
          title="Ledger against balances"
          name="Ledger against balances"
          prefix="b"
          rows={data.reconciliations}
          columns={balancesOf(reading)}
          empty="The keeper compares the ledger with the chain’s balances once a day; it has not done so yet."
        />
        <TableSection
          title="Endpoints that lied"
          name="Endpoints that lied"
          prefix="e"
          rows={data.providerFaults}
          columns={FAULTS}
          empty="No endpoint was caught in a lie."
        />
        <TableSection
          title="Logs not understood, or read in part"
          name="Unknown logs"
          prefix="u"
          rows={data.unknownLogs}
          columns={UNKNOWN}
          empty="Every log of the indexed contracts was understood, and so was the call that made it."
        />
      </div>
    </AskedBy>
  )
}

function sentenceOf(data: DataQuery): string {
  const behind = data.chains.filter((each) => each.lag > 20).length
  const parts = [
    behind === 0
      ? 'Every chain is indexed up to its head'
      : `${behind} of ${data.chains.length} chains are behind their head`,
    data.unknown.totalCount === 0
      ? 'every log was understood'
      : `${data.unknown.totalCount ?? 'many'} logs were not understood`,
    ...(data.partial.totalCount === 0
      ? []
      : [`${data.partial.totalCount ?? 'many'} were read without a direct call of their contract`]),
    balancesInWords(data.matches.totalCount, data.differs.totalCount),
  ]
  return `${parts.join('; ')}.`
}

/** What comparing balances with the ledger gave. A difference accuses nobody: accounts also move money that is not the network's. */
function balancesInWords(matches: number | null, differs: number | null): string {
  if (matches === null || differs === null) return 'balances were compared with the ledger too often to count'
  const all = matches + differs
  if (all === 0) return 'no balance was compared with the ledger yet'
  return differs === 0
    ? `the ledger explains all ${all} balances that were compared`
    : `the ledger explains ${matches} of ${all} balances that were compared, and not the whole of the others`
}

function Fact({
  name,
  value,
  unit,
  reading,
}: {
  name: string
  value: number | null
  unit: string
  reading: Reading
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Num name={name} of={countOf(value, unit, reading)} />
      </dd>
    </div>
  )
}

function Chain({ chain, reading }: { chain: DataQuery['chains'][number]; reading: Reading }) {
  const blocks = (name: string, value: number) => <Num name={name} of={countOf(value, 'blocks', reading)} />
  return (
    <article className="chain">
      <h3>
        {chain.title ?? `Chain ${chain.chainId}`} <small>chain id {chain.chainId}</small>
      </h3>
      <dl className="facts">
        <div>
          <dt>Indexed up to</dt>
          <dd>
            block {chain.height}, <When at={chain.blockTime} />
          </dd>
        </div>
        <div>
          <dt>Head, as endpoints say</dt>
          <dd>
            block {chain.head}; behind it: {blocks('Blocks behind the head', chain.lag)}
          </dd>
        </div>
        <div>
          <dt>Cannot be taken back up to</dt>
          <dd>block {chain.finalizedHeight}</dd>
        </div>
        <div>
          <dt>The index last moved</dt>
          <dd>
            <When at={chain.updatedAt} />
          </dd>
        </div>
        <div>
          <dt>Block hash</dt>
          <dd>
            <Hash of={chain.hash} />
          </dd>
        </div>
        <div>
          <dt>State digest: another index of this chain has the same</dt>
          <dd>
            <Hash of={chain.digest} />
          </dd>
        </div>
      </dl>
    </article>
  )
}

const balancesOf = (reading: Reading): Column<DataQuery['reconciliations'][number]>[] => {
  const amount = (id: 'expected' | 'observed' | 'difference', name: string) => ({
    id,
    name,
    number: true,
    value: (row: DataQuery['reconciliations'][number]) => row[id].value,
    cell: (row: DataQuery['reconciliations'][number]) => <Num name={name} of={amountOf(row[id], reading)} />,
  })
  return [
    { id: 'day', name: 'Day', value: (row) => row.day, cell: (row) => row.day },
    { id: 'account', name: 'Account', value: (row) => row.account, cell: (row) => <Hash of={row.account} /> },
    amount('expected', 'Ledger says'),
    amount('observed', 'Chain says'),
    amount('difference', 'Difference'),
    {
      id: 'status',
      name: 'Status',
      value: (row) => row.status,
      cell: (row) => row.status.replaceAll('_', ' '),
    },
  ]
}

const FAULTS: readonly Column<DataQuery['providerFaults'][number]>[] = [
  { id: 'at', name: 'Seen (UTC)', value: (row) => row.seenAt, cell: (row) => <At at={row.seenAt} /> },
  { id: 'endpoint', name: 'Endpoint', value: (row) => row.endpoint, cell: (row) => plain(row.endpoint) },
  { id: 'kind', name: 'Lie', value: (row) => row.kind, cell: (row) => row.kind.replaceAll('_', ' ') },
  {
    id: 'block',
    name: 'Block',
    number: true,
    value: (row) => row.blockNumber,
    cell: (row) => row.blockNumber ?? <span className="missing">of none</span>,
  },
  { id: 'said', name: 'Said', value: (row) => row.said, cell: (row) => plain(row.said ?? '', 60) },
  {
    id: 'proved',
    name: 'Proved instead',
    value: (row) => row.proved,
    cell: (row) => plain(row.proved ?? '', 60),
  },
]

const [BLOCK, WHEN, TRANSACTION] = placeColumns<DataQuery['unknownLogs'][number]>()

const UNKNOWN: readonly Column<DataQuery['unknownLogs'][number]>[] = [
  BLOCK,
  WHEN,
  {
    id: 'contract',
    name: 'Contract',
    value: (row) => row.contract,
    cell: (row) => <Hash of={row.contract} />,
  },
  { id: 'reason', name: 'Why', value: (row) => row.reason, cell: (row) => plain(row.reason) },
  { id: 'detail', name: 'Detail', value: (row) => row.detail, cell: (row) => plain(row.detail ?? '', 100) },
  TRANSACTION,
]
