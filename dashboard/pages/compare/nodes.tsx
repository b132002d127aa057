import { useChoice } from '../../app/choice.ts'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { Empty, Failed, Loading } from '../../app/states.tsx'
import { NodeLink } from '../../app/to.tsx'
import type { ComparedNodeQuery, ComparedQuery } from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { CostForm, useCost } from '../../figures/cost-choice.tsx'
import { Filled } from '../../figures/filled.tsx'
import { day, plain, short } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { usePayers } from '../../figures/payers.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { countOf, type Reading, type Shown, shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { attestedOf, notMeasured, stateSentence } from '../../text/nodes.ts'
import { CompareGrid, type Measure, type Side } from './grid.tsx'
import { AddNode } from './pick.tsx'
import { COMPARED, COMPARED_NODE } from './questions.ts'

type NodeNow = ComparedQuery['nodes'][number]
type Economics = NonNullable<NonNullable<ComparedNodeQuery['node']>['economics']>[number]

interface Compared {
  readonly node: NodeNow
  /** Undefined while it is being worked out; null where there is no money of any class. */
  readonly economics: Economics | null | undefined
  readonly count: (what: string) => Shown
}

const MOST = 4

export function CompareNodes() {
  const { network } = useNetwork()
  const { to } = useWindow()
  const { since, until } = useWindow()
  const [chosen, setChosen] = useChoice('nodes')
  const keys = chosen === '' ? [] : chosen.split(',').slice(0, MOST)
  const answer = useAnswer(
    COMPARED,
    {
      network: network.network,
      keys: keys.map((each) => each.replace(/^.*-/, '')),
      asOf: to === null ? null : { time: to, network: network.network },
      since,
      until,
    },
    { enabled: keys.length > 0 },
  )
  const found = keys
    .map((key) => answer.data?.nodes.find((each) => each.id.endsWith(key) || each.key === key))
    .filter((each) => each !== undefined)
  const reading = readingOf(answer.data?._meta ?? [])
  const remove = (key: string) => setChosen(keys.filter((each) => !each.endsWith(key)).join(','))
  // Hooks have a fixed number: four places, of which some are empty.
  const sides = [
    useSide(found[0], answer.data, reading, remove),
    useSide(found[1], answer.data, reading, remove),
    useSide(found[2], answer.data, reading, remove),
    useSide(found[3], answer.data, reading, remove),
  ].filter((each) => each !== null)
  const roles = [...new Set(found.map((each) => each.role))]
  const unknown =
    answer.data && !answer.isPlaceholderData
      ? keys.filter((key) => !found.some((each) => key.endsWith(each.key)))
      : []
  return (
    <AskedBy question={answer.question}>
      {answer.error && <Failed error={answer.error} />}
      {keys.length < MOST && (
        <AddNode
          add={(key) => setChosen([...keys.filter((each) => each !== key), key].join(','))}
          not={found.map((each) => each.key)}
        />
      )}
      {keys.length === 0 && (
        <Empty>Choose up to four nodes: here, or by their boxes in the list of nodes.</Empty>
      )}
      {keys.length > 0 && !answer.data && !answer.error && <Loading rows={12} />}
      {unknown.map((each) => (
        <p key={each} className="empty">
          No node “{plain(each, 70)}” is known here at that moment.
        </p>
      ))}
      {sides.length > 0 && (
        <>
          <Best sides={sides} />
          <CostForm of={roles.length === 1 ? (roles[0] ?? null) : null} />
          {roles.length > 1 && (
            <p className="note">
              Each is taken to run on the usual machine of its role, unless you name one that holds for all.
            </p>
          )}
          <h2 className="sub">Measure by measure</h2>
          <CompareGrid
            title="Side by side"
            unit="each bar against the largest of its line"
            sides={sides}
            measures={MEASURES}
          />
          <Filled assumed={sides.flatMap(({ data }) => data?.economics?.assumed ?? [])} />
        </>
      )}
    </AskedBy>
  )
}

function useSide(
  node: NodeNow | undefined,
  compared: ComparedQuery | undefined,
  reading: Reading,
  remove: (key: string) => void,
): Side<Compared> | null {
  const { days, to } = useWindow()
  const { cost } = useCost(node?.role ?? null)
  const [asked] = useChoice('class')
  const answer = useAnswer(
    COMPARED_NODE,
    { id: node?.id.replace(/@.*$/, '') ?? '', days, to, cost, payers: usePayers() },
    { enabled: node !== undefined },
  )
  if (!node) return null
  const all = answer.isPlaceholderData ? undefined : answer.data?.node?.economics
  const economics =
    all === undefined ? undefined : (all?.find((each) => each.class === asked) ?? all?.[0] ?? null)
  const count = (what: string) =>
    countOf(compared ? countsOf(compared, node.key, what) : null, 'count', reading)
  return {
    id: node.key,
    head: (
      <>
        <NodeLink of={node.key} />{' '}
        <button
          type="button"
          className="remove"
          aria-label={`Leave ${short(node.key)} out`}
          onClick={() => remove(node.key)}
        >
          ×
        </button>
      </>
    ),
    data: { node, economics, count },
    question: answer.question,
  }
}

