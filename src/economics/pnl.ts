import { type CostModel, costModelFor, depreciationOver, runningCosts } from './cost.ts'
import { add, type Exact, fromBaseUnits, multiply, negate, sum, ZERO } from './exact.ts'
import type { FigureContext, MoneyClass, Window } from './figure.ts'
import { type GasTerms, gasOver } from './gas.ts'
import { allKnown, type Known, known, listKnown, mapKnown, missing } from './known.ts'
import { assertClass, countOf, type Entry } from './ledger.ts'
import { grossAtConstantPrice } from './lots.ts'
import { isIn, type Period, splitWindow } from './period.ts'
import type { PriceBook } from './price.ts'
import { emissionShareOf, grossOf, receivedIn } from './receipts.ts'
import { costOfStake, type StakeHistory, stakeHistory, stakeValueSeconds } from './stake.ts'
import {
  moneyReason,
  ofKind,
  share,
  signedValue,
  totalValue,
  valuedIncome,
  withoutUnpriced,
} from './value.ts'

export interface PnlInput {
  readonly class: MoneyClass
  readonly role: string
  /** All entries of this node and class up to the window's end; those before it only tell the stake. */
  readonly entries: readonly Entry[]
  readonly window: Window
  readonly prices: PriceBook
  readonly cost: Known<CostModel>
  /** From when costs accrue, Unix seconds: a node costs nothing before it is there. Absent: from the window's start. */
  readonly since?: number
  /** Until when costs accrue: the node left. Absent or null: until the window's end. */
  readonly until?: number | null
  readonly gas: GasTerms
  /** False where fees go to an address that many nodes share: then no fee is this node's to show. */
  readonly feesAttributable: boolean
  /** Share of what is received at a moment (Unix seconds) that belongs to delegators after commission. */
  readonly delegatorsPart: (at: number) => Known<Exact>
  /** Accounts whose stake is the operator's own. */
  readonly ownAccounts: ReadonlySet<string>
  /** What the stake would have earned elsewhere, per year: stated beside the figure. */
  readonly opportunityRate: Known<Exact>
}

/** A statement in USD at receipt. Costs are positive numbers that are subtracted. */
export interface Pnl {
  readonly window: Window
  /** The part of it in which the node was there: what it costs is of this. */
  readonly there: Window
  readonly fees: Known<Exact>
  readonly refunds: Known<Exact>
  readonly emissions: Known<Exact>
  /** Fees less refunds, and emissions. */
  readonly gross: Known<Exact>
  /** The same receipts at the price of the whole window's last moment: to compare work, not income. */
  readonly grossAtConstantPrice: Known<Exact>
  readonly power: Known<Exact>
  readonly hosting: Known<Exact>
  readonly upstream: Known<Exact>
  readonly gas: Known<Exact>
  readonly delegators: Known<Exact>
  readonly netCash: Known<Exact>
  /** Capital that the operator lost to penalties: beside cash, not in it. */
  readonly ownSlashes: Known<Exact>
  readonly delegatorSlashes: Known<Exact>
  readonly depreciation: Known<Exact>
  readonly stakeCost: Known<Exact>
  readonly economicProfit: Known<Exact>
  readonly emissionShare: Known<Exact>
  readonly relatedPartyShare: Known<Exact>
  readonly events: number
  readonly paidRequests: number
}

/**
 * A node's statement over a window: `net cash = gross − power − hosting − upstream − gas − delegators' share`;
 * `economic profit = net cash − own slashes − depreciation − cost of stake`.
 * Source: docs/methodology/pnl.md.
 * @throws CodedError `MIXED_CLASS`
 */
export function profitAndLoss(input: PnlInput): Pnl {
  assertClass(input.entries, input.class)
  return statement(
    input,
    stakeHistory(input.entries, input.ownAccounts, input.window.to),
    input.window.to - 1,
  )
}

/** One statement per UTC day, week or month that the window touches. */
export function profitAndLossBy(period: Period, input: PnlInput): readonly Pnl[] {
  assertClass(input.entries, input.class)
  const history = stakeHistory(input.entries, input.ownAccounts, input.window.to)
  return splitWindow(input.window, period).map((window) =>
    statement({ ...input, window }, history, input.window.to - 1),
  )
}

