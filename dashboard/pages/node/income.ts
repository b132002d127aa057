import type { DaySeries } from '../../charts/day-bars.tsx'
import type { DayValue } from '../../charts/day-dots.tsx'
import type { Step } from '../../charts/waterfall.tsx'
import type { NodeFactsQuery } from '../../data/generated/graphql.ts'
import { abbreviate } from '../../figures/format.ts'
import { amountOf, shownOf } from '../../figures/shown.ts'
import { reasonOf } from '../../text/reasons.ts'
import type { Economics } from './node-now.ts'

const DAY_MS = 86_400_000

type AmountRow = NodeFactsQuery['amounts'][number]

const NOWHERE = { class: null, asOf: [] } as const

const tokenOf = (row: AmountRow) => row.amount.token?.symbol ?? row.token
const rowsOf = (facts: NodeFactsQuery) => [...facts.amounts, ...facts.older]

/** Fees and emissions by day, one picture for each token, from the day on which the node joined. */
export function dailyIncome(facts: NodeFactsQuery, joined: string, since: string, end: string) {
  const rows = rowsOf(facts).filter(
    (each) => each.kind !== 'refund' && Date.parse(each.day) < Date.parse(end),
  )
  const first = joined.slice(0, 10) > since ? joined.slice(0, 10) : since
  const days: string[] = []
  for (let at = Date.parse(first); at < Date.parse(end); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10))
  const tokens = [...new Set(rows.map(tokenOf))]
  return tokens.map((token) => ({
    token,
    days,
    series: (['fee', 'emission'] as const)
      .map((kind) =>
        seriesOf(
          rows.filter((each) => tokenOf(each) === token && each.kind === kind),
          kind,
          days,
        ),
      )
      .filter((each) => each !== null),
  }))
}

function seriesOf(
  rows: readonly AmountRow[],
  kind: 'fee' | 'emission',
  days: readonly string[],
): DaySeries | null {
  if (rows.length === 0) return null
  const sums = new Map<string, number | null>()
  for (const { day, amount } of rows) {
    const { value } = amountOf(amount, NOWHERE)
    const before = sums.get(day)
    sums.set(day, value === null || before === null ? null : (before ?? 0) + Number(value))
  }
  return {
    name: kind === 'fee' ? 'fees' : 'emissions',
    meaning: kind,
    // A day without a row had none of it: the days of its life are all indexed.
    values: days.map((day) => (sums.has(day) ? (sums.get(day) ?? null) : 0)),
  }
}

/** What went back to requesters is no bar: it is said. */
export function refundNote(facts: NodeFactsQuery, token: string): string {
  const refunds = rowsOf(facts).filter((each) => each.kind === 'refund' && tokenOf(each) === token)
  if (refunds.length === 0) return 'Nothing was paid back to requesters.'
  const sum = refunds.reduce((all, { amount }) => all + Number(amountOf(amount, NOWHERE).value ?? 0), 0)
  return `${abbreviate(String(sum))} ${token} went back to requesters and are not taken off here.`
}

/** When it was disabled or fell silent for longer than the rule, and has not come back. */
export const leftAt = ({ versions, lapses }: NodeFactsQuery): string | null =>
  [
    ...versions.filter((each) => each.enabled === false && each.toTime === null),
    ...lapses.filter((each) => each.toTime === null),
  ]
    .map((each) => each.fromTime)
    .sort()[0] ?? null

/** Each whole day's income in USD while it was there; the day that is not over is none. */
export const dayValues = (
  statements: Economics['statements'],
  running: string | null,
  left: string | null,
): DayValue[] =>
  statements
    .filter(({ window }) => left === null || window.to <= left)
    .filter(
      ({ window }) =>
        Date.parse(window.to) - Date.parse(window.from) === DAY_MS && window.from.slice(0, 10) !== running,
    )
    .map(({ window, gross: { value, reason } }) => ({
      day: window.from.slice(0, 10),
      value: value === null ? null : Number(value),
      reason: value === null ? reasonOf(reason).long : null,
    }))

/** The lines of the statement in the order in which they make each other up. */
export function stepsOf(statement: Economics['statement']): Step[] {
  const step = (
    name: string,
    line: keyof typeof statement,
    kind: Step['kind'],
    meaning: Step['meaning'],
  ): Step => ({
    name,
    shown: shownOf(statement[line]),
    kind,
    meaning,
  })
  return [
    step('fees', 'fees', 'adds', 'fee'),
    step('refunds', 'refunds', 'takes', 'cost'),
    step('emissions', 'emissions', 'adds', 'emission'),
    step('gross income', 'gross', 'sum', 'left'),
    step('power', 'power', 'takes', 'cost'),
    step('hosting or rent of the instance', 'hosting', 'takes', 'cost'),
    step('paid upstream', 'upstream', 'takes', 'cost'),
    step('gas', 'gas', 'takes', 'cost'),
    step('delegators', 'delegators', 'takes', 'cost'),
    step('net cash', 'netCash', 'sum', 'left'),
    step('slashed of its own stake', 'ownSlashes', 'takes', 'penalty'),
    step('loss of value', 'depreciation', 'takes', 'cost'),
    step('what the stake would have earned', 'stakeCost', 'takes', 'cost'),
    step('economic profit', 'economicProfit', 'sum', 'left'),
  ]
}
