import { hiddenFeesOfAll, sharedPayees, strayPayees } from '../../../economics/attribution.ts'
import { costModelFor } from '../../../economics/cost.ts'
import { type CostInput, toCost } from '../../../economics/cost-input.ts'
import { wholeDays } from '../../../economics/daily-revenue.ts'
import { exact, ZERO } from '../../../economics/exact.ts'
import { RATIO, USD, type Window, written } from '../../../economics/figure.ts'
import { allKnown, type Known, known, mapKnown, missing } from '../../../economics/known.ts'
import { machineOf } from '../../../economics/payback/history.ts'
import { DAY, dayOf } from '../../../economics/period.ts'
import { withPrices } from '../../../economics/price-use.ts'
import { type MachineDay, machineDays } from '../../../economics/role/card-hours.ts'
import {
  dayMeans,
  daysBelow,
  meanOfNodeDays,
  nodeMeans,
  nodesAbove,
  roleDays,
  type Spread,
  spreadOf,
  withOneMore,
  worstDays,
} from '../../../economics/role/role-days.ts'
import { topPayer } from '../../../economics/role/role-money.ts'
import { type RoleQuestion, roleMoney } from '../../../economics/role/role-question.ts'
import { sampleOf, tooFewNodes } from '../../../economics/sample.ts'
import {
  type AssumedInput,
  costOfRole,
  leftOut,
  roleAsked,
  usualCost,
} from '../../../economics/usual-cost.ts'
import type { Context } from '../../execute/context.ts'
import type { NetworkMoney } from '../open/network.ts'
import type { EconomicsMeans } from '../open/node.ts'
import { listPeers } from '../rows/peers.ts'
import { chainsOf, fromMidnight, toDateTime } from '../rows/scope.ts'
import { createWriter, type FigureWriter, toPublicWindow } from './public.ts'

const METHOD = 'role-1'
const WORST = 30
const NO_GAS = missing<never>(
  'NOT_OBSERVED',
  'gas of the node: give cost.gasUsdPerDay or cost.gasUsdPerClaim',
)
const NO_COST = missing<never>('COST_UNKNOWN', 'what such a node costs: give role(cost: …)')

export interface RoleAsked {
  readonly role?: string | null
  readonly cost?: CostInput | null
}

/**
 * `NetworkEconomics.role`: how even the income of a role's nodes is, over nodes and days, and against what such a machine costs
 * and rents for.
 * @throws Unanswerable `BAD_USER_INPUT`
 */