function countsOf({ checked, penalised }: ComparedQuery, key: string, what: string): number {
  if (what === 'penalties')
    return penalised
      .filter((each) => each.nodeKey === key)
      .reduce((sum, each) => sum + Number(each.sum.penalties ?? 0), 0)
  return checked
    .filter((each) => each.nodeKey === key && each.outcome === what)
    .reduce((sum, each) => sum + Number(each.sum.verdicts ?? 0), 0)
}

/** The one that brought most, in a sentence. */
function Best({ sides }: { sides: readonly Side<Compared>[] }) {
  const known = sides.filter((each) => each.data?.economics?.statement.gross.value != null)
  if (known.length < 2) return null
  const grossOf = (side: Side<Compared>) => Number(side.data?.economics?.statement.gross.value)
  const best = known.reduce((most, each) => (grossOf(each) > grossOf(most) ? each : most))
  const gross = best.data?.economics?.statement.gross
  if (!gross || grossOf(best) <= 0)
    return <p className="lead">None of them earned anything in this window.</p>
  return (
    <p className="lead">
      Of these, <NodeLink of={best.id} /> brought the most:{' '}
      <Num name="Its gross income" of={shownOf(gross)} />.
    </p>
  )
}

const missing = (economics: null | undefined, unit: string): Shown => ({
  value: null,
  reason: economics === null ? 'NOT_OBSERVED' : 'ASKED',
  unit,
  class: null,
  asOf: [],
})

const figure = (
  name: string,
  unit: string,
  of: (economics: Economics) => Parameters<typeof shownOf>[0],
): Measure<Compared> => ({
  name,
  number: ({ economics }) => (economics ? shownOf(of(economics)) : missing(economics, unit)),
})

const MEASURES: readonly Measure<Compared>[] = [
  { name: 'State', words: ({ node }) => plain(stateSentence(node)) },
  { name: 'Role', words: ({ node }) => node.role && plain(node.role) },
  { name: 'Operator', words: ({ node }) => node.owner && short(node.owner) },
  { name: 'Joined', words: ({ node }) => day(node.firstTime) },
  {
    name: 'Class of the money',
    words: ({ economics }) => (economics === undefined ? '…' : (economics?.class ?? 'none')),
  },
  figure('Gross income', 'USD', (of) => of.statement.gross),
  figure('Fees', 'USD', (of) => of.statement.fees),
  figure('Emissions', 'USD', (of) => of.statement.emissions),
  figure('Emissions for this time, whenever paid', 'USD', (of) => of.statement.emissionsAccrued),
  figure('Emissions, all sold at once', 'USD', (of) => of.emissionsIfSold.sold),
  figure('Paid by requesters', 'ratio', (of) => of.coverage),
  figure('Net cash', 'USD', (of) => of.statement.netCash),
  figure('Economic profit', 'USD', (of) => of.statement.economicProfit),
  figure('Median day', 'USD', (of) => of.revenue.perDay),
  figure('Days without income', 'days', (of) => of.revenue.daysWithoutRevenue),
  figure('Accounts that paid', 'count', (of) => of.demand.uniquePayers),
  figure('Share of the largest payer', 'ratio', (of) => of.demand.top1),
  figure('Fees not shown to be linked', 'ratio', (of) => of.demand.notShownRelated),
  figure('Up', 'ratio', (of) => of.service.uptime),
  figure('Delivered in time', 'ratio', (of) => of.service.success),
  figure('Delay to the chain', 'seconds', (of) => of.service.settlementDelay),
  { name: 'Statements verified', number: ({ count }) => count('verified') },
  { name: 'Statements rejected', number: ({ count }) => count('rejected') },
  { name: 'Statements undecided', number: ({ count }) => count('undecided') },
  { name: 'Penalties', number: ({ count }) => count('penalties') },
  figure('Expected yearly loss', 'USD', (of) => of.penalties.expectedYearlyLoss),
  {
    name: 'Attested',
    words: ({ node }) => {
      const at = attestedOf(node)
      return at ? day(at) : notMeasured(node.measurementReason)
    },
  },
]
