import { costModelFor } from '../../../economics/cost.ts'
import { type CostInput, readDecimal, toCost } from '../../../economics/cost-input.ts'
import { unusable } from '../../../economics/errors.ts'
import { compare, type Exact, exact, ONE, ZERO } from '../../../economics/exact.ts'
import { COUNT, type FigureContext, type FigureKind, RATIO, USD } from '../../../economics/figure.ts'
import { type Known, missing } from '../../../economics/known.ts'
import type { Entry } from '../../../economics/ledger.ts'
import { machineOf } from '../../../economics/payback/history.ts'
import { DAY, isIn } from '../../../economics/period.ts'
import type { PriceBook } from '../../../economics/price.ts'
import { over, valuedEntries, withoutMoney } from '../../../economics/price-use.ts'
import { provingOutlook } from '../../../economics/proving/outlook.ts'
import {
  feesPerCycle,
  fillRate,
  incomePerCycle,
  type ProvingCounts,
  rewardPerCycle,
  workShare,
} from '../../../economics/proving/per-cycle.ts'
import { machineDays } from '../../../economics/role/card-hours.ts'
import { costOfRole, leftOut, usualCost } from '../../../economics/usual-cost.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { NetworkMoney } from '../open/network.ts'
import type { EconomicsMeans, NodeMoney } from '../open/node.ts'
import { countProving } from '../rows/proving.ts'
import { chainsOf } from '../rows/scope.ts'
import { createWriter } from './public.ts'

const METHOD = 'proving-1'
const PER_CYCLES: FigureKind = { unit: 'USD per 10^9 cycles', methodVersion: METHOD, places: 12 }
const MONTHS: FigureKind = { unit: 'months', methodVersion: METHOD, places: 2 }
const OF_LOCKS = 'fill rate is of locks: orders that were made off chain and never locked are unseen'
const NOT_SAME_WORK =
  'fees over cycles that were reported in the same time: reported work is for any customer or none, and of a request no log tells the cycles'
const SHARED = 'what came in a day stays as it was and is shared with the cycles of this machine'
const ROLE = 'snark-prover'

interface Told {
  readonly counts: ProvingCounts
  /** Of all provers. */
  readonly reported: bigint | null
  readonly within: readonly Entry[]
  readonly prices: PriceBook
  readonly fees: Known<Exact>
  readonly blocked: Known<never> | undefined
}

/** `NodeEconomics.proving`: what one prover's locks and reported work came to in the window. */
export async function answerNodeProving(snapshot: Snapshot, money: NodeMoney) {
  const { book, node, entries, pnl, blocked, context } = money
  const { network, window } = book.scope
  const of = { network, window, chains: chainsOf(book.network, money.class) }
  const counts = await countProving(snapshot, { ...of, node })
  const all = await countProving(snapshot, { ...of, node: null })
  const within = entries.filter((entry) => isIn(entry.at, window))
  const { fees } = pnl
  return toPublic({ counts, reported: all.reported, within, prices: book.prices, fees, blocked }, context)
}

/** `NetworkEconomics.proving`: the same of all provers together. */
export async function answerNetworkProving(snapshot: Snapshot, money: NetworkMoney) {
  return toPublic({ ...(await tellNetwork(snapshot, money)), reported: null }, money.context)
}

async function tellNetwork(snapshot: Snapshot, money: NetworkMoney): Promise<Told> {
  const { book, entries, receipts, blocked } = money
  const { network, window } = book.scope
  const of = { network, window, chains: chainsOf(book.network, money.class) }
  const counts = await countProving(snapshot, { ...of, node: null })
  const within = entries.filter((entry) => isIn(entry.at, window))
  return { counts, reported: counts.reported, within, prices: book.prices, fees: receipts.fees, blocked }
}

