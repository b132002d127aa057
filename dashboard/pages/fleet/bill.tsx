import { ChartFrame } from '../../charts/frame.tsx'
import type { FleetNodeQuery } from '../../data/generated/graphql.ts'
import type { Answer } from '../../data/use-answer.ts'
import { Num } from '../../figures/num.tsx'
import { sumOf } from '../../figures/sum.ts'
import { LINES, type Line, type NodeMoney } from './items.ts'

/** Money of one class of all nodes that have any. */
export interface ClassBill {
  readonly class: string
  readonly all: readonly NodeMoney[]
}

export function billsOf(answers: readonly Answer<FleetNodeQuery>[]): ClassBill[] {
  const all = answers.flatMap((each) => each.data?.nodes[0]?.economics ?? [])
  return [...new Set(all.map((each) => each.class))].map((of) => ({
    class: of,
    all: all.filter((each) => each.class === of),
  }))
}

const lineOf = (bill: ClassBill, line: Line) => sumOf(bill.all.map((each) => each.statement[line]))

/** One bill: what all nodes together took in, what they cost, and what was left. */
export function Bill({ bill, nodes, days }: { bill: ClassBill; nodes: number; days: number }) {
  const left = lineOf(bill, 'netCash')
  const profit = lineOf(bill, 'economicProfit')
  const above = bill.all.filter((each) => Number(each.statement.netCash.value ?? 'NaN') > 0).length
  const known = bill.all.filter((each) => each.statement.netCash.value !== null).length
  const lines = LINES.flatMap(({ line, words, sum }) => {
    const shown = lineOf(bill, line)
    return shown ? [{ line, words, sum, shown }] : []
  })
  return (
    <section>
      {bill.class !== 'mainnet' && (
        <p className="note">
          {bill.class === 'synthetic'
            ? 'Made-up money of a demonstration:'
            : `Worthless ${bill.class} money:`}
        </p>
      )}
      <p className="lead">
        In {days} days, {bill.all.length} of your {nodes} {nodes === 1 ? 'node' : 'nodes'} moved money of this
        class. Together they left {left && <Num name="Net cash of all" of={left} />} in cash, and{' '}
        {profit && <Num name="Economic profit of all" of={profit} />} after loss of value and the cost of
        stake. {above} of {known} took in more cash than they paid out.
      </p>
      <ChartFrame
        title="One bill"
        unit="USD, at the time of receipt"
        table={{
          header: ['line', 'USD', 'why it is missing'],
          rows: lines.map(({ words, shown }) => [
            words,
            shown.value === null ? null : Number(shown.value),
            shown.reason,
          ]),
        }}
      >
        <dl className="lines bill">
          {lines.map(({ line, words, sum, shown }) => (
            <div key={line} className={sum ? 'sum' : ''}>
              <dt>{words}</dt>
              <dd>
                <Num name={`${words}, all nodes`} of={shown} />
              </dd>
            </div>
          ))}
        </dl>
      </ChartFrame>
    </section>
  )
}
