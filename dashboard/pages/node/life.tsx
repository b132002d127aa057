import { useMemo } from 'react'
import { readingOf } from '../../app/network.tsx'
import { Empty } from '../../app/states.tsx'
import { Strip } from '../../charts/strip.tsx'
import type { NodeFactsQuery } from '../../data/generated/graphql.ts'
import { Hash } from '../../figures/chain-text.tsx'
import { duration, plain, short } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { amountOf } from '../../figures/shown.ts'
import { At } from '../../figures/when.tsx'
import { useWindow } from '../../figures/window.ts'
import { type Column, Table } from '../../tables/table.tsx'
import { penaltyOf, stateSentence } from '../../text/nodes.ts'
import { silenceRule, spansOf } from './beats.ts'
import type { NodeNow } from './node-now.ts'

/** Heartbeats as a strip: up, down, and what nobody can know. */
export function Life({ node, facts }: { node: NodeNow; facts: NodeFactsQuery }) {
  const { since, end } = useWindow()
  const spans = useMemo(() => spansOf(facts, since, end), [facts, since, end])
  const limit = silenceRule(facts)
  // Its votes are its signs of life.
  if (node.role === 'validator') return null
  if (!node.lastHeartbeatAt && facts.beats.length + facts.beatBefore.length === 0)
    return (
      <section>
        <h2>Signs of life</h2>
        <Empty>It never sent a heartbeat: whether it was up cannot be known from the chain.</Empty>
      </section>
    )
  return (
    <section>
      <h2>Signs of life</h2>
      <Strip
        title="Up and down"
        unit="by its heartbeats on chain"
        spans={spans}
        note={
          limit
            ? `Down: no heartbeat for longer than ${duration(Number(limit.value))}, the limit that the network ${limit.status === 'disclosed' ? 'publishes' : 'keeps to'}. Unknown: before its first heartbeat. A heartbeat shows that its key signed, not that it served.`
            : 'The network does not say how long a node may be silent: nothing can be called down.'
        }
      />
    </section>
  )
}

type PenaltyRow = NodeFactsQuery['penalties'][number]

/** What it was penalised for since its first block. */
export function PenaltiesSeen({ facts }: { facts: NodeFactsQuery }) {
  const reading = readingOf(facts._meta)
  const columns: readonly Column<PenaltyRow>[] = [
    {
      id: 'time',
      name: 'When (UTC)',
      value: (row) => row.blockTime,
      cell: (row) => <At at={row.blockTime} />,
    },
    {
      id: 'kind',
      name: 'What',
      value: (row) => penaltyOf(row.kind),
      cell: (row) => plain(penaltyOf(row.kind)),
    },
    {
      id: 'reason',
      name: 'For what',
      value: (row) => row.reason,
      cell: (row) => (row.reason ? plain(row.reason) : <span className="missing">not stated</span>),
    },
    {
      id: 'amount',
      name: 'Taken',
      number: true,
      value: (row) => (row.amount.value === null ? null : Number(amountOf(row.amount, reading).value)),
      cell: (row) => <Num name="Taken by this penalty" of={amountOf(row.amount, reading)} />,
    },
    {
      id: 'staker',
      name: 'From whom',
      value: (row) => row.staker,
      cell: (row) =>
        row.staker ? (
          <span title={row.staker}>{short(row.staker)}</span>
        ) : (
          <span className="missing">not stated</span>
        ),
    },
    {
      id: 'tx',
      name: 'Transaction',
      value: (row) => row.txHash,
      cell: (row) => <Hash of={row.txHash} />,
    },
  ]
  return (
    <section>
      <h2>Penalties</h2>
      {facts.penalties.length === 0 ? (
        <Empty>None since its first block.</Empty>
      ) : (
        <Table
          name="Penalties"
          prefix="penalties."
          rows={facts.penalties}
          columns={columns}
          rowId={(row) => row.id}
          sorted="-time"
          empty=""
        />
      )}
    </section>
  )
}

type VersionRow = NodeFactsQuery['versions'][number]

const STATES: readonly Column<VersionRow>[] = [
  { id: 'from', name: 'From (UTC)', value: (row) => row.fromTime, cell: (row) => <At at={row.fromTime} /> },
  {
    id: 'to',
    name: 'Up to',
    value: (row) => row.toTime,
    cell: (row) => (row.toTime ? <At at={row.toTime} /> : 'now'),
  },
  {
    id: 'state',
    name: 'State in the registry',
    value: (row) => stateSentence(row),
    cell: (row) => plain(stateSentence(row)),
  },
  {
    id: 'code',
    name: 'Code',
    value: (row) => row.measurementVersion,
    cell: (row) => {
      if (!row.measurement) return <span className="missing">not measured</span>
      const approved =
        row.measurementApproved === null ? '' : row.measurementApproved ? ', approved' : ', revoked'
      return (
        <span
          title={row.measurement}
        >{`${plain(row.measurementVersion ?? short(row.measurement), 24)}${approved}`}</span>
      )
    },
  },
  {
    id: 'owner',
    name: 'Operator',
    value: (row) => row.owner,
    cell: (row) =>
      row.owner ? (
        <span title={row.owner}>{short(row.owner)}</span>
      ) : (
        <span className="missing">not stated</span>
      ),
  },
  {
    id: 'paid',
    name: 'Paid to',
    value: (row) => row.paymentAddress,
    cell: (row) =>
      row.paymentAddress ? (
        <span title={row.paymentAddress}>{short(row.paymentAddress)}</span>
      ) : (
        <span className="missing">not stated</span>
      ),
  },
  {
    id: 'block',
    name: 'From block',
    number: true,
    hidden: true,
    value: (row) => row.fromBlock,
    cell: (row) => row.fromBlock,
  },
]

/** Every state that it was in. */
export function History({ facts }: { facts: NodeFactsQuery }) {
  return (
    <section>
      <h2>Its states so far</h2>
      <Table
        name="States"
        prefix="states."
        rows={facts.versions}
        columns={STATES}
        rowId={(row) => String(row.fromBlock)}
        sorted="-from"
        empty="No state of it is known."
      />
    </section>
  )
}
