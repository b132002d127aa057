import { useMemo } from 'react'
import { useChoice } from '../../app/choice.ts'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import { NodeLink, To } from '../../app/to.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { usePages } from '../../data/use-pages.ts'
import { plain, short } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { PayersSwitch, usePayers } from '../../figures/payers.tsx'
import { AskedBy, Copied } from '../../figures/proof.tsx'
import { Refused } from '../../figures/refused.tsx'
import { countOf, type Reading } from '../../figures/shown.ts'
import { At } from '../../figures/when.tsx'
import { useWindow } from '../../figures/window.ts'
import { WindowSwitch } from '../../figures/window-switch.tsx'
import { type Column, Table } from '../../tables/table.tsx'
import { groupNodes, type Operator, type Tie } from './groups.ts'
import { EARNED, VERSIONS } from './questions.ts'

const MANY = 8

/** Who stands behind the nodes, as far as their addresses show it? */
export function Page() {
  const { network } = useNetwork()
  const { days, to } = useWindow()
  const { bound } = useWindow()
  const [of] = useChoice('of')
  const [asked] = useChoice('class')
  const versions = usePages(VERSIONS, { network: network.network, end: bound }, (data) => data.nodeVersions, {
    most: 50_000,
  })
  const earned = useAnswer(EARNED, { network: network.network, days, to, payers: usePayers() })
  const boards = earned.data?.leaderboard ?? []
  const board = boards.find((each) => each.class === asked) ?? boards[0]
  const operators = useMemo(
    // Those with as many nodes stand in the order of what they earned.
    () => groupNodes(versions.rows, board).sort((a, b) => earnedBy(b) - earnedBy(a)),
    [versions.rows, board],
  )
  const reading = readingOf(versions.first?._meta ?? [])
  const columns = useMemo(() => columnsOf(reading, board === undefined), [reading, board])
  if (versions.error && !versions.first) return <Refused title="Operators" error={versions.error} />
  if (!versions.first) return <Loading rows={12} title="Operators" />
  const chosen = operators.find((each) => each.addresses.some(({ address }) => address === of.toLowerCase()))
  const several = operators.filter((each) => each.nodes.length > 1).length
  return (
    <AskedBy question={earned.data ? earned.question : versions.question}>
      <div className={`page operators${versions.isPlaceholderData ? ' asking' : ''}`}>
        <header className="page-head">
          <h1>Operators</h1>
          <div className="choices">
            <PayersSwitch />
            <WindowSwitch />
          </div>
        </header>
        <p className="lead">
          <Num
            name="Nodes that ever joined"
            of={countOf(
              operators.reduce((sum, each) => sum + each.nodes.length, 0),
              'nodes',
              reading,
            )}
          />{' '}
          of <Num name="Groups of addresses" of={countOf(operators.length, 'operators', reading)} />;{' '}
          {several === 0
            ? 'none is shown to run more than one.'
            : `${several === 1 ? 'one is' : `${several} are`} shown to run more than one.`}
        </p>
        <p>
          Nodes that ever had an owner or a payment address in common are taken as one operator’s. Two
          addresses of one person that never met stay apart, and an address that strangers share, such as an
          exchange’s, would join them.
        </p>
        {earned.error && <Failed error={earned.error} />}
        {!versions.whole && <p className="note">Only the first {versions.rows.length} states were read.</p>}
        {of !== '' &&
          (chosen ? (
            <One operator={chosen} of={of} />
          ) : (
            <p className="empty">No node ever had the address {plain(of, 60)}.</p>
          ))}
        <section>
          <h2>All of them</h2>
          <Table
            name="Operators"
            rows={operators}
            columns={columns}
            rowId={(row) => row.name}
            sorted="-nodes"
            empty="No node was ever registered."
          />
        </section>
        <p>
          <To page="nodes">By node</To>
        </p>
      </div>
    </AskedBy>
  )
}

const earnedBy = ({ gross }: Operator) => Number(gross.value ?? -1)

