import type { ReactNode } from 'react'
import { Leaving } from '../../charts/leaving.tsx'
import type { RunPaybackQuery, RunTriedQuery } from '../../data/generated/graphql.ts'
import { Dots } from '../../figures/dots.tsx'
import { Filled } from '../../figures/filled.tsx'
import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { Copied } from '../../figures/proof.tsx'
import { partOf, type Shown, shownOf } from '../../figures/shown.ts'
import { reasonOf } from '../../text/reasons.ts'
import type { Owned } from './own.ts'

export type Found = RunPaybackQuery['payback'][number]
export type Economics = NonNullable<RunTriedQuery['networks'][number]['economics']>[number]

/** Days in a month of the payback page of the methodology. */
const MONTH_DAYS = 30.4375

export const nameOf = (own: Owned): string => {
  const name = own.kind === 'OWN' ? 'machine of your own' : own.machine.replaceAll('_', ' ')
  return own.kind === 'INSTANCE' ? name : `${own.count} × ${name}`
}

/** Whether money of this class has a value that one could earn. */
export const hasValue = (found: { readonly class: string }): boolean =>
  found.class === 'mainnet' || found.class === 'synthetic'

/** The answer for somebody who reads nothing else, and ten dots. */
export function Answer({ found, tried, own }: { found: Found; tried: Economics | undefined; own: Owned }) {
  if (!hasValue(found))
    return (
      <section className="verdict">
        <p className="lead">
          On {found.class} money there is nothing to earn: it has no value outside of this network. What nodes
          did is on their own pages.
        </p>
      </section>
    )
  return (
    <section className="verdict">
      <h2 className="hidden">The answer</h2>
      {found.class === 'synthetic' && <p className="note">Made-up money of a demonstration:</p>}
      <p className="lead">
        <Earned tried={tried} /> <Verdict found={found} own={own} /> <Rent found={found} own={own} />
      </p>
      <Futures found={found} />
      <p className="note">
        {found.sample && (
          <>
            From {found.sample.nodes} nodes of the role over {found.sample.days} days, those that left as
            well; stake{' '}
            {found.sample.stake === null
              ? `not known (${found.sample.stakeBasis})`
              : `${Number(found.sample.stake)} ${found.sample.stakeToken}: ${found.sample.stakeBasis}`}
            .
          </>
        )}
      </p>
      <details className="more">
        <summary>The answer as one text, to pass on</summary>
        <p>
          <Copied text={found.sentence} shown={plain(found.sentence, 2000)} />
        </p>
      </details>
      <Filled
        assumed={[
          ...found.assumed,
          ...(tried?.role.assumed ?? []),
          ...(tried?.survival.realised.assumed ?? []),
        ]}
        references={found.references}
      />
    </section>
  )
}

function Earned({ tried }: { tried: Economics | undefined }) {
  const revenue = tried?.role.revenue
  if (!revenue) return null
  const { p25, p75 } = revenue.quantiles ?? {}
  if (revenue.value === null || !p25 || !p75)
    return (
      <>
        What a node like this earned cannot be said (<Num name="Revenue a day" of={shownOf(revenue)} />
        ).
      </>
    )
  const month = (day: string, which: string) =>
    partOf(
      revenue,
      String(Number((Number(day) * MONTH_DAYS).toFixed(6))),
      'USD',
      `${which} over nodes of ${day} USD a day, times ${MONTH_DAYS} days`,
    )
  return (
    <>
      A node like this earned <Num name="Lower quarter of nodes, a month" of={month(p25, 'lower quartile')} />{' '}
      to <Num name="Upper quarter of nodes, a month" of={month(p75, 'upper quartile')} /> a month before
      costs.
    </>
  )
}

function Verdict({ found, own }: { found: Found; own: Owned }) {
  const why = [...new Set(found.missing.map((each) => each.input))].join('; ')
  const cash = <Num name="Left of a month, after your costs" of={shownOf(found.netCashPerMonth)} />
  const left = (
    <>
      After your costs {cash} of a month was left{before(own)}
      {found.entry && (
        <>
          ; with one more node to share with,{' '}
          <Num name="Left of a month with one more node" of={shownOf(found.entry.netCashPerMonth)} />
        </>
      )}
      .
    </>
  )
  const known = found.netCashPerMonth.value === null ? null : left
  switch (found.answer) {
    case 'ESTIMATE':
      return (
        <>
          {left} {within(found, 24)}
        </>
      )
    case 'NOT_APPLICABLE':
      return (
        <>
          {left} There is nothing to pay back: {why}.
        </>
      )
    case 'REFUSED':
      return (
        <>
          {nameOf(own)} cannot serve as {own.role}: {why}.
        </>
      )
    case 'INSUFFICIENT_DATA':
      return (
        <>
          {known} Whether it pays for itself cannot be told yet: {why}.
        </>
      )
    default:
      return (
        <>
          {known} Whether it pays for itself is not known: {why}.
        </>
      )
  }
}

