import { useMemo } from 'react'
import { useChoice } from '../../app/choice.ts'
import { readingOf, useNetwork } from '../../app/network.tsx'
import { AskError } from '../../data/ask.ts'
import type {
  FigurePartsFragment,
  NodesCheckedQuery,
  NodesPenalisedQuery,
  NodesQuery,
  Outcome,
  RanksQuery,
} from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { usePages } from '../../data/use-pages.ts'
import { usePayers } from '../../figures/payers.tsx'
import { countOf, type Reading, type Shown, shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { CHECKED, NODES, PENALISED, RANKS } from './questions.ts'

type Metric = 'gross' | 'emissions' | 'uptime' | 'success' | 'claims' | 'slashed'

export type NodeRow = NodesQuery['nodes'][number] & {
  readonly figures: Readonly<Record<Metric | 'feeShare', Shown>>
  readonly verdicts: Readonly<Record<Outcome, Shown>>
  readonly penalties: Shown
  /** The gross income without payers that a rule links. */
  readonly independent: Shown
  /** Left of a month after running costs; asked for apart. */
  readonly netCash: Shown
  /** Months until the machine is paid back, in the middle of the simulated futures; asked for apart. */
  readonly payback: Shown
}

const UNITS: Readonly<Record<Metric | 'feeShare', string>> = {
  gross: 'USD',
  emissions: 'USD',
  uptime: 'ratio',
  success: 'ratio',
  claims: 'count',
  slashed: 'USD',
  feeShare: 'ratio',
}

/** Not disabled and not silent; a node of whose state no log speaks is not called dead. */
const ALIVE = { lapsed_eq: false, AND: [{ OR: [{ enabled_eq: true }, { enabled_isNull: true }] }] }

/** Every node of the network with what is known of it: `columns` says what the reader wants to see, and nothing else is asked for. */
export function useNodeRows(columns: ReadonlySet<string>) {
  const { network } = useNetwork()
  const { days, to } = useWindow()
  const { since, until } = useWindow()
  const [dead] = useChoice('dead')
  const [asked] = useChoice('class')
  const withDead = dead === 'yes'
  const name = network.network
  const nodes = usePages(
    NODES,
    {
      network: name,
      where: { network_eq: name, ...(!withDead && ALIVE) },
      asOf: to === null ? null : { time: to, network: name },
    },
    (data) => data.nodes,
  )
  const window = { network: name, since, until }
  const wanted = (...names: string[]) => names.some((each) => columns.has(each))
  const ranks = useAnswer(RANKS, {
    network: name,
    days,
    to,
    payers: usePayers(),
    dead: withDead,
    independent: wanted('independent'),
    emissions: wanted('emissions', 'feeShare'),
    uptime: wanted('uptime'),
    success: wanted('success'),
    claims: wanted('claims'),
    slashed: wanted('slashed'),
  })
  const checked = usePages(CHECKED, window, (data) => data.verificationDaysAggregate, {
    enabled: wanted('verified', 'rejected', 'undecided'),
    most: 60_000,
  })
  const penalised = usePages(PENALISED, window, (data) => data.nodeDaysAggregate, {
    enabled: wanted('penalties'),
  })
  const classes = ranks.data?.gross.map((each) => each.class) ?? []
  const money = classes.find((each) => each === asked) ?? classes[0] ?? null
  const rows = useMemo(
    () =>
      joinRows({
        nodes: nodes.rows,
        ranks: ranks.isPlaceholderData ? undefined : ranks.data,
        refused: ranks.error instanceof AskError ? ranks.error.code : null,
        money,
        checked: checked.first && checked.rows,
        penalised: penalised.first && penalised.rows,
        reading: readingOf(nodes.first?._meta ?? []),
      }),
    [
      nodes.rows,
      nodes.first,
      ranks.data,
      ranks.isPlaceholderData,
      ranks.error,
      money,
      checked.first,
      checked.rows,
      penalised.first,
      penalised.rows,
    ],
  )
  return { rows, nodes, ranks, checked, penalised, classes, money }
}

interface Parts {
  readonly nodes: readonly NodesQuery['nodes'][number][]
  readonly ranks: RanksQuery | undefined
  /** The code with which the ranking was refused. */
  readonly refused: string | null
  readonly money: string | null
  readonly checked: readonly NodesCheckedQuery['verificationDaysAggregate'][number][] | undefined
  readonly penalised: readonly NodesPenalisedQuery['nodeDaysAggregate'][number][] | undefined
  readonly reading: Reading
}

/** One row for each node, from answers that are each a list of their own. */
function joinRows({ nodes, ranks, refused, money, checked, penalised, reading }: Parts): NodeRow[] {
  const open = ranks === undefined ? (refused ?? 'ASKED') : null
  const figures = (metric: Metric) =>
    new Map(
      ranks?.[metric]
        // What is no money has the class of its chain, whatever the money's.
        ?.filter((each) => each.class === money || UNITS[metric] !== 'USD')
        .flatMap((each) => each.rows.map((row) => [row.nodeId, row.figure] as const)),
    )
  const by = {
    gross: figures('gross'),
    emissions: figures('emissions'),
    uptime: figures('uptime'),
    success: figures('success'),
    claims: figures('claims'),
    slashed: figures('slashed'),
  }
  const counts = new Map<string, number>()
  const add = (key: string, much: string | number | null) =>
    counts.set(key, (counts.get(key) ?? 0) + Number(much ?? 0))
  for (const { nodeKey, outcome, sum } of checked ?? []) add(`${outcome} ${nodeKey}`, sum.verdicts)
  for (const { nodeKey, sum } of penalised ?? []) add(`penalties ${nodeKey}`, sum.penalties)
  const count = (what: string, key: string, known: boolean): Shown => ({
    ...countOf(known ? (counts.get(`${what} ${key}`) ?? 0) : null, 'count', reading),
    ...(!known && { reason: 'ASKED' }),
  })
  const notAsked = { value: null, reason: 'NOT_ASKED', ...reading }
  const independent = new Map(
    ranks?.gross
      .filter((each) => each.class === money)
      .flatMap((each) =>
        each.rows.flatMap((row) =>
          row.independent ? [[row.nodeId, shownOf(row.independent)] as const] : [],
        ),
      ),
  )
  return nodes.map((node) => {
    const id = node.id.replace(/@.*$/, '')
    const figure = (metric: Metric): Shown => {
      const found = by[metric].get(id)
      return found ? shownOf(found) : missing(metric, reading, open)
    }
    const [gross, emissions] = [by.gross.get(id), by.emissions.get(id)]
    return {
      ...node,
      figures: {
        gross: figure('gross'),
        emissions: figure('emissions'),
        uptime: figure('uptime'),
        success: figure('success'),
        claims: figure('claims'),
        slashed: figure('slashed'),
        feeShare: gross && emissions ? feeShareOf(gross, emissions) : missing('feeShare', reading, open),
      },
      verdicts: {
        verified: count('verified', node.key, checked !== undefined),
        rejected: count('rejected', node.key, checked !== undefined),
        undecided: count('undecided', node.key, checked !== undefined),
      },
      penalties: count('penalties', node.key, penalised !== undefined),
      independent: independent.get(id) ?? missing('gross', reading, open),
      netCash: { ...notAsked, unit: 'USD' },
      payback: { ...notAsked, unit: 'months' },
    }
  })
}

const missing = (metric: Metric | 'feeShare', reading: Reading, open: string | null): Shown => ({
  value: null,
  reason: open ?? 'NOT_RANKED',
  unit: UNITS[metric],
  ...reading,
})

/** What requesters paid, of all income: gross less emissions, over gross. */
function feeShareOf(gross: FigurePartsFragment, emissions: FigurePartsFragment): Shown {
  const of = { unit: 'ratio', class: gross.class, asOf: gross.asOf }
  if (gross.value === null || emissions.value === null)
    return { value: null, reason: gross.reason ?? emissions.reason, ...of }
  const whole = Number(gross.value)
  if (whole <= 0) return { value: null, reason: 'NO_DENOMINATOR', ...of }
  return { value: String((whole - Number(emissions.value)) / whole), reason: null, ...of }
}