/** Why the nodes of an operator are one's: "owner 0x1234…5678 of 3". */
function whyOf({ ties, nodes }: Operator): string {
  if (nodes.length === 1) return 'one node: nothing to join'
  return ties.map((each) => `${each.as} ${short(each.address)} of ${each.nodes.length}`).join('; ')
}

const columnsOf = (reading: Reading, asking: boolean): readonly Column<Operator>[] => [
  {
    id: 'operator',
    name: 'Operator',
    value: (row) => row.name,
    cell: (row) => (
      <To page="operators" search={{ of: row.name }}>
        <span title={row.name}>{short(row.name)}</span>
      </To>
    ),
  },
  {
    id: 'nodes',
    name: 'Nodes',
    number: true,
    value: (row) => row.nodes.length,
    cell: (row) => <Num name="Nodes that it ever had" of={countOf(row.nodes.length, 'count', reading)} />,
  },
  {
    id: 'there',
    name: 'Still there',
    about: 'Neither disabled nor silent at the end of the window',
    number: true,
    value: (row) => row.there,
    cell: (row) => (
      <Num
        name="Nodes of it that neither left nor fell silent"
        of={{ ...countOf(asking ? null : row.there, 'count', reading), ...(asking && { reason: 'ASKED' }) }}
      />
    ),
  },
  {
    id: 'gross',
    name: 'Gross income',
    about: 'Fees less refunds, and emissions, of all its nodes',
    number: true,
    value: (row) => (row.gross.value === null ? null : Number(row.gross.value)),
    cell: (row) => (
      <Num
        name="Gross income of its nodes"
        of={asking ? { ...row.gross, value: null, reason: 'ASKED' } : row.gross}
      />
    ),
  },
  {
    id: 'roles',
    name: 'Roles',
    value: (row) => row.roles.join(', '),
    cell: (row) => plain(row.roles.join(', ')) || <span className="missing">not stated</span>,
  },
  { id: 'since', name: 'Since (UTC)', value: (row) => row.since, cell: (row) => <At at={row.since} /> },
  {
    id: 'why',
    name: 'Why they are one',
    value: whyOf,
    cell: (row) => <span title={row.ties.map((each) => each.address).join(', ')}>{whyOf(row)}</span>,
  },
  {
    id: 'keys',
    name: 'Which nodes',
    value: (row) => row.nodes.join(' '),
    cell: (row) => (
      <>
        {row.nodes.slice(0, MANY).map((each) => (
          <span key={each}>
            <NodeLink of={each} />{' '}
          </span>
        ))}
        {row.nodes.length > MANY && `and ${row.nodes.length - MANY} more`}
      </>
    ),
  },
]

/** One operator: each address, what it was, and the nodes that had it. */
function One({ operator, of }: { operator: Operator; of: string }) {
  return (
    <section className="one-operator">
      <h2>
        Operator of <Copied text={of} shown={short(of)} />
      </h2>
      <p>
        {operator.nodes.length === 1 ? 'One node' : `${operator.nodes.length} nodes`}, since{' '}
        {operator.since.slice(0, 10)}. Each address and the nodes that had it:
      </p>
      <ul>
        {operator.addresses.map((tie) => (
          <AddressLine key={tie.address} tie={tie} />
        ))}
      </ul>
      <p>
        <To page="compare" search={{ nodes: operator.nodes.slice(0, 4).join(',') }}>
          {operator.nodes.length === 1
            ? 'Compare it with others'
            : `Compare ${operator.nodes.length > 4 ? 'the first four of them' : 'them'}`}
        </To>
      </p>
    </section>
  )
}

function AddressLine({ tie: { address, as, nodes } }: { tie: Tie }) {
  return (
    <li>
      <code className="hash">
        <Copied text={address} shown={short(address)} />
      </code>
      : {as} of{' '}
      {nodes.slice(0, 50).map((each) => (
        <span key={each}>
          <NodeLink of={each} />{' '}
        </span>
      ))}
      {nodes.length > 50 && `and ${nodes.length - 50} more`}
    </li>
  )
}
