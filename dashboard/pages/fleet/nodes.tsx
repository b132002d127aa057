import { NodeLink } from '../../app/to.tsx'
import type { FleetNodeQuery } from '../../data/generated/graphql.ts'
import type { Answer } from '../../data/use-answer.ts'
import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { shownOf } from '../../figures/shown.ts'
import { type Column, Table } from '../../tables/table.tsx'
import { stateOf } from '../../text/nodes.ts'
import { ANOTHERS, type Item, LINES, type Line, type NodeMoney } from './items.ts'

interface Row {
  readonly item: Item
  readonly answer: Answer<FleetNodeQuery>
  readonly money: NodeMoney | null
}

/** Each node by itself: the machine it runs on may be changed where it stands. */
export function Nodes({
  items,
  answers,
  machines,
  instances,
  set,
  remove,
}: {
  items: readonly Item[]
  answers: readonly Answer<FleetNodeQuery>[]
  machines: readonly string[]
  instances: ReadonlySet<string>
  set: (item: Item) => void
  remove: (key: string) => void
}) {
  const rows = items.flatMap((item, at): Row[] => {
    const answer = answers[at]
    if (!answer) return []
    const economics = answer.data?.nodes[0]?.economics ?? []
    return economics.length === 0
      ? [{ item, answer, money: null }]
      : economics.map((money) => ({ item, answer, money }))
  })
  const shown: readonly Line[] = ['fees', 'emissions', 'netCash', 'economicProfit']
  const columns: Column<Row>[] = [
    {
      id: 'node',
      name: 'node',
      value: (row) => row.item.key,
      cell: (row) => <NodeLink of={row.item.key} />,
    },
    {
      id: 'role',
      name: 'role, state',
      value: (row) => describe(row),
      cell: (row) => describe(row),
    },
    {
      id: 'machine',
      name: 'machine',
      value: (row) => row.item.machine,
      cell: ({ item }) => (
        <select
          aria-label={`Machine of ${item.key}`}
          value={item.machine}
          onChange={(event) => set({ ...item, machine: event.target.value, count: 1 })}
        >
          <option value={ANOTHERS}>on the machine of another of these</option>
          {[...new Set([item.machine, ...machines])]
            .filter((each) => each !== ANOTHERS)
            .map((each) => (
              <option key={each} value={each}>
                {each.replaceAll('_', ' ')}
              </option>
            ))}
        </select>
      ),
    },
    {
      id: 'count',
      name: 'cards',
      number: true,
      value: (row) => row.item.count,
      cell: ({ item }) =>
        item.machine === ANOTHERS ? (
          'counted there'
        ) : instances.has(item.machine) ? (
          'rented'
        ) : (
          <input
            type="number"
            className="cards"
            aria-label={`Cards of ${item.key}`}
            min={1}
            max={1024}
            value={item.count}
            onChange={({ target: { value } }) => set({ ...item, count: Math.max(1, Number(value) || 1) })}
          />
        ),
    },
    {
      id: 'class',
      name: 'money',
      value: (row) => row.money?.class ?? null,
      cell: (row) => row.money?.class ?? 'none',
    },
    ...LINES.map(
      ({ line, words }): Column<Row> => ({
        id: line,
        name: words.replace('less ', ''),
        number: true,
        hidden: !shown.includes(line),
        value: ({ money }) => {
          const value = money?.statement[line].value ?? null
          return value === null ? null : Number(value)
        },
        cell: ({ money, answer, item }) =>
          money ? (
            <AskedBy question={answer.question}>
              <Num name={`${words}, ${item.key}`} of={shownOf(money.statement[line])} />
            </AskedBy>
          ) : (
            <span className="missing">{answer.isPending ? '…' : 'no money in the window'}</span>
          ),
      }),
    ),
    {
      id: 'remove',
      name: 'remove',
      value: () => null,
      cell: ({ item }) => (
        <button type="button" className="link" onClick={() => remove(item.key)}>
          remove
        </button>
      ),
    },
  ]
  return (
    <section>
      <h2>Node by node</h2>
      <Table
        name="My fleet"
        rows={rows}
        columns={columns}
        rowId={({ item, money }) => `${item.key}${money?.class ?? ''}`}
        sorted="-netCash"
        empty="No node is on the bill."
      />
    </section>
  )
}

function describe({ answer }: Row): string {
  if (answer.error && !answer.data) return `not answered: ${answer.error.message}`
  const node = answer.data?.nodes[0]
  if (!answer.data) return '…'
  if (!node) return 'no such node here'
  return `${plain(node.role ?? 'role unknown')}, ${stateOf(node)}`
}