export async function answerRole(
  means: EconomicsMeans,
  { snapshot }: Context,
  money: NetworkMoney,
  asked: RoleAsked,
) {
  const { book } = money
  const { scope, network } = book
  const window = fromMidnight(scope, chainsOf(network, money.class))
  const context = { ...money.context, window }
  const role = roleAsked(asked, means.catalogue)
  const peers = await listPeers(snapshot, money, role)
  const none =
    peers.length > 0 ? known<true>(true) : missing<true>('NOT_OBSERVED', `nodes of the role ${role}`)
  const sample = sampleOf(peers, window, known(null), 'not asked', none)
  const names = new Set(peers.map(({ node }) => node))
  const byPayer = await money.told({ by: 'payer', only: sample.spans }, window.from)
  const payer = topPayer({
    entries: byPayer.entries.filter((entry) => entry.kind === 'fee'),
    prices: byPayer.prices,
  })
  const byDay = { by: 'node', daily: true, shared: true, nodes: names, payer: payer ?? undefined } as const
  const { entries: all, prices, presences } = await money.told(byDay, dayOf(scope.window.from))
  const entries = all.filter(({ node }) => node !== null && names.has(node))
  const blocked = money.blocked ?? hiddenFeesOfAll(strayPayees(all), entries, peers, sharedPayees(network))
  const days = wholeDays(window).filter(sample.has)
  const { costs, cards, stale, assumed, ...terms } = costOf(means, days, window, { ...asked, role })
  const found = roleMoney({
    peers,
    window,
    entries,
    presences,
    prices,
    payer,
    kept: terms.kept.known ? terms.kept.value : null,
  })
  const kept = blocked ?? (terms.kept.known ? (found.kept ?? NO_GAS) : terms.kept)
  const revenue = blocked ?? found.revenue
  const unpaid = blocked ?? found.unpaid
  const said = withPrices({ ...context, stale, eventsCounted: found.events }, found.prices)
  const write = createWriter({ ...said, caveats: [...(said.caveats ?? []), ...leftOut(assumed)] })
  const none30 = missing<never>('WINDOW_TOO_SHORT', `${WORST} days in a row with a node of the role`)
  const worst = mapKnown(revenue, (series) => worstDays(days, series, WORST))
  return {
    role,
    nodes: sample.nodes,
    nodeDays: sample.nodeDays,
    days: sample.days,
    revenue: writeSpread(write, meansOf(revenue)),
    revenueWithoutTopPayer: writeSpread(write, meansOf(unpaid)),
    topPayer: blocked ? null : payer,
    ...writeAgainst(write, { revenue, kept, costs }),
    oneMore: {
      perNodeDayAsItWas: write(meanOf(revenue), USD(METHOD)),
      perNodeDay: write(meanOf(mapKnown(revenue, withOneMore)), USD(METHOD)),
      ...writeAgainst(write, {
        revenue: mapKnown(revenue, withOneMore),
        kept: mapKnown(kept, withOneMore),
        costs,
      }),
    },
    worst: {
      window: worst.known && worst.value ? toPublicWindow(stretch(worst.value.from)) : null,
      perNodeDay: write(
        worst.known ? (worst.value ? known(worst.value.perNodeDay) : none30) : worst,
        USD(METHOD),
      ),
    },
    series: revenue.known ? toPublicDays({ days, revenue: revenue.value, kept, costs, cards }) : [],
    assumed,
    missing: [revenue, costs].flatMap((part) => (part.known ? [] : part.missing)),
  }
}

interface Compared {
  readonly revenue: Known<readonly Float64Array[]>
  readonly kept: Known<readonly Float64Array[]>
  readonly costs: Known<readonly MachineDay[]>
}

/** Node-days and nodes against what the machine costs, and what renting it out would leave. */
function writeAgainst(write: FigureWriter, { revenue, kept, costs }: Compared) {
  return {
    daysBelowCost: writeShare(
      write,
      mapKnown(allKnown({ revenue, costs }), (it) => {
        const { below, nodeDays } = daysBelow(
          it.revenue,
          limitsOf(it.costs, (day) => day.powerAndDepreciation),
        )
        return { part: below, whole: nodeDays }
      }),
    ),
    daysAboveRent: writeShare(
      write,
      withRent(kept, costs, (series, limits) => {
        const { below, nodeDays } = daysBelow(series, limits)
        return known({ part: nodeDays - below, whole: nodeDays })
      }),
    ),
    nodesAboveRent: writeShare(
      write,
      withRent(kept, costs, (series, limits) => {
        const { above, nodes } = nodesAbove(series, limits)
        return (nodes > 0 ? tooFewNodes(nodes) : undefined) ?? known({ part: above, whole: nodes })
      }),
    ),
  }
}

function meanOf(series: Known<readonly Float64Array[]>): Known<number> {
  if (!series.known) return series
  const found = meanOfNodeDays(series.value)
  return found === undefined ? missing('NO_DENOMINATOR', 'whole UTC days with a node') : known(found)
}

/** What such a machine costs and rents for by day, and by which terms an operator keeps income. */
function costOf(
  { catalogue }: EconomicsMeans,
  days: readonly number[],
  { from, to }: Window,
  { role, cost: given }: RoleAsked & { readonly role: string },
): Costs {
  if (!given) return { costs: NO_COST, kept: NO_COST, cards: 1, stale: [], assumed: [] }
  const { cost, assumed } = usualCost(costOfRole(role, given), catalogue, to)
  const { model, gas, commission, references } = toCost(cost, catalogue, from, to)
  const { stale } = references
  const machine = machineOf(model.known ? costModelFor(cost.role ?? role, model.value) : model)
  if (!machine.known) return { costs: machine, kept: machine, cards: 1, stale, assumed }
  return {
    costs: machineDays(machine.value, days, gas?.usdPerDay ?? ZERO, catalogue),
    kept: gas ? known({ commission, usdPerClaim: gas.usdPerClaim }) : NO_GAS,
    cards: machine.value.letting?.cards ?? 1,
    stale,
    assumed,
  }
}

