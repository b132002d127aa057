import { accrualOf } from '../accrual.ts'
import { wholeDays } from '../daily-revenue.ts'
import type { Exact } from '../exact.ts'
import type { Window } from '../figure.ts'
import { type Known, known } from '../known.ts'
import { countOf, type Entry } from '../ledger.ts'
import type { Presences } from '../presence.ts'
import type { PriceBook } from '../price.ts'
import { type PriceUse, priceUse, valuedIn } from '../price-use.ts'
import { countsInTime, type Peer, sampleOf } from '../sample.ts'
import { keptByNode, revenueByNode, withoutPayer } from './role-money.ts'

/** What the money of a role's nodes is worked out from. */
export interface RoleQuestion {
  readonly peers: readonly Peer[]
  readonly window: Window
  /** All that was ever paid to these nodes or staked behind them, in the order of the chain. */
  readonly entries: readonly Entry[]
  /** When nodes were there whose emissions say which time they are for. */
  readonly presences: Presences
  readonly prices: PriceBook
  /** Who paid these nodes most: its entries name it, those of others need not name anybody. Null: nobody. */
  readonly payer: string | null
  /** What operators kept is asked too: less commission and gas for each paid request, USD. Null: it is not. */
  readonly kept: { readonly commission: Known<Exact>; readonly usdPerClaim: Exact } | null
}

type Series = Known<readonly Float64Array[]>

/** By node and whole UTC day of the sample, USD; NaN: the node was not there. */
export interface RoleMoney {
  readonly revenue: Series
  /** Without what the largest payer paid and got back. */
  readonly unpaid: Series
  readonly kept: Series | null
  readonly prices: PriceUse
  /** How many entries it stands on. */
  readonly events: number
}

/** The money of a role's nodes: docs/methodology/role.md. */
export function roleMoney({
  peers,
  window,
  entries: all,
  presences,
  prices,
  payer,
  kept,
}: RoleQuestion): RoleMoney {
  const there = sampleOf(peers, window, known(null), 'not asked', known(true))
  const sample = { ...there, counts: countsInTime(there, accrualOf(all, window.to, presences)) }
  const days = wholeDays(window).filter(sample.has)
  const facts = { sample, peers, days, entries: all.filter(sample.counts), prices, presences }
  const revenue = revenueByNode(facts)
  const valued = valuedIn(facts.entries, window)
  return {
    revenue,
    unpaid: payer ? revenueByNode(withoutPayer(facts, payer)) : revenue,
    kept: kept && keptByNode({ ...facts, entries: all }, kept.commission, kept.usdPerClaim),
    prices: priceUse(valued, prices),
    events: countOf(valued),
  }
}
