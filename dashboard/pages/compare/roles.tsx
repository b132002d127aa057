import { useChoice } from '../../app/choice.ts'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { Empty } from '../../app/states.tsx'
import { To } from '../../app/to.tsx'
import type { ComparedRoleQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { CostForm, useCost } from '../../figures/cost-choice.tsx'
import { Filled } from '../../figures/filled.tsx'
import { usePayers } from '../../figures/payers.tsx'
import { countOf, type Reading, type Shown, shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { machineName, ROLES } from '../../text/machines.ts'
import { CompareGrid, type Measure, type Side } from './grid.tsx'
import { COMPARED_ROLE } from './questions.ts'

type RoleEconomics = NonNullable<ComparedRoleQuery['networks'][number]['economics']>[number]['role']

interface Compared {
  readonly role: RoleEconomics | null
  readonly money: string | null
  readonly machine: string
  readonly serving: number | null
  readonly all: number | null
  readonly reading: Reading
}

const MOST = 4

export function CompareRoles() {
  const [chosen, setChosen] = useChoice('roles', 'tee-proxy,snark-prover')
  const roles = chosen.split(',').filter((each) => each !== '')
  const sides = [useRole(roles[0]), useRole(roles[1]), useRole(roles[2]), useRole(roles[3])].filter(
    (each) => each !== null,
  )
  return (
    <>
      <fieldset className="choices roles">
        <legend>Roles, four at most</legend>
        {[...new Set([...ROLES, ...roles])].map((role) => (
          <label key={role}>
            <input
              type="checkbox"
              checked={roles.includes(role)}
              disabled={!roles.includes(role) && roles.length >= MOST}
              onChange={() =>
                setChosen(
                  (roles.includes(role) ? roles.filter((each) => each !== role) : [...roles, role]).join(
                    ',',
                  ) || ',',
                )
              }
            />{' '}
            {role}
          </label>
        ))}
      </fieldset>
      {sides.length === 0 && <Empty>Choose a role.</Empty>}
      {sides.length > 0 && (
        <>
          <CostForm of={null} />
          <p className="note">
            Each role is taken to run on its usual machine, unless you name one that holds for all.
          </p>
          <h2 className="sub">Measure by measure</h2>
          <CompareGrid
            title="Side by side"
            unit="each bar against the largest of its line"
            sides={sides}
            measures={MEASURES}
          />
          <Filled assumed={sides.flatMap(({ data }) => data?.role?.assumed ?? [])} />
        </>
      )}
    </>
  )
}

function useRole(role: string | undefined): Side<Compared> | null {
  const { network } = useNetwork()
  const { days, to } = useWindow()
  const { cost, machine } = useCost(role ?? null)
  const [asked] = useChoice('class')
  const answer = useAnswer(
    COMPARED_ROLE,
    { network: network.network, days, to, payers: usePayers(), role: role ?? '', cost },
    { enabled: role !== undefined },
  )
  if (role === undefined) return null
  const data = answer.isPlaceholderData ? undefined : answer.data
  const all = data?.networks[0]?.economics ?? []
  const found = all.find((each) => each.class === asked) ?? all[0]
  return {
    id: role,
    head: (
      <To page="nodes" search={{ role, dead: 'yes' }}>
        {role}
      </To>
    ),
    data: data && {
      role: found?.role ?? null,
      money: found?.class ?? null,
      machine: machine || machineName(role),
      serving: data.serving.totalCount,
      all: data.all.totalCount,
      reading: readingOf(data._meta),
    },
    question: answer.question,
  }
}

const NOTHING: Omit<Shown, 'unit'> = { value: null, reason: 'NOT_OBSERVED', class: null, asOf: [] }

const figure = (
  name: string,
  unit: string,
  of: (role: RoleEconomics) => Parameters<typeof shownOf>[0],
): Measure<Compared> => ({
  name,
  number: ({ role }) => (role ? shownOf(of(role)) : { ...NOTHING, unit }),
})

const MEASURES: readonly Measure<Compared>[] = [
  { name: 'Nodes that serve', number: ({ serving, reading }) => countOf(serving, 'count', reading) },
  { name: 'Nodes that ever joined', number: ({ all, reading }) => countOf(all, 'count', reading) },
  {
    name: 'Node-days that the figures stand on',
    number: ({ role, reading }) => countOf(role?.nodeDays ?? null, 'count', reading),
  },
  { name: 'Class of the money', words: ({ money }) => money },
  { name: 'Machine', words: ({ machine }) => machine },
  figure('Mean day of the median node', 'USD', (of) => of.revenue),
  figure('The same without the largest payer', 'USD', (of) => of.revenueWithoutTopPayer),
  figure('A node-day in the worst 30 days', 'USD', (of) => of.worst.perNodeDay),
  figure('Node-days below cost', 'ratio', (of) => of.daysBelowCost),
  figure('Node-days better than renting out', 'ratio', (of) => of.daysAboveRent),
  figure('Nodes better off than renting out', 'ratio', (of) => of.nodesAboveRent),
  figure('Mean income of a node-day', 'USD', (of) => of.oneMore.perNodeDayAsItWas),
  figure('The same with one more node', 'USD', (of) => of.oneMore.perNodeDay),
  figure('Node-days below cost, with one more node', 'ratio', (of) => of.oneMore.daysBelowCost),
  figure('Node-days better than renting out, with one more node', 'ratio', (of) => of.oneMore.daysAboveRent),
  figure('Nodes better off than renting out, with one more node', 'ratio', (of) => of.oneMore.nodesAboveRent),
]
