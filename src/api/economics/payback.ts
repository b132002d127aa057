import type { CostModel, MachineCosts } from '../../economics/cost.ts'
import { powerUsdPerSecond } from '../../economics/cost.ts'
import {
  add,
  divide,
  type Exact,
  exact,
  fromBaseUnits,
  fromDecimal,
  multiply,
  negate,
  ONE,
  subtract,
  sum,
  toNumber,
  ZERO,
} from '../../economics/exact.ts'
import { allKnown, type Known, known, listKnown, mapKnown, missing } from '../../economics/known.ts'
import type { Entry } from '../../economics/ledger.ts'
import type { Assumptions, PriceModel, Triangle } from '../../economics/payback/assumptions.ts'
import type { SteadyState } from '../../economics/payback/break-even.ts'
import type { RentalTerms } from '../../economics/payback/counterfactual.ts'
import { estimatePrice, NO_TOKEN } from '../../economics/payback/estimate.ts'
import { type FeeCurrency, feeCurrency, inTokens, pathToken } from '../../economics/payback/fee-currency.ts'
import type { PaybackQuestion } from '../../economics/payback/payback.ts'
import { type Exposure, penaltyRate, type RatePrior } from '../../economics/penalties.ts'
import { DAY, MONTH } from '../../economics/period.ts'
import { logReturns, type Token } from '../../economics/price.ts'
import { ofKind, valueAtReceipt } from '../../economics/value.ts'
import { type Catalogue, findReference, likelyValue } from '../../platform/catalogue.ts'
import type { NodeMoney } from './node.ts'
import type { Spreads } from './payback-spreads.ts'
import { countLosses, nodeDays } from './penalties.ts'
import { dailyRevenue } from './revenue.ts'
import type { Sample } from './sample.ts'

export interface PaybackSettings {
  readonly yearlyDiscount: Exact
  readonly horizonMonths: number
  readonly paths: number
  readonly seed: number
}

/** A question with what decided it: the currency of its fees, and the token whose price is simulated. */
export interface AskedPayback extends PaybackQuestion {
  readonly currency: FeeCurrency
  readonly path: Token | null
}

