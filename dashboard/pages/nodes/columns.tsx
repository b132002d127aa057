import { NodeLink, To } from '../../app/to.tsx'
import { plain, short } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import type { Shown } from '../../figures/shown.ts'
import { At, When } from '../../figures/when.tsx'
import type { Column } from '../../tables/table.tsx'
import { attestedOf, causeOf, notMeasured, stateOf } from '../../text/nodes.ts'
import { HORIZON_MONTHS, MOST_COSTED } from './costed.ts'
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

/** The median with the stretch that nine of ten futures lie in, on a scale that ends with the simulation. */
function Months({ of }: { of: Shown }) {
  const { p5, p95 } = of.more?.quantiles ?? {}
  const x = (months: string | null | undefined) =>
    months == null ? 100 : (Number(months) / HORIZON_MONTHS) * 100
  return (
    <>
      <Num name="Months until the machine is paid back" of={of} />
      {p5 != null && (
        <svg
          className="interval"
          viewBox="0 0 100 8"
          preserveAspectRatio="none"
          role="img"
          aria-label={`nine of ten futures: ${Math.round(Number(p5))} to ${p95 == null ? `more than ${HORIZON_MONTHS}` : Math.round(Number(p95))} months`}
        >
          <rect x={x(p5)} width={Math.max(1, x(p95) - x(p5))} y={2} height={4} />
          {of.value !== null && <line x1={x(of.value)} x2={x(of.value)} y1={0} y2={8} />}
        </svg>
      )}
    </>
  )
}

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
    id: 'independent',
    name: 'Without related payers',
    about: 'The same without fees of payers that a rule links to operators or the protocol',
    hidden: true,
    of: (row) => row.independent,
  }),
  number({
    id: 'netCash',
    name: 'Net cash a month',
    about: `What was left of a month after running costs, on the usual machine of its role; asked for the ${MOST_COSTED} with the highest income`,
    hidden: true,
    of: (row) => row.netCash,
  }),
  {
    ...number({
      id: 'payback',
      name: 'Paid back after',
      about: `Months until the machine is paid back, in the middle of the simulated futures; the bar holds nine of ten. Asked for the ${MOST_COSTED} with the highest income`,
      hidden: true,
      of: (row) => row.payback,
    }),
    cell: (row) => <Months of={row.payback} />,
  },
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
      return at ? <When at={at} /> : none(notMeasured(row.measurementReason))
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
