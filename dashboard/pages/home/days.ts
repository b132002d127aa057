import type { DaySeries } from '../../charts/day-bars.tsx'
import { listDays } from '../../charts/days.ts'
import type { Part } from '../../charts/mix.tsx'
import type { HomeQuery } from '../../data/generated/graphql.ts'
import { dailyOutcomes, OUTCOMES, rejectedOf, sumOf } from '../../figures/outcomes.ts'
import { amountOf } from '../../figures/shown.ts'

interface Money {
  readonly token: string
  readonly days: readonly string[]
  readonly series: readonly DaySeries[]
}

/** Fees and emissions by day, one picture for each token: two tokens have no common axis. */
export function dailyMoney(
  { networkDayAmounts, networkDays }: Pick<HomeQuery, 'networkDayAmounts' | 'networkDays'>,
  since: string,
  until: string,
): Money[] {
  const days = listDays(since, until)
  const first = networkDays.map((each) => each.day).sort()[0] ?? null
  const symbols = [...new Set(networkDayAmounts.map((each) => each.amount.token?.symbol ?? each.token))]
  return symbols.map((token) => {
    const of = (kind: string) => {
      const sums = new Map<string, number>()
      for (const row of networkDayAmounts) {
        if (row.kind !== kind || (row.amount.token?.symbol ?? row.token) !== token) continue
        const { value } = amountOf(row.amount, { class: null, asOf: [] })
        sums.set(row.day, (sums.get(row.day) ?? 0) + Number(value))
      }
      return {
        sums,
        values: days.map((day) => (first === null || day < first ? undefined : (sums.get(day) ?? 0))),
      }
    }
    const [fees, emissions] = [of('fee'), of('emission')]
    const series: DaySeries[] = []
    if (fees.sums.size > 0) series.push({ name: 'fees', meaning: 'fee', values: fees.values })
    if (emissions.sums.size > 0)
      series.push({ name: 'emissions', meaning: 'emission', values: emissions.values })
    return { token, days, series }
  })
}

/** Verdicts by outcome and by the day of what they are about. */
export function dailyChecks(
  { checkedByDay, networkDays }: Pick<HomeQuery, 'checkedByDay' | 'networkDays'>,
  since: string,
  until: string,
) {
  const days = listDays(since, until)
  return { days, series: dailyOutcomes(checkedByDay, days, networkDays) }
}

/** All verdicts of a window by outcome. */
export const checkedParts = ({ checked, byNode, byOthers }: HomeQuery): Part[] =>
  OUTCOMES.map((outcome) => ({
    name: outcome,
    meaning: outcome,
    count: outcome === 'rejected' ? rejectedOf(checked, [byNode, byOthers]) : sumOf(checked, outcome),
  }))
