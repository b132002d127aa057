import { useMemo } from 'react'
import { useChoice } from '../../app/choice.ts'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { Empty, Failed, Loading } from '../../app/states.tsx'
import { NodeLink, To } from '../../app/to.tsx'
import { Num } from '../../figures/num.tsx'
import { PayersSwitch } from '../../figures/payers.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { Refused } from '../../figures/refused.tsx'
import { countOf, shownOf } from '../../figures/shown.ts'
import { WindowSwitch } from '../../figures/window-switch.tsx'
import { type Column, Table } from '../../tables/table.tsx'
import { stateOf } from '../../text/nodes.ts'
import { COLUMNS, PRESET } from './columns.tsx'
import { MOST_COSTED, useCosted } from './costed.ts'
import { type NodeRow, useNodeRows } from './rows.ts'

/** Who does the work, what do they earn, and can they be trusted? */
export function Page() {
  const { network } = useNetwork()
  const [chosen] = useChoice('columns', PRESET.join('.'))
  const shown = useMemo(() => new Set(chosen.split('.')), [chosen])
  const { rows, nodes, ranks, checked, penalised, classes, money } = useNodeRows(shown)
  const [role] = useChoice('role')
  const [state] = useChoice('state')
  const [picked, setPicked] = useChoice('pick')
  const picks = useMemo(() => (picked === '' ? [] : picked.split(',')), [picked])
  const filtered = useMemo(
    () =>
      rows.filter((each) => (role === '' || each.role === role) && (state === '' || stateOf(each) === state)),
    [rows, role, state],
  )
  const costed = useCosted(filtered, shown, money)
  const columns = useMemo(() => [...COLUMNS, pickColumn(picks, setPicked)], [picks, setPicked])
  if (nodes.error && !nodes.first)
    return <Refused title={`Nodes of ${network.title ?? network.network}`} error={nodes.error} />
  if (!nodes.first) return <Loading rows={14} title="Nodes" />
  const errors = [nodes.error, ranks.error, checked.error, penalised.error].filter((each) => each !== null)
  return (
    <AskedBy question={shown.has('gross') ? ranks.question : nodes.question}>
      <div className="page nodes">
        <header className="page-head">
          <h1>Nodes of {network.title ?? network.network}</h1>
          <WindowSwitch />
        </header>
        <Sentence
          rows={rows}
          ranks={ranks.data?.gross.find((each) => each.class === money)}
          meta={nodes.first._meta}
        />
        {errors.slice(0, 1).map((error) => (
          <Failed key={error.message} error={error} since={nodes.dataUpdatedAt} />
        ))}
        <Choices roles={rolesOf(rows)} classes={classes} />
        <section className={nodes.isPlaceholderData || ranks.isPlaceholderData ? 'asking' : ''}>
          <Table
            name="Nodes"
            rows={costed}
            columns={columns}
            rowId={(row) => row.id}
            sorted="-gross"
            empty={
              <Empty>No node is like that. Choose another state or role, or show those that left.</Empty>
            }
          />
        </section>
        <p className="note">
          {rows.length > 1000 &&
            'The API ranks 1,000 nodes by one figure: the others show no money here and have it on their own pages. '}
          {!nodes.whole && `Only the first ${rows.length} nodes are listed. `}
          Net cash and payback are columns to choose: they are worked out for the {MOST_COSTED} nodes of this
          list with the highest income, on the usual machine of their roles. With your own numbers they are on
          each node’s page and in <To page="compare">the comparison</To>.
        </p>
        {picks.length > 0 && (
          <p className="picked" role="status">
            {picks.map((each) => (
              <span key={each}>
                <NodeLink of={each} />{' '}
              </span>
            ))}
            <To page="compare" search={{ nodes: picked }}>
              {picks.length === 1 ? 'Compare it' : `Compare these ${picks.length}`}
            </To>
          </p>
        )}
      </div>
    </AskedBy>
  )
}

const MOST_PICKS = 4

/** Four at most are compared. */
const pickColumn = (picks: readonly string[], set: (value: string) => void): Column<NodeRow> => ({
  id: 'pick',
  name: 'Compare',
  value: (row) => (picks.includes(row.key) ? 1 : 0),
  cell: (row) => {
    const checked = picks.includes(row.key)
    return (
      <input
        type="checkbox"
        aria-label={`Compare ${row.key}`}
        checked={checked}
        disabled={!checked && picks.length >= MOST_PICKS}
        onChange={() =>
          set((checked ? picks.filter((each) => each !== row.key) : [...picks, row.key]).join(','))
        }
      />
    )
  },
})

const rolesOf = (rows: readonly NodeRow[]) =>
  [...new Set(rows.map((each) => each.role))].filter((each) => each !== null).sort()

function Sentence({
  rows,
  ranks,
  meta,
}: {
  rows: readonly NodeRow[]
  ranks: NonNullable<ReturnType<typeof useNodeRows>['ranks']['data']>['gross'][number] | undefined
  meta: Parameters<typeof readingOf>[0]
}) {
  const reading = readingOf(meta)
  const serving = rows.filter((each) => stateOf(each) === 'serving').length
  const [first] = ranks?.rows ?? []
  return (
    <p className="lead">
      <Num name="Nodes that serve" of={countOf(serving, 'nodes', reading)} /> serve
      {ranks && (
        <>
          ;{' '}
          <Num
            name="Nodes that left or fell silent by the window’s end"
            of={countOf(ranks.dead, 'nodes', reading)}
          />{' '}
          of {ranks.nodes} that ever joined left or fell silent
        </>
      )}
      .{' '}
      {first && first.figure.value !== null && Number(first.figure.value) > 0 && (
        <>
          The most was earned by <NodeLink of={first.nodeId.replace(/^.*-/, '')} />:{' '}
          <Num name="Highest gross income of a node" of={shownOf(first.figure)} />.
        </>
      )}
    </p>
  )
}

function Choices({ roles, classes }: { roles: readonly string[]; classes: readonly string[] }) {
  const [role, setRole] = useChoice('role')
  const [state, setState] = useChoice('state')
  const [dead, setDead] = useChoice('dead')
  const [money, setMoney] = useChoice('class')
  return (
    <div className="choices">
      <Select label="Role" value={role} set={setRole} of={roles} />
      <Select
        label="State"
        value={state}
        set={setState}
        of={['serving', 'silent', 'disabled', 'not known']}
      />
      <PayersSwitch />
      {classes.length > 1 && <Select label="Money" value={money} set={setMoney} of={classes} />}
      <label>
        <input
          type="checkbox"
          checked={dead === 'yes'}
          onChange={() => setDead(dead === 'yes' ? '' : 'yes')}
        />{' '}
        with those that left or are silent
      </label>
      <To page="operators">By operator</To>
    </div>
  )
}

function Select({
  label,
  value,
  set,
  of,
}: {
  label: string
  value: string
  set: (value: string) => void
  of: readonly string[]
}) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => set(event.target.value)}>
        <option value="">any</option>
        {of.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </label>
  )
}