function stretch(from: number) {
  return { from, to: from + WORST * DAY }
}

function meansOf(series: Known<readonly Float64Array[]>): Known<Spread> {
  if (!series.known) return series
  const means = nodeMeans(series.value)
  const found = spreadOf(means)
  if (!found) return missing('NOT_OBSERVED', 'a node of the role on a whole UTC day')
  return tooFewNodes(means.length) ?? known(found)
}

function writeSpread(write: FigureWriter, spread: Known<Spread>) {
  const text = (value: number) => written(value, 6)
  return write(
    mapKnown(spread, ({ p50 }) => p50),
    USD(METHOD),
    spread.known
      ? {
          p5: text(spread.value.p5),
          p25: text(spread.value.p25),
          p50: text(spread.value.p50),
          p75: text(spread.value.p75),
          p95: text(spread.value.p95),
        }
      : null,
  )
}

interface Costs {
  readonly costs: Known<readonly MachineDay[]>
  readonly kept: Known<NonNullable<RoleQuestion['kept']>>
  readonly cards: number
  readonly stale: readonly string[]
  readonly assumed: readonly AssumedInput[]
}

interface Part {
  readonly part: number
  readonly whole: number
}

function writeShare(write: FigureWriter, share: Known<Part>) {
  if (!share.known) return write(share, RATIO(METHOD))
  const { part, whole } = share.value
  return write(
    whole > 0 ? known(exact(part, whole)) : missing('NO_DENOMINATOR', 'whole UTC days with a node'),
    RATIO(METHOD),
  )
}

function limitsOf(costs: readonly MachineDay[], of: (day: MachineDay) => number): Float64Array {
  return Float64Array.from(costs, of)
}

/** Over what must be kept each day to be level with renting the machine out: its running costs, and what rent would leave. */
function withRent(
  kept: Known<readonly Float64Array[]>,
  costs: Known<readonly MachineDay[]>,
  count: (series: readonly Float64Array[], limits: Float64Array) => Known<Part>,
): Known<Part> {
  const parts = allKnown({ kept, costs })
  if (!parts.known) return parts
  if (parts.value.costs.some(({ rent }) => rent === null))
    return missing('NOT_OBSERVED', 'what the machine rents for: give cost.rentUsdPerHour')
  const limits = limitsOf(parts.value.costs, ({ running, rent }) => running + (rent?.net ?? 0))
  return count(parts.value.kept, limits)
}

interface Series extends Pick<Costs, 'costs' | 'cards'> {
  readonly kept: Known<readonly Float64Array[]>
  readonly days: readonly number[]
  readonly revenue: readonly Float64Array[]
}

function toPublicDays({ days, revenue, kept, costs, cards }: Series) {
  const keptDays = kept.known ? dayMeans(days, kept.value) : null
  const perCardHour = (usd: number | null | undefined) =>
    usd === null || usd === undefined || Number.isNaN(usd) ? null : written(usd / 24 / cards, 6)
  return roleDays(days, revenue).map(({ day, nodes, spread }, index) => {
    const cost = costs.known ? costs.value[index] : undefined
    const text = (value: number | undefined) => (value === undefined ? null : written(value, 6))
    return {
      day: toDateTime(day),
      nodes,
      p5: text(spread?.p5),
      p25: text(spread?.p25),
      p50: text(spread?.p50),
      p75: text(spread?.p75),
      p95: text(spread?.p95),
      income: perCardHour(keptDays?.[index]),
      // Without its gas a cost would be too low.
      cost: perCardHour(kept.known && cost ? cost.running + cost.depreciation : null),
      rent: perCardHour(cost?.rent?.gross),
      rentAsOf: cost?.rent?.asOf ?? null,
      rentSource: cost?.rent?.source ?? null,
    }
  })
}
