import { hiddenFees, sharedPayees, strayPayees } from '../../../economics/attribution.ts'
import { type CostInput, toCost } from '../../../economics/cost-input.ts'
import { type Exact, exact } from '../../../economics/exact.ts'
import { COUNT, USD, written } from '../../../economics/figure.ts'
import { type Known, listKnown, mapKnown, missing } from '../../../economics/known.ts'
import type { Entry } from '../../../economics/ledger.ts'
import { profitAndLoss } from '../../../economics/pnl.ts'
import type { PriceBook } from '../../../economics/price.ts'
import { over, valuedIn, withoutMoney } from '../../../economics/price-use.ts'
import { receivedIn } from '../../../economics/receipts.ts'
import { delegatorsPartOf, stakeHistory } from '../../../economics/stake.ts'
import { type LeaversEarned, leaversEarned } from '../../../economics/survival.ts'
import { type AssumedInput, costOfRole, leftOut, roleSaid, usualCost } from '../../../economics/usual-cost.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { EconomicsMeans } from '../open/node.ts'
import type { Sums } from '../open/sums.ts'
import type { NodeLife } from '../rows/lifetimes.ts'
import { listClaimDays } from '../rows/service.ts'
import { createWriter } from './public.ts'
import type { SurvivalParent } from './survival.ts'

export interface LeaversArguments {
  readonly role?: string | null
  readonly cost?: CostInput | null
}

const NO_COST = missing<never>('COST_UNKNOWN', 'what a node that left had cost: give leavers(cost: …)')

/**
 * `Survival.leavers`: what nodes that left had earned by then. Their profit where the costs of each are known, else their
 * gross income, which the answer says and why.
 * @throws Unanswerable `BAD_USER_INPUT`
 */
export async function answerLeavers(
  means: EconomicsMeans,
  snapshot: Snapshot,
  { money, lifetimes }: SurvivalParent,
  asked: LeaversArguments,
) {
  const { cost } = asked
  const role = roleSaid(asked, means.catalogue)
  const gone = lifetimes.filter((life) => life.leftAt !== null && (!role || life.role === role))
  const past = await money.told(sumsOf(money, gone), 0)
  const byNode = Map.groupBy(past.entries, (entry) => entry.node)
  const stray = strayPayees(byNode.get(null) ?? [])
  const lives = gone.map((life) => toLife(money, life, byNode.get(life.node) ?? [], { ...past, stray }))
  const profits: Known<Exact>[] = []
  const stale = new Set<string>()
  const filled = new Map<string, AssumedInput>()
  for (const life of cost ? lives : []) {
    const { profit, used, assumed } = await profitOf(means, snapshot, life, cost ?? {})
    for (const each of assumed) filled.set(each.input, each)
    profits.push(profit)
    for (const each of used) stale.add(each)
  }
  const profit = cost ? leaversEarned(listKnown(profits)) : NO_COST
  const gross = leaversEarned(listKnown(lives.map(lifeGross)))
  const basis = profit.known ? 'profit' : 'gross'
  const found: Known<LeaversEarned> = profit.known ? profit : gross
  const valued = lives.flatMap((life) => valuedIn(life.entries, life.window))
  const shares = { emissionShare: null, relatedPartyShare: null }
  const context = { ...money.context, ...shares, stale: basis === 'profit' ? [...stale] : [] }
  const assumed = [...filled.values()]
  const said =
    basis === 'gross'
      ? ['gross income and not profit: what these nodes had cost is not known']
      : leftOut(assumed)
  const of = over(context, valued, past.prices)
  const write = createWriter({ ...of, caveats: [...(of.caveats ?? []), ...said] })
  const lost = createWriter(withoutMoney(context, gone.length))
  return {
    basis,
    nodes: gone.length,
    earned: write(
      mapKnown(found, (it) => it.p50),
      USD(basis === 'profit' ? 'leavers-profit-1' : 'leavers-gross-1'),
      found.known ? quartilesOf(found.value) : null,
    ),
    atALoss: lost(
      mapKnown(profit, (it) => exact(it.atALoss)),
      COUNT('leavers-profit-1'),
    ),
    assumed,
    missing: profit.known ? [] : profit.missing,
  }
}

/** What these nodes received, and what came to accounts that may hide it; told apart where they joined and left. */
function sumsOf({ book }: SurvivalParent['money'], gone: readonly NodeLife[]): Sums {
  const { operators, network, scope } = book
  const whole = { from: 0, to: scope.window.to }
  const accounts = gone.flatMap(({ node }) => [...operators.accountsOf(node)])
  const keys = [...gone.map(({ node }) => node), ...accounts, ...sharedPayees(network)]
  const splits = new Map<string, number[]>()
  for (const { node, joinedAt, leftAt } of gone)
    splits.set(node, [...(splits.get(node) ?? []), joinedAt, leftAt ?? scope.window.to])
  return { by: 'node', only: new Map(keys.map((key) => [key, whole])), cuts: [], splits }
}

interface Life {
  readonly money: SurvivalParent['money']
  readonly node: NodeLife
  readonly window: { readonly from: number; readonly to: number }
  readonly entries: readonly Entry[]
  readonly prices: PriceBook
  readonly accounts: ReadonlySet<string>
  /** Why its fees cannot be told, or why none of its tokens is money. */
  readonly blocked: Known<never> | undefined
}

function toLife(
  money: SurvivalParent['money'],
  node: NodeLife,
  entries: readonly Entry[],
  { prices, stray }: { readonly prices: PriceBook; readonly stray: ReadonlySet<string> },
): Life {
  const { book } = money
  const window = { from: node.joinedAt, to: node.leftAt ?? book.scope.window.to }
  const accounts = book.operators.accountsOf(node.node)
  const blocked = money.blocked ?? hiddenFees(stray, entries, accounts, sharedPayees(book.network))
  return { money, node, window, entries, prices, accounts, blocked }
}

async function profitOf(means: EconomicsMeans, snapshot: Snapshot, life: Life, given: CostInput) {
  const { money, node, window, entries, prices, accounts, blocked } = life
  const { book } = money
  const { to } = book.scope.window
  const { cost: terms, assumed } = usualCost(costOfRole(node.role, given), means.catalogue, to)
  const cost = toCost(terms, means.catalogue, window.from, to, window.to)
  const history = stakeHistory(entries, accounts, window.to)
  const { economicProfit } = profitAndLoss({
    class: money.class,
    role: terms.role ?? 'unknown',
    entries,
    window,
    prices,
    cost: cost.model,
    gas: cost.gas
      ? {
          basis: 'operator',
          ...cost.gas,
          claims: await listClaimDays(snapshot, book.scope.network, node.node, window),
        }
      : { basis: 'unseen' },
    feesAttributable: !blocked,
    delegatorsPart: delegatorsPartOf(history, cost.commission, prices),
    ownAccounts: accounts,
    opportunityRate: cost.stakeRate,
  })
  return { profit: economicProfit, used: cost.references.stale, assumed }
}

/** Fees less refunds, and emissions, over a whole life. */
function lifeGross({ entries, prices, window, blocked }: Life): Known<Exact> {
  if (blocked) return blocked
  return receivedIn(entries, window, prices)
}

function quartilesOf({ p25, p50, p75 }: LeaversEarned) {
  return { p5: null, p25: written(p25, 6), p50: written(p50, 6), p75: written(p75, 6), p95: null }
}
