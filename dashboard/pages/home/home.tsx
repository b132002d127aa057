import { Fragment, lazy, Suspense } from 'react'
import { useChoice } from '../../app/choice.ts'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { Empty, Failed, Loading } from '../../app/states.tsx'
import { To } from '../../app/to.tsx'
import { WhenNear } from '../../charts/when-near.tsx'
import type { HomeQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { classWord } from '../../figures/band.tsx'
import { Hash } from '../../figures/chain-text.tsx'
import { day } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { PayersSwitch, usePayers } from '../../figures/payers.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { Refused } from '../../figures/refused.tsx'
import { countOf, type Reading, shownOf } from '../../figures/shown.ts'
import { When } from '../../figures/when.tsx'
import { useWindow } from '../../figures/window.ts'
import { WindowSwitch } from '../../figures/window-switch.tsx'
import { MACHINES, machineName } from '../../text/machines.ts'
import { CheckedAnswer, EarnedAnswer, PaidAnswer } from './answers.tsx'
import { listChanges } from './changes.tsx'
import { CHANGES, HOME, ROLE } from './questions.ts'
import { rolesOf } from './roles.ts'

// Charts stand below the answers, and their library is a third of the script: it comes to those who scroll there.
const Days = lazy(() => import('./charts.tsx').then((charts) => ({ default: charts.Days })))

/** What would I tell a friend about this network today? Three answers in words, then the network's state. */
export function Page() {
  const { network } = useNetwork()
  const { days, to, since, from, until, bound } = useWindow()
  const payers = usePayers()
  const home = useAnswer(HOME, {
    network: network.network,
    days,
    to,
    payers,
    asOf: to === null ? null : { time: to, network: network.network },
    since,
    from,
    until,
    end: bound,
  })
  const roles = home.data ? rolesOf(home.data) : []
  const [chosen] = useChoice('role')
  // Only a machine that somebody owns can be rented out: a role with one answers the first question, where there is one.
  const owned = roles.find((each) => MACHINES[each.role]?.hardware !== undefined)
  const role = chosen === '' ? ((owned ?? roles[0])?.role ?? '') : chosen
  const earned = useAnswer(
    ROLE,
    { network: network.network, days, to, payers, role, cost: MACHINES[role] ?? {} },
    { enabled: role !== '' },
  )
  if (home.error && !home.data) return <Refused title={network.title ?? network.network} error={home.error} />
  if (!home.data) return <Loading rows={10} />
  const { data } = home
  const reading = readingOf(data._meta)
  return (
    <AskedBy question={home.question}>
      <div className={home.isPlaceholderData ? 'page asking' : 'page'}>
        {home.error && <Failed error={home.error} since={home.dataUpdatedAt} />}
        <header className="page-head">
          <h1>{network.title ?? network.network}</h1>
          <div className="choices">
            <PayersSwitch />
            <WindowSwitch />
          </div>
        </header>
        <div className="answers">
          <EarnedAnswer answer={earned} role={role} machine={machineName(role)} classes={data.networks} />
          <PaidAnswer economics={data.networks[0]?.economics ?? []} />
          <CheckedAnswer data={data} reading={reading} />
        </div>
        <p className="note">
          {data.networks[0]?.economics?.some((each) => each.class === 'synthetic') &&
            'Amounts are made-up money of a demonstration. '}
          Each underlined number opens its definition, its block and the question behind it.
        </p>
        <State data={data} reading={reading} />
        <WhenNear before={<div className="charts to-come" />}>
          <Suspense fallback={<div className="charts to-come" />}>
            <Days data={data} since={since} until={until} />
          </Suspense>
        </WhenNear>
        <section>
          <h2>What changed last</h2>
          <Changes />
        </section>
      </div>
    </AskedBy>
  )
}

type Proving = NonNullable<HomeQuery['networks'][number]['economics']>[number]['proving']

/** What became of locks in a market of proofs. */
function LocksOf({ proving }: { proving: Proving }) {
  return (
    <>
      <div>
        <dt>Locks delivered in time, of {proving.locksDue} that ran out</dt>
        <dd>
          <Num name="Fill rate of locks" of={shownOf(proving.fillRate)} />
        </dd>
      </div>
      <div>
        <dt>Late deliveries</dt>
        <dd>
          <Num name="Late deliveries" of={shownOf(proving.secondary)} />
        </dd>
      </div>
      <div>
        <dt>Rewards for 10⁹ reported cycles</dt>
        <dd>
          <Num name="Rewards for 10⁹ reported cycles" of={shownOf(proving.rewardPerCycle)} />
        </dd>
      </div>
    </>
  )
}

function State({ data, reading }: { data: HomeQuery; reading: Reading }) {
  const { network, metas } = useNetwork()
  const { to } = useWindow()
  const count = (name: string, value: number | null | undefined) => (
    <Num name={name} of={countOf(value ?? null, 'nodes', reading)} />
  )
  return (
    <section>
      <h2>The network {to === null ? 'now' : `on ${day(to)}`}</h2>
      <dl className="facts">
        <div>
          <dt>Nodes that serve</dt>
          <dd>
            {count('Nodes that serve', data.serving?.totalCount)} of{' '}
            {count('All nodes', data.all?.totalCount)}
          </dd>
        </div>
        <div>
          <dt>Silent beyond the rule</dt>
          <dd>{count('Nodes that are silent for longer than the rule allows', data.silent?.totalCount)}</dd>
        </div>
        <div>
          <dt>Disabled</dt>
          <dd>{count('Nodes that are disabled', data.disabled?.totalCount)}</dd>
        </div>
        {(data.networks[0]?.economics ?? []).map((each) => (
          <Fragment key={each.class}>
            <div>
              <dt>Fees, {classWord(each.class)}</dt>
              <dd>
                <Num name="Fees" of={shownOf(each.fees)} />
              </dd>
            </div>
            <div>
              <dt>Emissions, {classWord(each.class)}</dt>
              <dd>
                <Num name="Emissions" of={shownOf(each.emissions)} />
              </dd>
            </div>
            <div>
              <dt>Those emissions, all sold at once</dt>
              <dd>
                <Num name="Emissions, all sold at once" of={shownOf(each.emissionsIfSold.sold)} />
              </dd>
            </div>
          </Fragment>
        ))}
        {(data.networks[0]?.economics ?? []).map((each) => (
          <div key={each.class}>
            <dt>Penalties in the window</dt>
            <dd>
              <Num name="Penalties" of={shownOf(each.penalties.events)} />
            </dd>
          </div>
        ))}
        {(data.networks[0]?.economics ?? [])
          .filter(({ proving }) => proving.locksDue > 0)
          .map((each) => (
            <LocksOf key={each.class} proving={each.proving} />
          ))}
        {metas.map(({ chainId, block, lag }) => (
          <div key={chainId}>
            <dt>
              Newest block of{' '}
              {network.chains.find((each) => each.chainId === chainId)?.title ?? `chain ${chainId}`}
            </dt>
            <dd>
              block {block.number}, <When at={block.timestamp} />
              {lag > 0 && `, ${lag} behind its head`} <Hash of={block.hash ?? ''} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Changes() {
  const { network } = useNetwork()
  const { bound } = useWindow()
  const { data, error } = useAnswer(CHANGES, { network: network.network, end: bound })
  if (error && !data) return <Failed error={error} />
  if (!data) return <Loading rows={3} />
  const changes = listChanges(data)
  if (changes.length === 0) return <Empty>Nothing has changed since the first block.</Empty>
  return (
    <ul className="changes">
      {changes.map(({ id, at, words }) => (
        <li key={id}>
          <When at={at} /> {words}
        </li>
      ))}
      <li>
        <To page="rules">All rules and their changes</To>
      </li>
    </ul>
  )
}
