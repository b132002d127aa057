import type { ComponentProps } from 'react'
import { Failed, Loading } from '../../app/states.tsx'
import type { RunProvingQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { type AskedLine, Costs } from './costs.tsx'
import { costOf, type Owned } from './own.ts'
import { PROVING } from './questions.ts'

type CostsProps = ComponentProps<typeof Costs>

/** Cards in the machines that stand next to each other. */
const CARDS = [1, 4, 8] as const
/** Numbers of a cost that are the same whatever the number of cards is. */
const OF_ANY = ['usdPerKwh', 'pue', 'utilisation', 'rentUsdPerHour', 'marketplaceFee', 'commission'] as const

type Economics = NonNullable<RunProvingQuery['networks'][number]['economics']>[number]
type Outlook = Economics['one']

const LINES = [
  ['incomePerDay', 'Income of a day'],
  ['runningPerDay', 'Power and hosting'],
  ['keptPerDay', 'Left of a day'],
  ['lossOfValuePerDay', 'Loss of value'],
  ['rentPerDay', 'Left of a day, rented out'],
  ['paybackMonths', 'Months until the machine is paid'],
] as const satisfies readonly (readonly [keyof Outlook, string])[]

const SPEED: readonly AskedLine[] = [
  {
    line: { name: 'mhz', words: 'Speed of one card', unit: 'MHz: millions of cycles a second' },
    preset: {
      value: null,
      source: 'no source',
      asOf: null,
      stale: false,
      note: 'A benchmark of the prover’s own software tells it; none was published with its machine.',
    },
  },
  {
    line: { name: 'won', words: 'Share of its time for which it wins work', unit: '0 to 1' },
    preset: {
      value: '1',
      source: 'no source',
      asOf: null,
      stale: false,
      note: 'All of it: the most there is.',
    },
  },
]

/** What a machine of a measured speed would bring as a prover, for one, four and eight cards. */
export function Proving({ own, rows, choose, network, days }: Asked & Pick<CostsProps, 'rows' | 'choose'>) {
  const { mhz, won } = own.given
  return (
    <>
      <Costs own={own} rows={rows} choose={choose} only={[]} extra={SPEED} title="How fast it proves" />
      {mhz && Number(mhz) > 0 && (
        <section>
          <h2>What its cycles would bring</h2>
          <Outlooks network={network} own={own} days={days} mhz={Number(mhz)} won={won ?? '1'} />
        </section>
      )}
    </>
  )
}

interface Asked {
  readonly network: string
  readonly own: Owned
  readonly days: number
}

function Outlooks({ network, own, days, mhz, won }: Asked & { mhz: number; won: string }) {
  const { to } = useWindow(days)
  const given = costOf(own)
  const shared = Object.fromEntries(OF_ANY.flatMap((name) => (given[name] ? [[name, given[name]]] : [])))
  const cost = (count: number) => ({ hardware: own.machine, count, ...shared })
  const speed = (count: number) => String(Number((mhz * count).toFixed(6)))
  const answer = useAnswer(PROVING, {
    network,
    days,
    to,
    won,
    one: speed(1),
    four: speed(4),
    eight: speed(8),
    costOne: cost(1),
    costFour: cost(4),
    costEight: cost(8),
  })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return <Loading rows={6} />
  const worth = (answer.data.networks[0]?.economics ?? []).filter(
    (each) => each.class === 'mainnet' || each.class === 'synthetic',
  )
  return (
    <AskedBy question={answer.question}>
      {worth.map((each) => (
        <Compared key={each.class} of={each} machine={own.machine} />
      ))}
      <p className="note">
        Cards are taken to prove side by side, each at the speed of one. Demand, prices and the work of others
        are taken to stay as they were. Rewards are those of provers with their stake: a new one needs its
        own, fifteen times what it is rewarded with in an epoch.
      </p>
    </AskedBy>
  )
}

function Compared({ of, machine }: { of: Economics; machine: string }) {
  const outlooks = [of.one, of.four, of.eight]
  return (
    <>
      {of.class === 'synthetic' && <p className="note">Made-up money of a demonstration:</p>}
      <p>
        For 10⁹ cycles came in <Num name="Income for 10⁹ cycles" of={shownOf(of.proving.incomePerCycle)} />.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{machine.replaceAll('_', ' ')}</th>
            {CARDS.map((cards) => (
              <th key={cards} scope="col">
                {cards} {cards === 1 ? 'card' : 'cards'}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {LINES.map(([line, words]) => (
            <tr key={line}>
              <th scope="row">{words}</th>
              {outlooks.map((outlook, index) => (
                <td key={CARDS[index]}>
                  <Num name={`${words}, ${CARDS[index]} cards`} of={shownOf(outlook[line])} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