function statement(input: PnlInput, history: StakeHistory, constantAt: number): Pnl {
  const { window, prices } = input
  const within = input.entries.filter((entry) => isIn(entry.at, window))
  const paid = ofKind(within, 'fee')
  const money = moneyReason(input.class)
  const fees = money ?? feeReason(input) ?? totalValue(paid, prices)
  const refunds = money ?? feeReason(input) ?? totalValue(ofKind(within, 'refund'), prices)
  const emissions = money ?? totalValue(ofKind(within, 'emission'), prices)
  const gross =
    money ?? (feeReason(input) ? grossOf({ fees, refunds, emissions }) : receivedIn(within, window, prices))
  const model = input.cost.known ? costModelFor(input.role, input.cost.value) : input.cost
  const there = presenceIn(input)
  const running = model.known ? runningCosts(model.value, there, countOf(paid)) : model
  const gas = money ?? gasOver(input.gas, within, { window, there }, prices)
  const delegators = mapKnown(allKnown({ gross, owed: owedToDelegators(input, within) }), (it) => it.owed)
  const netCash = mapKnown(allKnown({ gross, running, gas, delegators }), (it) =>
    add(
      it.gross,
      negate(sum([it.running.power, it.running.hosting, it.running.upstream, it.gas, it.delegators])),
    ),
  )
  const slashes = money ? { own: money, others: money } : slashLoss(within, history, window, prices)
  const depreciation = model.known ? depreciationOver(model.value, there) : model
  const stakeCost =
    money ?? costOfStake(stakeValueSeconds(history, there, 'own', prices), input.opportunityRate)
  const related =
    feeReason(input) ??
    totalValue(
      withoutUnpriced(paid).filter((entry) => entry.related !== null),
      prices,
    )
  return {
    window,
    there,
    fees,
    refunds,
    emissions,
    gross,
    grossAtConstantPrice: money ?? feeReason(input) ?? grossAtConstantPrice(within, prices, constantAt),
    power: mapKnown(running, (it) => it.power),
    hosting: mapKnown(running, (it) => it.hosting),
    upstream: mapKnown(running, (it) => it.upstream),
    gas,
    delegators,
    netCash,
    ownSlashes: slashes.own,
    delegatorSlashes: slashes.others,
    depreciation,
    stakeCost,
    economicProfit: mapKnown(allKnown({ netCash, own: slashes.own, depreciation, stakeCost }), (it) =>
      add(it.netCash, negate(sum([it.own, it.depreciation, it.stakeCost]))),
    ),
    emissionShare: emissionShareOf({ fees, refunds, emissions }),
    relatedPartyShare: share(related, fees, 'fees in the window'),
    events: countOf(within),
    paidRequests: countOf(paid),
  }
}

/** The part of the input's window in which the node was there. */
export function presenceIn({ window, since, until }: Pick<PnlInput, 'window' | 'since' | 'until'>): Window {
  const to = Math.max(window.from, Math.min(until ?? window.to, window.to))
  return { from: Math.min(Math.max(window.from, since ?? window.from), to), to }
}

type SharingTerms = Pick<PnlInput, 'delegatorsPart' | 'prices'>

/** What is the delegators' of receipts: each by the share of its own moment; a refund takes back as much of theirs. */
export function owedToDelegators(terms: SharingTerms, within: readonly Entry[]): Known<Exact> {
  return mapKnown(listKnown(valuedIncome(within).map((entry) => owedOf(entry, terms))), sum)
}

/** What is the delegators' of one receipt. */
export function owedOf(entry: Entry, { delegatorsPart, prices }: SharingTerms): Known<Exact> {
  const parts = allKnown({ value: signedValue(entry, prices), part: delegatorsPart(entry.at) })
  return mapKnown(parts, ({ value, part }) => multiply(value, part))
}

/** What is the operator's of one receipt. */
export function keptOf(entry: Entry, terms: SharingTerms): Known<Exact> {
  const parts = allKnown({ value: signedValue(entry, terms.prices), owed: owedOf(entry, terms) })
  return mapKnown(parts, ({ value, owed }) => add(value, negate(owed)))
}

function feeReason(input: PnlInput): Known<never> | undefined {
  if (input.feesAttributable) return undefined
  return missing('NOT_ATTRIBUTABLE', 'fees go to an address that several nodes share')
}

function slashLoss(
  within: readonly Entry[],
  history: StakeHistory,
  window: Window,
  prices: PriceBook,
): { own: Known<Exact>; others: Known<Exact> } {
  const unknown = within.filter((entry) => entry.kind === 'penalty' && entry.amount === null)
  const first = unknown[0]
  if (first) {
    const gap = missing<Exact>(
      'SEVERITY_UNKNOWN',
      `amount of ${first.reason ?? 'penalty'} in ${first.source.txHash}`,
    )
    return { own: gap, others: gap }
  }
  const taken = history.slashes.filter((slash) => isIn(slash.entry.at, window))
  // Whose the stake was is not known, so neither is who lost it.
  if (taken.length > 0 && history.gap?.from === Number.NEGATIVE_INFINITY)
    return { own: history.gap.why, others: history.gap.why }
  const priced = taken.map((slash) =>
    mapKnown(prices.priceAt(slash.entry.token, slash.entry.at), ({ price }) => {
      const unit = multiply(price, fromBaseUnits(1n, slash.entry.token.decimals))
      return { own: multiply(slash.own, unit), others: multiply(slash.others, unit) }
    }),
  )
  const all = priced.length === 0 ? known([{ own: ZERO, others: ZERO }]) : listKnown(priced)
  return {
    own: mapKnown(all, (each) => sum(each.map((it) => it.own))),
    others: mapKnown(all, (each) => sum(each.map((it) => it.others))),
  }
}

/** Emission and related-party shares of a statement, for the envelope. */
export function sharesOf(
  pnl: Pnl,
  stale: readonly string[],
): Pick<FigureContext, 'emissionShare' | 'relatedPartyShare' | 'stale'> {
  return { emissionShare: orNull(pnl.emissionShare), relatedPartyShare: orNull(pnl.relatedPartyShare), stale }
}

/** The value, or null where the public form has no reason beside it. */
export function orNull<T>(value: Known<T>): T | null {
  return value.known ? value.value : null
}
