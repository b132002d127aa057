import { Link } from '@tanstack/react-router'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import { To } from '../../app/to.tsx'
import type { RunChoicesQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { PayersSwitch, usePayers } from '../../figures/payers.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { Refused } from '../../figures/refused.tsx'
import { useWindow } from '../../figures/window.ts'
import { WindowSwitch } from '../../figures/window-switch.tsx'
import { Answer, type Found, hasValue, nameOf } from './answer.tsx'
import { type AskedLine, Costs } from './costs.tsx'
import { Entering } from './entering.tsx'
import { type CatalogueRow, costOf, presetFrom, rangeFrom } from './own.ts'
import { useOwned } from './owned.ts'
import { Pick } from './pick.tsx'
import { Proving } from './proving.tsx'
import { CATALOGUE, CHOICES, PAYBACK, TRIED } from './questions.ts'
import { Drivers, Penalties, Turning } from './reasons.tsx'
import { Tried } from './tried.tsx'

/** As long a history as the API takes for a payback when none is given. */
const HISTORY_DAYS = 180

/** Should I run a node? One answer, then its reasons. Everything that was chosen stands in the address. */
export function Page() {
  const { network } = useNetwork()
  const { until } = useWindow(HISTORY_DAYS)
  // As old as it is for the answer below, which is worked out for that day.
  const catalogue = useAnswer(CATALOGUE, { at: `${until}T00:00:00Z` })
  const choices = useAnswer(CHOICES, { network: network.network })
  const error = catalogue.error ?? choices.error
  if (error && !(catalogue.data && choices.data))
    return <Refused title="Run a node?" error={error} preset={HISTORY_DAYS} />
  if (!catalogue.data || !choices.data) return <Loading rows={10} />
  return <Asked choices={choices.data} rows={catalogue.data.catalogue} />
}

function Asked({ choices, rows }: { choices: RunChoicesQuery; rows: readonly CatalogueRow[] }) {
  const { network, metas } = useNetwork()
  const { days, to } = useWindow(HISTORY_DAYS)
  const roles = rolesOf(choices)
  const choice = useOwned(roles[0]?.role ?? 'tee-proxy', rows)
  const { own } = choice
  const cost = costOf(own)
  const payers = usePayers()
  const asked = { network: network.network, role: own.role, cost, days, to, payers }
  const payback = useAnswer(PAYBACK, {
    ...asked,
    stake: own.given.stake ?? null,
    discount: own.given.discount ?? null,
    growth: own.given.growth ?? null,
  })
  const tried = useAnswer(TRIED, asked)
  const economics = tried.data?.networks[0]?.economics ?? []
  const first = choices.networkDays[0]?.day
  const newest = metas.map((each) => each.block.timestamp ?? '').sort()
  const watched = first ? (Date.parse(to ?? newest.at(-1) ?? '') - Date.parse(first)) / 86_400_000 : 0
  const waiting = payback.isPlaceholderData || tried.isPlaceholderData
  return (
    <div className={waiting ? 'page asking' : 'page'}>
      <header className="page-head">
        <h1>Run a node?</h1>
        <div className="choices">
          <PayersSwitch />
          <WindowSwitch preset={HISTORY_DAYS} />
        </div>
      </header>
      <Pick choice={choice} roles={roles} rows={rows} />
      {payback.error && <Failed error={payback.error} />}
      {!payback.data && !payback.error && <Loading rows={4} />}
      {(payback.data?.payback ?? []).map((found) => {
        const of = economics.find((each) => each.class === found.class)
        return (
          <AskedBy key={found.class} question={payback.question}>
            <Answer found={found} tried={of} own={own} />
          </AskedBy>
        )
      })}
      {payback.data?.payback.length === 0 && (
        <p className="lead">
          Nothing was earned here in the last {days} days, so nothing can be said about {nameOf(own)}.
        </p>
      )}
      <Costs
        own={own}
        rows={rows}
        choose={choice.choose}
        extra={extraLines(rows, payback.data?.payback[0])}
      />
      {own.role === 'snark-prover' && own.kind === 'CARD' && choices.workReports.length > 0 && (
        <Proving network={network.network} own={own} rows={rows} choose={choice.choose} days={days} />
      )}
      {(payback.data?.payback ?? []).filter(hasValue).map((found) => (
        <AskedBy key={found.class} question={payback.question}>
          <Entering found={found} tried={economics.find((each) => each.class === found.class)} />
          <Drivers found={found} />
          <Turning found={found} own={own} />
        </AskedBy>
      ))}
      {tried.error && <Failed error={tried.error} />}
      {!tried.data && !tried.error && <Loading rows={6} />}
      {economics.filter(hasValue).map((each) => (
        <AskedBy key={each.class} question={tried.question}>
          <Penalties tried={each} rules={choices.disclosures} />
          <Tried
            tried={each}
            role={own.role}
            reading={{ class: each.class, asOf: readingOf(metas).asOf }}
            watchedDays={watched}
          />
        </AskedBy>
      ))}
      <p className="note">
        How this is worked out: <Method page="payback">payback</Method>, <Method page="role">role</Method>,{' '}
        <Method page="survival">survival</Method>, <Method page="realised">realised payback</Method>,{' '}
        <Method page="penalties">penalties</Method>. If you run nodes already: <To page="fleet">my fleet</To>.
      </p>
    </div>
  )
}

function Method({ page, children }: { page: string; children: string }) {
  return (
    <Link to="/methodology/$page" params={{ page }}>
      {children}
    </Link>
  )
}

/** Roles that can be asked for, those that nodes here have first. */
function rolesOf(data: RunChoicesQuery): { role: string; nodes: number }[] {
  const counts = [
    { role: 'snark-prover', of: data.snarkProver },
    { role: 'tee-gpu', of: data.teeGpu },
    { role: 'tee-proxy', of: data.teeProxy },
    { role: 'onnx-runner', of: data.onnxRunner },
    { role: 'validator', of: data.validator },
  ]
  return counts
    .map(({ role, of }) => ({ role, nodes: of?.totalCount ?? 0 }))
    .sort((a, b) => Number(b.nodes > 0) - Number(a.nodes > 0))
}

/** What a payback takes beside the machine: the stake, what money is worth later, and how many will share it. */
function extraLines(rows: readonly CatalogueRow[], found: Found | undefined): AskedLine[] {
  const sample = found?.sample
  return [
    {
      line: {
        name: 'stake',
        words: 'Your own stake',
        unit: `whole tokens${sample?.stakeToken ? ` (${sample.stakeToken})` : ''}`,
      },
      preset: {
        value: sample?.stake ? String(Number(sample.stake)) : null,
        source: sample?.stakeBasis ?? 'no source',
        asOf: null,
        stale: false,
        note: sample ? '' : 'The median of what the role’s nodes have staked, once that is known.',
      },
    },
    {
      line: {
        name: 'discount',
        words: 'Discount: what a dollar is worth less a year later',
        unit: '0 to 1 per year',
      },
      preset: presetFrom(rows, 'payback', 'discount'),
    },
    {
      line: {
        name: 'growth',
        words: 'Growth of the number of nodes that share demand and emissions',
        unit: 'per year: 0.25 is a quarter more',
      },
      preset: rangeFrom(rows, 'payback', 'node-growth'),
    },
  ]
}
