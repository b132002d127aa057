import { Link } from '@tanstack/react-router'
import { useChoice } from '../../app/choice.ts'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { Empty, Failed } from '../../app/states.tsx'
import type { ComparedNetworkQuery } from '../../data/generated/graphql.ts'
import { useNetworks } from '../../data/networks.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { classWord } from '../../figures/band.tsx'
import { sumOf } from '../../figures/outcomes.ts'
import { usePayers } from '../../figures/payers.tsx'
import { countOf, type Reading, type Shown, shareOf, shownOf } from '../../figures/shown.ts'
import { stretchOf, useWindow } from '../../figures/window.ts'
import { CompareGrid, type Measure, type Side } from './grid.tsx'
import { COMPARED_NETWORK } from './questions.ts'

type Economics = NonNullable<ComparedNetworkQuery['networks'][number]['economics']>[number]

interface Compared {
  readonly answer: ComparedNetworkQuery
  /** Null where no money of any class moved. */
  readonly economics: Economics | null
  readonly reading: Reading
}

const MOST = 4

export function CompareNetworks() {
  const { network } = useNetwork()
  const all = (useNetworks().data?.networks ?? []).map((each) => each.network)
  const preset = [network.network, ...all.filter((each) => each !== network.network)].slice(0, MOST)
  const [chosen, setChosen] = useChoice('networks', preset.join(','))
  const names = chosen.split(',').filter((each) => all.includes(each))
  const asked = [useSide(names[0]), useSide(names[1]), useSide(names[2]), useSide(names[3])].filter(
    (each) => each !== null,
  )
  const [error] = asked.map((each) => each.error).filter((each) => each !== null)
  return (
    <>
      <fieldset className="choices roles">
        <legend>Networks, four at most</legend>
        {all.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={names.includes(name)}
              disabled={!names.includes(name) && names.length >= MOST}
              onChange={() =>
                setChosen(
                  (names.includes(name) ? names.filter((each) => each !== name) : [...names, name]).join(
                    ',',
                  ) || ',',
                )
              }
            />{' '}
            {name}
          </label>
        ))}
      </fieldset>
      {error && <Failed error={error} />}
      {asked.length === 0 && <Empty>Choose a network.</Empty>}
      {asked.length > 0 && (
        <>
          <p className="note">
            Money of one class is not money of another: look at the line that names it before comparing
            amounts. Each network’s window ends at its own newest block unless a moment is chosen.
          </p>
          <h2 className="sub">Measure by measure</h2>
          <CompareGrid
            title="Side by side"
            unit="each bar against the largest of its line"
            sides={asked.map((each) => each.side)}
            measures={MEASURES}
          />
        </>
      )}
    </>
  )
}

function useSide(name: string | undefined): { side: Side<Compared>; error: Error | null } | null {
  const networks = useNetworks()
  const { days, to } = useWindow()
  const [asked] = useChoice('class')
  const metas = networks.data?._meta.filter((each) => each.network === name) ?? []
  const { since, until } = stretchOf(days, to, metas)
  const answer = useAnswer(
    COMPARED_NETWORK,
    { network: name ?? '', days, to, payers: usePayers(), since, until },
    { enabled: name !== undefined },
  )
  if (name === undefined) return null
  const data = answer.isPlaceholderData ? undefined : answer.data
  const economics = data?.networks[0]?.economics ?? []
  return {
    error: answer.error,
    side: {
      id: name,
      head: (
        <Link to="/$network" params={{ network: name }}>
          {networks.data?.networks.find((each) => each.network === name)?.title ?? name}
        </Link>
      ),
      data: data && {
        answer: data,
        economics: economics.find((each) => each.class === asked) ?? economics[0] ?? null,
        reading: readingOf(data._meta),
      },
      question: answer.question,
    },
  }
}

const figure = (
  name: string,
  unit: string,
  of: (economics: Economics) => Parameters<typeof shownOf>[0],
): Measure<Compared> => ({
  name,
  number: ({ economics, reading }): Shown =>
    economics ? shownOf(of(economics)) : { value: null, reason: 'NOT_OBSERVED', unit, ...reading },
})

const verdicts = ({ answer }: Compared, outcome: 'verified' | 'rejected' | 'undecided') =>
  sumOf(answer.checked, outcome)

const MEASURES: readonly Measure<Compared>[] = [
  {
    name: 'Class of the money',
    words: ({ economics, reading }) => classWord(economics?.class ?? reading.class),
  },
  {
    name: 'Nodes that serve',
    number: ({ answer, reading }) => countOf(answer.serving.totalCount, 'count', reading),
  },
  {
    name: 'Nodes that ever joined',
    number: ({ answer, reading }) => countOf(answer.all.totalCount, 'count', reading),
  },
  figure('Fees', 'USD', (of) => of.fees),
  figure('Emissions', 'USD', (of) => of.emissions),
  figure('Emissions, all sold at once', 'USD', (of) => of.emissionsIfSold.sold),
  figure('Paid by requesters', 'ratio', (of) => of.coverage),
  figure('Accounts that paid', 'count', (of) => of.demand.uniquePayers),
  figure('Share of the largest payer', 'ratio', (of) => of.demand.top1),
  figure('Fees not shown to be linked', 'ratio', (of) => of.demand.notShownRelated),
  {
    name: 'Claims with a log of their own',
    number: ({ answer, reading }) => countOf(answer.claims[0]?.sum.claims ?? null, 'count', reading),
  },
  {
    name: 'Claims in batches, as their logs state',
    number: ({ answer, reading }) => countOf(answer.claims[0]?.sum.batchLeaves ?? null, 'count', reading),
  },
  {
    name: 'Statements that could be decided',
    number: (of) => {
      const decided = verdicts(of, 'verified') + verdicts(of, 'rejected')
      return shareOf(decided, decided + verdicts(of, 'undecided'), of.reading)
    },
  },
  {
    name: 'Statements of nodes rejected',
    number: (of) => countOf(verdicts(of, 'rejected'), 'count', of.reading),
  },
  figure('Penalties', 'count', (of) => of.penalties.events),
  figure('Penalties per node and year', 'ratio', (of) => of.penalties.ratePerYear),
  {
    name: 'Rules that are published',
    number: ({ answer, reading }) =>
      countOf(
        new Set(answer.disclosed.filter((each) => each.status === 'disclosed').map((each) => each.rule)).size,
        'count',
        reading,
      ),
  },
]