/** The question of one node (or of the mean node of a sample) and class, from its ledger. `paths` and `horizonMonths` are bounded by the caller. */
export function toQuestion(
  money: NodeMoney & { readonly sample?: Sample },
  catalogue: Catalogue,
  settings: PaybackSettings,
  comparable: Exposure,
  spreads: Known<Spreads>,
  prior: Known<RatePrior>,
): AskedPayback {
  const { pnl, input, entries, book, cost, blocked, sample } = money
  const { window } = book.scope
  const fees = mapKnown(allKnown({ fees: pnl.fees, refunds: pnl.refunds }), (it) =>
    subtract(it.fees, it.refunds),
  )
  const runningCosts = mapKnown(
    allKnown({ power: pnl.power, hosting: pnl.hosting, upstream: pnl.upstream, gas: pnl.gas }),
    (it) => sum([it.power, it.hosting, it.upstream, it.gas]),
  )
  const { seen } = money
  const seconds = secondsOf(money)
  const paid = [...ofKind(entries, 'fee', seen), ...ofKind(entries, 'refund', seen)]
  const currency = feeCurrency(ofKind(paid, 'fee'), book.prices)
  const feeToken = currency.token
  const whole = (entry: Entry) =>
    feeToken ? inTokens(entry, feeToken, book.prices) : valueAtReceipt(entry, book.prices)
  const worth = sample ? (entry: Entry) => sample.mean(entry, whole(entry)) : whole
  const days = dailyRevenue(paid, seen, worth, blocked, sample?.has)
  const received = blocked ?? netOf(paid, worth)
  const held = ownStakes(money)
  const path = pathToken([
    ...(feeToken ? [feeToken] : []),
    ...ofKind(entries, 'emission', window).map((entry) => entry.token),
    ...held.map((span) => span.token),
  ])
  const token = path.known ? path.value : null
  const price = path.known ? priceOf(token, money) : path
  const stake =
    sample?.stake.known === false
      ? sample.stake
      : mapKnown(path, () =>
          sum(held.map((span) => multiply(span.own, fromBaseUnits(1n, span.token.decimals)))),
        )
  const tokensPerDay = token ? divide(emittedOf(money, token), exact(seconds, DAY)) : ZERO
  const answered = sample ? sample.count(ofKind(paid, 'fee')) : exact(pnl.paidRequests)
  const machine = machineOf(cost.model)
  const common = allKnown({
    machine,
    capex: machine.known ? machine.value.capexUsd : machine,
    power: machine.known ? powerUsdPerSecond(machine.value) : machine,
    hosting: machine.known ? machine.value.hostingUsdPerMonth : machine,
    gas: mapKnown(pnl.gas, (usd) => multiply(usd, exact(MONTH, seconds))),
    lastPrice: path.known ? lastPriceOf(token, money) : path,
    stake,
    delegators: input.delegatorsPart,
    fees,
  })
  const own = sample
    ? { events: 0, nodeDays: ZERO }
    : { events: countLosses(entries), nodeDays: nodeDays(money.firstTime, money.watchedUntil) }
  const posterior = mapKnown(prior, (it) => penaltyRate(own, comparable, it))
  const assumptions = mapKnown(
    allKnown({ common, price, days: listKnown(days), spreads, posterior }),
    ({ common: it, price: model, days: daily, spreads: spread, posterior: rate }): Assumptions => ({
      capexUsd: toNumber(it.capex),
      stakeTokens: toNumber(it.stake),
      dailyFees: Float64Array.from(daily, toNumber),
      feesPricedIn: currency.pricedIn,
      paidEvents: pnl.paidRequests,
      emissionTokensPerDay: toNumber(tokensPerDay),
      delegatorsPart: toNumber(it.delegators),
      powerUsdPerMonth: toNumber(it.power) * MONTH,
      otherUsdPerMonth: toNumber(add(it.hosting, it.gas)),
      price: model,
      nodeGrowth: spread.nodeGrowth,
      powerFactor: spread.powerFactor,
      residual: residualOf(it.machine, spread.residualSpread),
      residualAtMonths: toNumber(it.machine.depreciation.years) * 12,
      slashes: {
        shape: toNumber(rate.shape),
        exposureYears: toNumber(rate.nodeDays) / 365.25,
        severity: spread.severity,
      },
      yearlyDiscount: toNumber(settings.yearlyDiscount),
    }),
  )
  const steady = mapKnown(allKnown({ common, received }), ({ common: it, received: all }): SteadyState => {
    // In tokens the past is worth what a token is worth now; in USD what was received.
    const earned = feeToken ? multiply(all, it.lastPrice) : it.fees
    const length = exact(seconds, DAY)
    const requests = divide(answered, length)
    return {
      capexUsd: it.capex,
      stakeTokens: it.stake,
      tokenPriceUsd: it.lastPrice,
      requestsPerDay: requests,
      marginPerRequest: pnl.paidRequests === 0 ? ZERO : divide(earned, answered),
      feesPricedIn: currency.pricedIn,
      emissionTokensPerDay: tokensPerDay,
      keptPart: subtract(ONE, it.delegators),
      fixedUsdPerMonth: sum([multiply(it.power, exact(MONTH)), it.hosting, it.gas]),
      monthlyDiscount: divide(settings.yearlyDiscount, exact(12)),
      horizonMonths: settings.horizonMonths,
    }
  })
  return {
    currency,
    path: token,
    role: money.role ?? 'unknown',
    cost: cost.model,
    fees,
    runningCosts,
    paidRequests: pnl.paidRequests,
    ...(sample ? { meanRequests: answered } : {}),
    historyDays: days.length,
    assumptions,
    steady,
    rental: rentalTerms(cost.model, catalogue, window.to),
    simulation: {
      paths: settings.paths,
      horizonMonths: settings.horizonMonths,
      seed: settings.seed,
      blockDays: 7,
    },
  }
}

