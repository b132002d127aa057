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
  if (bill.class !== 'mainnet' && bill.class !== 'synthetic')
    return (
      <section>
        <h2>Money without value</h2>
        <p className="lead">
          {bill.all.length} of your {nodes} {nodes === 1 ? 'node' : 'nodes'} moved {bill.class} money in these{' '}
          {days} days. It has no value outside of this network and stands on no bill; what the machines cost
          is paid all the same.
        </p>
        <details className="more">
          <summary>Line by line all the same</summary>
          <Lines bill={bill} />
        </details>
      </section>
    )
  const of = bill.all.length === nodes ? 'your' : `${bill.all.length} of your`
  return (
    <section>
      <h2>What they left together</h2>
      {bill.class === 'synthetic' && <p className="note">Made-up money of a demonstration:</p>}
      <p className="lead">
        In {days} days, {of} {nodes} {nodes === 1 ? 'node' : 'nodes'} left{' '}
        <Together bill={bill} line="netCash" /> in cash, and <Together bill={bill} line="economicProfit" />{' '}
        after loss of value and the cost of stake. <Count bill={bill} />
      </p>
      <Lines bill={bill} />
    </section>
  )
}

/** The sum over all nodes; where one has no value, why, and the sum over the others, which is said to be that. */
function Together({ bill, line }: { bill: ClassBill; line: Line }) {
  const whole = lineOf(bill, line)
  if (!whole) return null
  const known = bill.all.filter((each) => each.statement[line].value !== null)
  const part = whole.value === null ? sumOf(known.map((each) => each.statement[line])) : null
  return (
    <>
      <Num name={`${wordsOf(line)}, all nodes`} of={whole} />
      {part && (
        <>
          {' '}
          (<Num name={`${wordsOf(line)}, nodes of which it is known`} of={part} /> for the {known.length} of{' '}
          {bill.all.length} of which it is known)
        </>
      )}
    </>
  )
}

const wordsOf = (line: Line) => LINES.find((each) => each.line === line)?.words ?? line

function Count({ bill }: { bill: ClassBill }) {
  const known = bill.all.filter((each) => each.statement.netCash.value !== null)
  const above = known.filter((each) => Number(each.statement.netCash.value) > 0)
  if (known.length === 0) return null
  return (
    <>
      {above.length} of {known.length} took in more cash than they paid out.
    </>
  )
}

function Lines({ bill }: { bill: ClassBill }) {
  const lines = LINES.flatMap(({ line, words, sum }) => {
    const shown = lineOf(bill, line)
    return shown ? [{ line, words, sum, shown }] : []
  })
  return (
    <ChartFrame
      title="One bill"
      unit={`USD, at the time of receipt, ${bill.class} money`}
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
  )
}
