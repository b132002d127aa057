import { NodeLink, To } from '../../app/to.tsx'
import { plain, short } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import type { Shown } from '../../figures/shown.ts'
import { At, When } from '../../figures/when.tsx'
import type { Column } from '../../tables/table.tsx'
import { attestedOf, causeOf, stateOf } from '../../text/nodes.ts'
import type { NodeRow } from './rows.ts'

interface NumberColumn {
  readonly id: string
  readonly name: string
  readonly about: string
  readonly hidden?: boolean
  readonly of: (row: NodeRow) => Shown
}

const number = ({ id, name, about, hidden = false, of }: NumberColumn): Column<NodeRow> => ({
  id,
  name,
  about,
  number: true,
  hidden,
  value: (row) => {
    const { value } = of(row)
    return value === null ? null : Number(value)
  },
  cell: (row) => <Num name={about} of={of(row)} />,
})

const none = (words: string) => <span className="missing">{words}</span>

/** What a reader may see of a node; a column that is not shown is not asked for. */
export const COLUMNS: readonly Column<NodeRow>[] = [
  { id: 'node', name: 'Node', value: (row) => row.key, cell: (row) => <NodeLink of={row.key} /> },
  number({
    id: 'gross',
    name: 'Gross income',
    about: 'Fees less refunds, and emissions',
    of: (row) => row.figures.gross,
  }),
  number({
    id: 'feeShare',
    name: 'Paid by requesters',
    about: 'Share of its gross income that requesters paid, and not the protocol',
    of: (row) => row.figures.feeShare,
  }),
  {
    id: 'state',
    name: 'State',
    value: (row) => stateOf(row),
    cell: (row) => (
      <span title={row.enabled === false ? causeOf(row.disabledCause) : undefined}>{stateOf(row)}</span>
    ),
  },
  {
    id: 'role',
    name: 'Role',
    value: (row) => row.role,
    cell: (row) => (row.role ? plain(row.role) : none('not stated')),
  },
  number({
    id: 'emissions',
    name: 'Emissions',
    about: 'What the protocol gave it',
    hidden: true,
    of: (row) => row.figures.emissions,
  }),
  number({
    id: 'verified',
    name: 'Verified',
    about: 'Statements about it that a watchdog verified in the window',
    of: (row) => row.verdicts.verified,
  }),
  number({
    id: 'rejected',
    name: 'Rejected',
    about: 'Statements about it that were rejected in the window, whoever’s fault it was',
    of: (row) => row.verdicts.rejected,
  }),
  number({
    id: 'undecided',
    name: 'Undecided',
    about: 'Statements about it that could not be checked',
    hidden: true,
    of: (row) => row.verdicts.undecided,
  }),
  number({
    id: 'uptime',
    name: 'Up',
    about: 'Time up, of the time that is known',
    of: (row) => row.figures.uptime,
  }),
  number({
    id: 'success',
    name: 'In time',
    about: 'Work delivered in time, of work that was due',
    hidden: true,
    of: (row) => row.figures.success,
  }),
  number({
    id: 'claims',
    name: 'Claims',
    about: 'Claims of the window that name it; a forged one names it too',
    hidden: true,
    of: (row) => row.figures.claims,
  }),
  {
    id: 'attested',
    name: 'Attested',
    about: 'When the attestation was registered that it works under',
    value: attestedOf,
    cell: (row) => {
      const at = attestedOf(row)
      return at ? <When at={at} /> : none('no attestation')
    },
  },
  {
    id: 'code',
    name: 'Code',
    hidden: true,
    value: (row) => row.measurementVersion,
    cell: (row) => (row.measurementVersion ? plain(row.measurementVersion, 24) : none('no version named')),
  },
  number({
    id: 'penalties',
    name: 'Penalties',
    about: 'Penalties in the window',
    of: (row) => row.penalties,
  }),
  number({
    id: 'slashed',
    name: 'Slashed',
    about: 'What penalties took of all its stakers',
    hidden: true,
    of: (row) => row.figures.slashed,
  }),
  {
    id: 'operator',
    name: 'Operator',
    value: (row) => row.owner,
    cell: (row) =>
      row.owner ? (
        <To page="operators" search={{ of: row.owner }}>
          <span title={row.owner}>{short(row.owner)}</span>
        </To>
      ) : (
        none('not stated')
      ),
  },
  {
    id: 'joined',
    name: 'Joined (UTC)',
    hidden: true,
    value: (row) => row.firstTime,
    cell: (row) => <At at={row.firstTime} />,
  },
  {
    id: 'beat',
    name: 'Last heartbeat',
    hidden: true,
    value: (row) => row.lastHeartbeatAt,
    cell: (row) => (row.lastHeartbeatAt ? <When at={row.lastHeartbeatAt} /> : none('none seen')),
  },
  {
    id: 'endpoint',
    name: 'Address',
    hidden: true,
    value: (row) => row.endpoint,
    cell: (row) => (row.endpoint ? plain(row.endpoint, 48) : none('none stated')),
  },
]

/** The columns that are shown while the reader has chosen none. */
export const PRESET = COLUMNS.filter((each) => !each.hidden).map((each) => each.id)
