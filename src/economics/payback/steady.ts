import { divide, type Exact, exact, multiply, ONE, subtract, sum, ZERO } from '../exact.ts'
import { MONTH } from '../period.ts'
import type { CommonValues } from './assume.ts'
import type { SteadyState } from './break-even.ts'
import type { PaidFees } from './history.ts'

interface Given {
  readonly common: CommonValues
  /** Fees less refunds of the time, in the currency that they are priced in. */
  readonly received: Exact
  readonly paid: PaidFees
  readonly tokensPerDay: Exact
  readonly days: Exact
  readonly settings: { readonly yearlyDiscount: Exact; readonly horizonMonths: number }
}

/** A node that goes on as it did: what break-even is worked out from. */
export function steadyState({ common, received, paid, tokensPerDay, days, settings }: Given): SteadyState {
  // In tokens the past is worth what a token is worth now; in USD what was received.
  const earned = paid.currency.token ? multiply(received, common.lastPrice) : common.fees
  return {
    capexUsd: common.capex,
    stakeTokens: common.stake,
    tokenPriceUsd: common.lastPrice,
    requestsPerDay: divide(paid.requests, days),
    marginPerRequest: paid.requests.n === 0n ? ZERO : divide(earned, paid.requests),
    feesPricedIn: paid.currency.pricedIn,
    emissionTokensPerDay: tokensPerDay,
    keptPart: subtract(ONE, common.delegators),
    fixedUsdPerMonth: sum([multiply(common.power, exact(MONTH)), common.hosting, common.gas]),
    monthlyDiscount: divide(settings.yearlyDiscount, exact(12)),
    horizonMonths: settings.horizonMonths,
  }
}
