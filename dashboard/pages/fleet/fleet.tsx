import { useChoices } from '../../app/choice.ts'
import { useNetwork } from '../../app/network.tsx'
import { Empty, Failed, Loading } from '../../app/states.tsx'
import { To } from '../../app/to.tsx'
import { useAnswer, useAnswers } from '../../data/use-answer.ts'
import { useWindow } from '../../figures/window.ts'
import { WindowSwitch } from '../../figures/window-switch.tsx'
import { Costs } from '../run/costs.tsx'
import { type CatalogueRow, COST_LINES, costOf, isNumber } from '../run/own.ts'
import { CATALOGUE } from '../run/questions.ts'
import { Add } from './add.tsx'
import { Bill, billsOf } from './bill.tsx'
import { ANOTHERS, type Item, ownedOf, readItems, writeItems } from './items.ts'
import { Nodes } from './nodes.tsx'
import { NODE } from './questions.ts'

/** Costs that are the same wherever the machines stand together. */
const SHARED = ['kwh', 'pue', 'load', 'keep', 'gas', 'upstream']

/** My fleet: many nodes, one bill. All of it stands in the address. */
export function Page() {
  const { until } = useWindow()
  const catalogue = useAnswer(CATALOGUE, { at: `${until}T00:00:00Z` })
  if (catalogue.error && !catalogue.data) return <Failed error={catalogue.error} />
  if (!catalogue.data) return <Loading />
  return <Fleet rows={catalogue.data.catalogue} />
}

function Fleet({ rows }: { rows: readonly CatalogueRow[] }) {
  const { network } = useNetwork()
  const { days, to } = useWindow()
  const [search, choose] = useChoices()
  const items = readItems(search.nodes ?? '')
  const keep = (next: readonly Item[]) => choose({ nodes: next.length === 0 ? undefined : writeItems(next) })
  const given = Object.fromEntries(
    COST_LINES.filter(({ name }) => SHARED.includes(name)).flatMap(({ name }) => {
      const text = search[name]
      return text !== undefined && isNumber(text) ? [[name, text] as const] : []
    }),
  )
  const instances = new Set(rows.filter((row) => row.kind === 'INSTANCE').map((row) => row.subject))
  const answers = useAnswers(
    NODE,
    items.map((item) => ({
      network: network.network,
      key: item.key,
      days,
      to,
      cost: costOf(ownedOf(item, given, instances)),
    })),
  )
  const failed = answers.find((each) => each.error)
  const machines = [
    ...new Set(rows.filter((row) => row.kind !== 'GENERAL' && row.row !== null).map((row) => row.subject)),
  ]
  return (
    <div className="page">
      <header className="page-head">
        <h1>My fleet</h1>
        <WindowSwitch />
      </header>
      <Add items={items} add={(more) => keep([...items, ...more])} />
      {failed?.error && <Failed error={failed.error} />}
      {items.length === 0 ? (
        <Empty>
          No node is on the bill yet. Add a key or an account above; or first see whether to{' '}
          <To page="run">run a node</To>.
        </Empty>
      ) : (
        <>
          {billsOf(answers).map((bill) => (
            <Bill key={bill.class} bill={bill} nodes={items.length} days={days} />
          ))}
          {items.every(({ machine }) => machine === ANOTHERS) && (
            <p className="note">No machine is on this bill: choose one for the node that stands for it.</p>
          )}
          {answers.some((each) => each.isPending) && <Loading rows={3} />}
          <Nodes
            items={items}
            answers={answers}
            machines={machines}
            instances={instances}
            set={(item) => keep(items.map((each) => (each.key === item.key ? item : each)))}
            remove={(key) => keep(items.filter((each) => each.key !== key))}
          />
          <Costs
            title="What they share"
            own={{ role: '', machine: '', kind: 'CARD', count: 1, given }}
            only={SHARED}
            rows={rows}
            choose={choose}
          />
        </>
      )}
    </div>
  )
}
