import { useMemo } from 'react'
import { Empty } from '../../app/states.tsx'
import { DayBars } from '../../charts/day-bars.tsx'
import type { HomeQuery } from '../../data/generated/graphql.ts'
import { dailyChecks, dailyMoney } from './days.ts'

/** Fees beside emissions, and what was checked, by day. */
export function Days({ data, since, until }: { data: HomeQuery; since: string; until: string }) {
  // A part of an answer stays the same object while it says the same: a block without money draws no picture anew.
  const { networkDayAmounts, networkDays, checkedByDay } = data
  const money = useMemo(
    () => dailyMoney({ networkDayAmounts, networkDays }, since, until),
    [networkDayAmounts, networkDays, since, until],
  )
  const checks = useMemo(
    () => dailyChecks({ checkedByDay, networkDays }, since, until),
    [checkedByDay, networkDays, since, until],
  )
  return (
    <section className="charts">
      {money.map(({ token, days, series }) => (
        <DayBars
          key={token}
          title="Fees beside emissions"
          unit={`${token} per day`}
          days={days}
          series={series}
          running={days.at(-1) ?? null}
        />
      ))}
      {money.length === 0 && <Empty>No fee and no emission was paid in this window.</Empty>}
      <DayBars
        title="What was checked"
        unit="verdicts by the day of the claim"
        days={checks.days}
        series={checks.series}
        running={checks.days.at(-1) ?? null}
        note="Verdicts follow behind the newest blocks: the last days grow."
      />
    </section>
  )
}