/** How long the node was there in the window; of a sample: its days. */
export function secondsOf({ seen, sample }: NodeMoney & { readonly sample?: Sample }): number {
  return Math.max(1, sample ? sample.days * DAY : seen.to - seen.from)
}

/** Whole tokens of emissions in the window. */
function emittedOf({ entries, book, sample }: NodeMoney & { readonly sample?: Sample }, token: Token): Exact {
  const emitted = ofKind(entries, 'emission', book.scope.window).filter((entry) => entry.token === token)
  if (!sample)
    return fromBaseUnits(
      emitted.reduce((total, entry) => total + (entry.amount ?? 0n), 0n),
      token.decimals,
    )
  const mean = sample.total(emitted, ({ amount }) => known(fromBaseUnits(amount ?? 0n, token.decimals)))
  return mean.known ? mean.value : ZERO
}

function machineOf(model: Known<CostModel>): Known<MachineCosts> {
  if (!model.known) return model
  if (model.value.kind === 'machine') return known(model.value)
  return missing('NOT_APPLICABLE', 'a rented instance has no capital to pay back')
}

/** The token's price at the window's end; zero where no token enters. */
function lastPriceOf(token: Token | null, { book }: NodeMoney): Known<Exact> {
  if (!token) return known(ZERO)
  return mapKnown(book.prices.priceAt(token, book.scope.window.to - 1), ({ price }) => price)
}

function priceOf(token: Token | null, money: NodeMoney): Known<PriceModel> {
  if (!token) return known(NO_TOKEN)
  const { book } = money
  const { window } = book.scope
  const last = lastPriceOf(token, money)
  if (!last.known) return last
  const daily: Exact[] = []
  for (let at = window.from; at < window.to; at += DAY) {
    const price = book.prices.priceAt(token, at)
    if (price.known) daily.push(price.value.price)
  }
  return estimatePrice(toNumber(last.value), logReturns(daily))
}

/** Fees less refunds, as `worth` counts each. */
function netOf(paid: readonly Entry[], worth: (entry: Entry) => Known<Exact>): Known<Exact> {
  const signed = paid.map((entry) =>
    mapKnown(worth(entry), (value) => (entry.kind === 'refund' ? negate(value) : value)),
  )
  return mapKnown(listKnown(signed), sum)
}

/** The operator's own stakes at the window's end. */
function ownStakes({ history, book }: NodeMoney) {
  return history.spans.filter((span) => span.to === book.scope.window.to && span.own.n !== 0n)
}

function residualOf({ depreciation }: MachineCosts, spread: number): Triangle {
  const mode = toNumber(depreciation.residualShare)
  return {
    low: mode * (1 - spread),
    mode,
    high: Math.min(1, mode * (1 + spread)),
  }
}

function rentalTerms(model: Known<CostModel>, catalogue: Catalogue, now: number): RentalTerms | null {
  if (!model.known || model.value.kind !== 'machine') return null
  const rent = findReference(catalogue, model.value.hardware, 'rent', now)
  const used = findReference(catalogue, 'rental-market', 'utilisation', now)
  const fee = findReference(catalogue, 'rental-market', 'marketplace-fee', now)
  if (!rent || !used || !fee) return null
  return {
    usdPerHour: known(fromDecimal(likelyValue(rent.chosen))),
    utilisation: fromDecimal(likelyValue(used.chosen)),
    marketplaceFee: fromDecimal(likelyValue(fee.chosen)),
    source: rent.chosen.source,
    asOf: rent.chosen.as_of,
    stale: rent.stale || used.stale || fee.stale,
  }
}
