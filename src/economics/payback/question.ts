import { type CostModel, powerUsdPerSecond } from '../cost.ts'
import { type Exact, exact, fromBaseUnits, multiply, sum, ZERO } from '../exact.ts'
import type { Window } from '../figure.ts'
import { allKnown, type Known, known, listKnown, mapKnown } from '../known.ts'
import type { Entry } from '../ledger.ts'
import { countLosses, nodeDays } from '../losses.ts'
import { type Exposure, penaltyRate, type RatePrior } from '../penalties.ts'
import { MONTH } from '../period.ts'
import type { Pnl } from '../pnl.ts'
import type { PriceBook, Token } from '../price.ts'
import { netFeesOf } from '../receipts.ts'
import type { ReferenceRows } from '../reference-rows.ts'
import type { Sample } from '../sample.ts'
import type { StakeHistory } from '../stake.ts'
import { ofKind } from '../value.ts'
import { assumptionsOf } from './assume.ts'
import { SIMULATION } from './assumptions.ts'
import { type FeeCurrency, pathToken } from './fee-currency.ts'
import { lengthOf, machineOf, nodesOf, type PaidFees, paidFees, secondsOf } from './history.ts'
import { ageInMonths, type MachinePast } from './past.ts'
import type { PaybackQuestion } from './payback.ts'
import { rentalTerms } from './rental.ts'
import type { Spreads } from './spreads.ts'
import { steadyState } from './steady.ts'
import { emittedPerDay, lastPriceOf, priceModel } from './token.ts'
import type { Unlock } from './unlock.ts'

/** One class of a node's money, or of the mean node of a sample, as payback asks it. */
export interface NodeFacts {
  readonly role: string | null
  readonly entries: readonly Entry[]
  readonly pnl: Pnl
  readonly history: StakeHistory
  readonly cost: Known<CostModel>
  readonly delegatorsPart: Known<Exact>
  readonly prices: PriceBook
  readonly window: Window
  /** The part of the window in which the node was there. */
  readonly seen: Window
  readonly firstTime: number
  /** Until when it could lose stake. */
  readonly watchedUntil: number
  /** Why the fees of this node cannot be told, if so. */
  readonly blocked: Known<never> | undefined
  /** Given with the day of a purchase. */
  readonly past?: MachinePast | undefined
  readonly sample?: Sample | undefined
}

export interface PaybackSettings {
  readonly yearlyDiscount: Exact
  readonly horizonMonths: number
  readonly paths: number
  readonly seed: number
  /** From the window's end until issuance ends; absent: nobody said that it does. */
  readonly emissionMonths?: Exact | undefined
}

/** What the future is drawn from besides the node's own past. */
export interface Outlook {
  readonly catalogue: ReferenceRows
  readonly settings: PaybackSettings
  readonly comparable: Exposure
  readonly spreads: Known<Spreads>
  readonly prior: Known<RatePrior>
  /** Until a stake is free after leaving, as the network discloses it; null: it does not. */
  readonly unlock: Unlock | null
}

/** A question with what decided it: the currency of its fees, and the token whose price is simulated. */
export interface AskedPayback extends PaybackQuestion {
  readonly currency: FeeCurrency
  readonly path: Token | null
}

/** The question of one node, or of the mean node of a sample, and class. `paths` and `horizonMonths` are bounded by the caller. */
export function toQuestion(facts: NodeFacts, outlook: Outlook): AskedPayback {
  const { pnl, cost, window, sample } = facts
  const { settings } = outlook
  const paid = paidFees(facts)
  const path = pathOf(facts, paid)
  const token = path.known ? path.value : null
  const common = commonOf(facts, path)
  const tokensPerDay = token ? emittedPerDay(facts, token) : ZERO
  const price = path.known ? priceModel(token, facts) : path
  const days = listKnown(paid.days)
  const nodes = nodesOf(facts, paid, token) ?? known(undefined)
  const rate = mapKnown(outlook.prior, (prior) => penaltyRate(ownLosses(facts), outlook.comparable, prior))
  return {
    currency: paid.currency,
    path: token,
    role: facts.role ?? 'unknown',
    cost,
    fees: common.fees,
    runningCosts: mapKnown(
      allKnown({ power: pnl.power, hosting: pnl.hosting, upstream: pnl.upstream, gas: pnl.gas }),
      (it) => sum([it.power, it.hosting, it.upstream, it.gas]),
    ),
    paidRequests: pnl.paidRequests,
    ...(sample ? { meanRequests: paid.requests, sampledNodes: sample.nodes } : {}),
    historyDays: paid.days.length,
    assumptions: mapKnown(
      allKnown({ common: allKnown(common), price, days, nodes, spreads: outlook.spreads, rate }),
      (it) =>
        assumptionsOf({
          ...it,
          paid,
          tokensPerDay,
          settings,
          paidEvents: pnl.paidRequests,
          ageMonths: ageInMonths(facts.past, window.to),
          unlockSeconds: outlook.unlock?.seconds ?? 0,
        }),
    ),
    steady: mapKnown(allKnown({ common: allKnown(common), received: paid.received }), (it) =>
      steadyState({ ...it, paid, tokensPerDay, settings, days: lengthOf(facts) }),
    ),
    rental: rentalTerms(cost, outlook.catalogue, window.to),
    simulation: {
      paths: settings.paths,
      horizonMonths: settings.horizonMonths,
      seed: settings.seed,
      blockDays: SIMULATION.blockDays,
    },
  }
}

/** The token whose price is simulated: of the fees, the emissions and the operator's own stake. */
function pathOf({ entries, window, history }: NodeFacts, { currency }: PaidFees): Known<Token | null> {
  return pathToken([
    ...(currency.token ? [currency.token] : []),
    ...ofKind(entries, 'emission', window).map(({ token }) => token),
    ...ownStakes(history, window).map((span) => span.token),
  ])
}

function commonOf(facts: NodeFacts, path: Known<Token | null>) {
  const { pnl, history, window, sample } = facts
  const machine = machineOf(facts.cost)
  const token = path.known ? path.value : null
  const staked = () =>
    sum(ownStakes(history, window).map((span) => multiply(span.own, fromBaseUnits(1n, span.token.decimals))))
  return {
    machine,
    capex: machine.known ? machine.value.capexUsd : machine,
    power: machine.known ? powerUsdPerSecond(machine.value) : machine,
    hosting: machine.known ? machine.value.hostingUsdPerMonth : machine,
    gas: mapKnown(pnl.gas, (usd) => multiply(usd, exact(MONTH, secondsOf(facts)))),
    lastPrice: path.known ? lastPriceOf(token, facts) : path,
    stake: sample?.stake.known === false ? sample.stake : mapKnown(path, staked),
    delegators: facts.delegatorsPart,
    fees: netFeesOf(pnl),
    // What is not known of the past is not taken for earned: the answer says so with its figure.
    pastCash: known(facts.past?.cash.known ? facts.past.cash.value : ZERO),
  }
}

/** The operator's own stakes at the window's end. */
function ownStakes({ spans }: StakeHistory, window: Window) {
  return spans.filter((span) => span.to === window.to && span.own.n !== 0n)
}

function ownLosses({ sample, entries, firstTime, watchedUntil }: NodeFacts): Exposure {
  return sample
    ? { events: 0, nodeDays: ZERO }
    : { events: countLosses(entries), nodeDays: nodeDays(firstTime, watchedUntil) }
}
