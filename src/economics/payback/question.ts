import { type CostModel, powerUsdPerSecond } from '../cost.ts'
import { lengthOf, secondsOf } from '../emitted.ts'
import { type Exact, exact, fromBaseUnits, multiply, ONE, sum, ZERO } from '../exact.ts'
import type { Window } from '../figure.ts'
import { allKnown, type Known, known, listKnown, mapKnown } from '../known.ts'
import type { Entry } from '../ledger.ts'
import { countLosses, nodeDays } from '../losses.ts'
import { type Exposure, penaltyRate, type RatePrior } from '../penalties.ts'
import { DAY, MONTH } from '../period.ts'
import type { Pnl } from '../pnl.ts'
import type { Presences } from '../presence.ts'
import type { PriceBook, Token } from '../price.ts'
import { netFeesOf } from '../receipts.ts'
import type { ReferenceRows } from '../reference-rows.ts'
import type { Sample } from '../sample.ts'
import type { StakeHistory } from '../stake.ts'
import { ofKind, withoutUnpriced } from '../value.ts'
import { assumptionsOf } from './assume.ts'
import { type OtherToken, SIMULATION } from './assumptions.ts'
import type { FeeCurrency } from './fee-currency.ts'
import { machineOf, nodesOf, type PaidFees, paidFees } from './history.ts'
import { ageInMonths, type MachinePast } from './past.ts'
import type { PaybackQuestion } from './payback.ts'
import { rentalTerms } from './rental.ts'
import type { Spreads } from './spreads.ts'
import { type OtherWorth, steadyState } from './steady.ts'
import { lastPriceOf, otherToken, priceModel, tokensPerDay } from './token.ts'
import type { Unlock } from './unlock.ts'

/** One class of a node's money, or of the mean node of a sample, as payback asks it. */
export interface NodeFacts {
  /** As which the machine is costed. */
  readonly role: string
  readonly entries: readonly Entry[]
  readonly pnl: Pnl
  readonly history: StakeHistory
  readonly cost: Known<CostModel>
  readonly delegatorsPart: Known<Exact>
  readonly prices: PriceBook
  /** When nodes were there whose emissions say which time they are for. */
  readonly presences: Presences
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

/** A question with what decided it: the currency of its fees, and the tokens whose prices are simulated. */
export interface AskedPayback extends PaybackQuestion {
  readonly currency: FeeCurrency
  readonly paths: readonly Token[]
  /** What is left to each beside one more node; undefined: a node that is there was asked about. */
  readonly entryShare: Exact | undefined
  /** Whole tokens of emissions that it counts with in a month, before the delegators' part. */
  readonly emissionsPerMonth: ReadonlyMap<Token, Exact>
}

/** The question of one node, or of the mean node of a sample, and class. `paths` and `horizonMonths` are bounded by the caller. */
export function toQuestion(facts: NodeFacts, outlook: Outlook): AskedPayback {
  const { pnl, cost, window, sample } = facts
  const { settings } = outlook
  const paid = paidFees(facts)
  const paths = pathsOf(facts, paid)
  const [token = null, ...others] = paths
  const common = commonOf(facts, token)
  const emitted = new Map(paths.map((each) => [each, tokensPerDay(facts, each)]))
  const perDay = (each: Token | null) => (each && emitted.get(each)) ?? ZERO
  const ofFirst = perDay(token)
  const price = priceModel(token, facts)
  const otherTokens = listKnown(
    others.map((each, index) => otherOf(facts, each, perDay(each), paths.slice(0, index + 1))),
  )
  const days = listKnown(paid.days)
  const nodes = nodesOf(facts, paid, paths) ?? known(undefined)
  const entryShare = sample && entryShareOf(sample)
  const rate = mapKnown(outlook.prior, (prior) => penaltyRate(ownLosses(facts), outlook.comparable, prior))
  return {
    currency: paid.currency,
    paths,
    entryShare,
    emissionsPerMonth: new Map(
      [...emitted]
        .filter(([, amount]) => amount.n > 0n)
        .map(([each, amount]) => [each, multiply(multiply(amount, exact(MONTH, DAY)), entryShare ?? ONE)]),
    ),
    role: facts.role,
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
      allKnown({ common: allKnown(common), price, otherTokens, days, nodes, spreads: outlook.spreads, rate }),
      (it) =>
        assumptionsOf({
          ...it,
          paid,
          tokensPerDay: ofFirst,
          entryShare,
          settings,
          paidEvents: pnl.paidRequests,
          ageMonths: ageInMonths(facts.past, window.to),
          unlockSeconds: outlook.unlock?.seconds ?? 0,
        }),
    ),
    steady: mapKnown(
      allKnown({
        common: allKnown(common),
        received: paid.received,
        others: listKnown(others.map((each) => otherWorth(facts, each, perDay(each)))),
      }),
      (it) =>
        steadyState({ ...it, paid, tokensPerDay: ofFirst, entryShare, settings, days: lengthOf(facts) }),
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

/**
 * The tokens whose prices are simulated: of the fees, the emissions and the operator's own stake. A token that nobody prices is left
 * out of what it is a part of, as in the statement, as long as there is another.
 */
function pathsOf({ entries, window, history }: NodeFacts, { currency }: PaidFees): readonly Token[] {
  const emitted = withoutUnpriced(ofKind(entries, 'emission', window))
  return [
    ...new Set([
      ...(currency.token ? [currency.token] : []),
      ...emitted.map(({ token }) => token),
      ...ownStakes(history, window).map((span) => span.token),
    ]),
  ]
}

/** The operator's own stake in a token at the window's end, in whole tokens. */
function ownStakeOf({ history, window }: NodeFacts, token: Token | null): Exact {
  const own = ownStakes(history, window).filter((span) => span.token === token)
  return sum(own.map((span) => multiply(span.own, fromBaseUnits(1n, span.token.decimals))))
}

function otherOf(facts: NodeFacts, token: Token, perDay: Exact, before: readonly Token[]): Known<OtherToken> {
  const amounts = { stake: ownStakeOf(facts, token), perDay }
  return otherToken(token, before, amounts, facts)
}

/** What a further token's emissions of a day and the stake in it are worth at its last price, USD. */
function otherWorth(facts: NodeFacts, token: Token, perDay: Exact): Known<OtherWorth> {
  return mapKnown(lastPriceOf(token, facts), (price) => ({
    emissionsUsdPerDay: multiply(perDay, price),
    stakeUsd: multiply(ownStakeOf(facts, token), price),
  }))
}

/** Of n nodes that are there, `n ÷ (n + 1)`; where none is, nobody shares. */
function entryShareOf({ there }: Sample): Exact {
  return there === 0 ? ONE : exact(there, there + 1)
}

function commonOf(facts: NodeFacts, token: Token | null) {
  const { pnl, sample } = facts
  const machine = machineOf(facts.cost)
  return {
    machine,
    capex: machine.known ? machine.value.capexUsd : machine,
    power: machine.known ? powerUsdPerSecond(machine.value) : machine,
    hosting: machine.known ? machine.value.hostingUsdPerMonth : machine,
    gas: mapKnown(pnl.gas, (usd) => multiply(usd, exact(MONTH, secondsOf(facts)))),
    lastPrice: lastPriceOf(token, facts),
    stake: sample?.stake.known === false ? sample.stake : known(ownStakeOf(facts, token)),
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