function toPublic({ counts, reported, within, prices, fees, blocked }: Told, context: FigureContext) {
  const { due, unknown, secondary } = counts
  const rate = createWriter({
    ...withoutMoney(context, due),
    caveats: [
      OF_LOCKS,
      ...(unknown > 0
        ? [`${unknown} locks are left out of which it is not known whether they were paid`]
        : []),
    ],
  })
  const count = createWriter(withoutMoney(context, secondary))
  const { reward, paid, income } = moneyPerCycle({ counts, within, prices, fees, blocked })
  const of = (kinds: readonly ('fee' | 'emission')[], caveats: readonly string[]) => {
    const said = over(context, valuedEntries(within, kinds), prices)
    return createWriter({ ...said, caveats: [...(said.caveats ?? []), ...caveats] })
  }
  const share =
    reported === null
      ? missing<Exact>('NOT_APPLICABLE', 'the share of all work in itself')
      : workShare(counts.reported, reported)
  return {
    locksDue: due,
    fillRate: rate(fillRate(counts), RATIO(METHOD)),
    secondary: count({ known: true, value: secondary }, COUNT(METHOD)),
    pricePerCycle: of(['fee'], [])(
      missing('NOT_OBSERVED', 'cycles of a request: they stand in no log of the market'),
      PER_CYCLES,
    ),
    reportedCycles: String(counts.reported),
    rewardedCycles: String(counts.rewarded),
    workShare: createWriter(withoutMoney(context, 0))(share, RATIO(METHOD)),
    rewardPerCycle: of(['emission'], [])(reward, PER_CYCLES),
    feesPerCycle: of(['fee'], [NOT_SAME_WORK])(paid, PER_CYCLES),
    incomePerCycle: of(['fee', 'emission'], [NOT_SAME_WORK])(income, PER_CYCLES),
  }
}

function moneyPerCycle({ counts, within, prices, fees, blocked }: Omit<Told, 'reported'>) {
  const reward = blocked ?? rewardPerCycle(within, prices, counts)
  const paid = blocked ?? feesPerCycle(fees, counts)
  return { reward, paid, income: incomePerCycle(reward, paid) }
}

export interface OutlookArguments {
  readonly mhz: string
  readonly wonShare: string
  readonly cost: CostInput
}

/**
 * `NetworkEconomics.provingOutlook`: income per cycle times what a machine proves, against what it costs and rents for.
 * @throws Unanswerable `BAD_USER_INPUT`
 */
export async function answerOutlook(
  { catalogue }: EconomicsMeans,
  snapshot: Snapshot,
  money: NetworkMoney,
  { mhz, wonShare, cost: given }: OutlookArguments,
) {
  const asked = {
    mhz: readNumber('mhz', mhz, exact(1_000_000)),
    wonShare: readNumber('wonShare', wonShare, ONE),
  }
  const { window } = money.book.scope
  const told = await tellNetwork(snapshot, money)
  const { within, prices, counts } = told
  const { income: perCycles } = moneyPerCycle(told)
  const { cost, assumed } = usualCost(costOfRole(ROLE, given), catalogue, window.to)
  const { model, gas, references } = toCost(cost, catalogue, window.to, window.to)
  const machine = machineOf(model.known ? costModelFor(cost.role ?? ROLE, model.value) : model)
  const days = machine.known
    ? machineDays(machine.value, [window.to], gas?.usdPerDay ?? ZERO, catalogue)
    : machine
  const perDay = exact(counts.reported * BigInt(DAY), Math.max(1, window.to - window.from))
  const outlook = provingOutlook({ perCycles, perDay }, asked, machine, days)
  const said = over(
    { ...money.context, stale: references.stale },
    valuedEntries(within, ['fee', 'emission']),
    prices,
  )
  const write = createWriter({
    ...said,
    caveats: [...(said.caveats ?? []), NOT_SAME_WORK, SHARED, ...leftOut(assumed)],
  })
  return {
    incomePerDay: write(outlook.income, USD(METHOD)),
    runningPerDay: write(outlook.running, USD(METHOD)),
    keptPerDay: write(outlook.kept, USD(METHOD)),
    lossOfValuePerDay: write(outlook.lossOfValue, USD(METHOD)),
    rentPerDay: write(outlook.rent, USD(METHOD)),
    paybackMonths: write(outlook.paybackMonths, MONTHS),
    assumed,
  }
}

function readNumber(name: string, text: string, most: Exact): Exact {
  const value = readDecimal(text)
  if (value && compare(value, ZERO) > 0 && compare(value, most) <= 0) return value
  throw unusable(`${name} must be a decimal number above 0, ${most.n} at most, got "${text.slice(0, 40)}"`)
}