/** What no source tells and the reader has not given: what is left is before that. */
function before({ kind, given }: Owned): string {
  const open = [
    ...(kind === 'INSTANCE' && given.upstream === undefined ? ['what answers cost upstream'] : []),
    ...(given.gas === undefined ? ['gas'] : []),
  ]
  return open.length === 0 ? '' : `, before ${open.join(' and ')}`
}

function within({ machine, paths }: Found, months: 12 | 24 | 36): ReactNode {
  if (!machine) return null
  const share = months === 12 ? machine.within12 : months === 24 ? machine.within24 : machine.within36
  const shown = ofPaths(machine, share, `share of ${paths} simulated futures`)
  return (
    <>
      In <b>{Math.round(Number(share) * 10)} of 10</b> futures (
      <Num name={`Paid back within ${months} months`} of={shown} />) the machine is paid back within {months}{' '}
      months.
    </>
  )
}

const ofPaths = (of: NonNullable<Found['machine']>, share: string, how: string): Shown =>
  partOf(of.months, share, 'ratio', how)

function Rent({ found: { rentedOut }, own }: { found: Found; own: Owned }) {
  if (own.kind === 'INSTANCE')
    return <>You rent the machine: there is nothing of yours to rent out instead.</>
  if (!rentedOut)
    return <>What the same machine would bring rented out is not known: no source gives a rent.</>
  return (
    <>
      Rented out, the same machine would leave{' '}
      <Num name="Left of a month when rented out" of={shownOf(rentedOut.net)} /> a month
      {rentedOut.net.value === null && ` (${reasonOf(rentedOut.net.reason).short})`}.
    </>
  )
}

/** Ten dots for each question, then the fan for those who open it. */
function Futures({ found }: { found: Found }) {
  const { machine, cash, exit, horizonMonths, nodes, paths } = found
  if (found.answer !== 'ESTIMATE' || !machine || !cash || !exit) return null
  const rows = [
    { name: 'the machine, within 12 months', of: machine, share: machine.within12 },
    { name: 'the machine, within 24 months', of: machine, share: machine.within24 },
    { name: 'the machine, within 36 months', of: machine, share: machine.within36 },
    { name: 'machine and stake, within 24 months', of: cash, share: cash.within24 },
    { name: `the machine, not within ${horizonMonths} months`, of: machine, share: machine.never },
  ]
  return (
    <>
      <ul className="futures">
        {rows.map(({ name, of, share }) => (
          <li key={name}>
            <Dots share={Number(share)} label={`${Math.round(Number(share) * 10)} of 10 futures: ${name}`} />
            <Num name={`Paid back: ${name}`} of={ofPaths(of, share, `share of ${paths} simulated futures`)} />
            <span>{name}</span>
          </li>
        ))}
      </ul>
      {nodes && (
        <p>
          As each earned, <b>{nodes.machine}</b> of {nodes.nodes} nodes like it would pay the machine back
          within {horizonMonths} months, {nodes.cash} of them machine and stake. {nodes.left} of them have
          left.
        </p>
      )}
      <details className="more">
        <summary>The whole fan, and leaving at a set month</summary>
        <Leaving of={found} />
        <Months name="Months until the machine is paid back" of={machine} />
        <Months name="Months until machine and stake are covered" of={cash} />
        <Months name="First month in which leaving would cover both (known only afterwards)" of={exit} />
      </details>
    </>
  )
}

function Months({ name, of }: { name: string; of: NonNullable<Found['machine']> }) {
  const { p5, p95 } = of.months.quantiles ?? {}
  return (
    <p>
      {name}: <Num name={name} of={shownOf(of.months)} /> in the middle
      {p5 && (
        <>
          , <Num name={`${name}, 5 %`} of={partOf(of.months, p5, 'months', '5 % of futures need no more')} />{' '}
          at the quick end
        </>
      )}
      {p95 ? (
        <>
          ,{' '}
          <Num name={`${name}, 95 %`} of={partOf(of.months, p95, 'months', '95 % of futures need no more')} />{' '}
          at the slow end
        </>
      ) : (
        ', and not within the horizon at the slow end'
      )}
      .
    </p>
  )
}
