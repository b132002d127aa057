import { useChoices } from '../../app/choice.ts'
import { useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import type { FigurePartsFragment, RiskStressQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { classWord } from '../../figures/band.tsx'
import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { type Column, Table } from '../../tables/table.tsx'
import { STRESS } from './questions.ts'
import { chosenOf, multipleAt, SLIDERS } from './sliders.ts'

/** What is left when the hardware is no longer believed: the reader moves what nobody published, and the address keeps it. */
export function Stress() {
  const { network } = useNetwork()
  const { days, to } = useWindow()
  const [search, set] = useChoices()
  const given = Object.fromEntries(SLIDERS.map((each) => [each.name, chosenOf(each, search)]))
  const orNull = (name: string) => given[name] || null
  const answer = useAnswer(STRESS, {
    network: network.network,
    moved: given.moved ?? '1',
    provable: orNull('provable'),
    load: orNull('load'),
    multiple: multipleAt(given.multiple ?? ''),
    deadline: given.deadline ?? '20',
    days,
    to,
  })
  return (
    <section className={answer.isPlaceholderData ? 'asking' : undefined}>
      <h2>If the hardware breaks</h2>
      <div className="sliders">
        {SLIDERS.map((slider) => (
          <label key={slider.name}>
            <span>
              {slider.words}: <b>{slider.say(given[slider.name] ?? '')}</b>
            </span>
            <input
              type="range"
              name={slider.name}
              min={slider.min}
              max={slider.max}
              step={slider.step}
              value={given[slider.name] || slider.rest || slider.preset}
              aria-valuetext={slider.say(given[slider.name] ?? '')}
              onChange={(event) =>
                set({ [slider.name]: event.target.value === slider.preset ? undefined : event.target.value })
              }
            />
          </label>
        ))}
      </div>
      <p className="note">
        What is not known has no number: nobody published it.{' '}
        <button
          type="button"
          onClick={() => set(Object.fromEntries(SLIDERS.map(({ name }) => [name, undefined])))}
        >
          Put all back
        </button>
      </p>
      {answer.error && <Failed error={answer.error} />}
      {!answer.data && !answer.error && <Loading rows={6} />}
      <AskedBy question={answer.question}>
        {answer.data?.stressTest.map((each) => (
          <OfClass key={each.class} of={each} />
        ))}
      </AskedBy>
    </section>
  )
}

type Tested = RiskStressQuery['stressTest'][number]
type Row = {
  readonly name: string
  readonly unverified: FigurePartsFragment | null
  readonly stopped: FigurePartsFragment | null
}

function OfClass({ of }: { of: Tested }) {
  const { unverified, stopped } = of
  const rows: readonly Row[] = [
    {
      name: 'Load that the machines can take',
      unverified: unverified.sustainableLoad,
      stopped: stopped.sustainableLoad,
    },
    { name: 'Useful work done', unverified: unverified.served, stopped: stopped.served },
    {
      name: 'Work that comes, of what machines can do',
      unverified: unverified.utilisation,
      stopped: stopped.utilisation,
    },
    { name: 'Mean wait', unverified: unverified.meanWait, stopped: stopped.meanWait },
    { name: 'Answered in time', unverified: unverified.inTime, stopped: stopped.inTime },
    {
      name: 'The same, as claims came',
      unverified: unverified.playedInTime,
      stopped: stopped.playedInTime,
    },
    {
      name: 'Most that may be moved',
      unverified: unverified.largestSafeShare,
      stopped: stopped.largestSafeShare,
    },
    {
      name: 'Most that may be moved, as claims came',
      unverified: unverified.playedLargestSafeShare,
      stopped: stopped.playedLargestSafeShare,
    },
  ]
  return (
    <>
      <h3>{classWord(of.class)}</h3>
      <p className="lead">{plain(of.sentence, 400)}</p>
      <p>
        Without a way out: <Num name={`Without a way out, ${of.class}`} of={shownOf(of.noFallback)} /> of all
        work. Proofs a day: <Num name={`Proofs a day, ${of.class}`} of={shownOf(of.proofsPerDay)} />.
      </p>
      <Table
        name={`What is left, ${of.class}`}
        rows={rows}
        columns={COLUMNS}
        rowId={(row) => row.name}
        prefix={`stress-${of.class}-`}
        empty="Nothing."
      />
      <p className="note">{sayArrivals(of.arrivals)}</p>
      <p>In place of proofs:</p>
      <ul>
        {of.alternatives.map(({ name, capacity, unproved }) => (
          <li key={name}>
            {ALTERNATIVES[name] ?? name}:{' '}
            <Num name={`Capacity: ${name}, ${of.class}`} of={shownOf(capacity)} /> of today’s capacity is
            left, <Num name={`Without proof: ${name}, ${of.class}`} of={shownOf(unproved)} /> of the work has
            nothing that vouches for it.
          </li>
        ))}
      </ul>
      {of.references.map(({ rowId, value, unit, source, asOf, stale }) => (
        <p className="note" key={rowId}>
          {rowId}: {value} {unit}, {plain(source, 200)}, {asOf}
          {stale && ', past its shelf life'}
        </p>
      ))}
    </>
  )
}

function sayArrivals({ claims, byNode, blocks }: Tested['arrivals']): string {
  if (claims === 0) return 'No claims were seen in this window, so none can be played again.'
  const places = blocks.map(({ chainId, first, last }) => `blocks ${first} to ${last} of chain ${chainId}`)
  return `“As claims came” plays ${claims} claims again, ${byNode} of them at the time that their node gave, from ${places.join(' and ')}.`
}

const ALTERNATIVES: Readonly<Record<string, string>> = {
  SAMPLED_REEXECUTION: 'A second node runs a share of it again',
  SECOND_VENDOR: 'Machines of another vendor take all of it',
  REDUNDANCY: 'Three nodes run all of it',
  SMALL_MODELS: 'Only small models are proved',
  PAUSE: 'It waits until the hardware is believed again',
}

const column = (id: 'unverified' | 'stopped', name: string, about: string): Column<Row> => ({
  id,
  name,
  about,
  number: true,
  value: (row) => (row[id]?.value == null ? null : Number(row[id].value)),
  cell: (row) => row[id] && <Num name={`${row.name}, ${name}`} of={shownOf(row[id])} />,
})

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'name',
    name: 'what is left',
    wraps: true,
    value: (row) => row.name,
    cell: (row) => <b>{row.name}</b>,
  },
  column('unverified', 'the rest goes on', 'What cannot be proved is done without a proof'),
  column('stopped', 'the rest stops', 'What cannot be proved is not done'),
]
