import {
  divide,
  type Exact,
  exact,
  fromDecimal,
  multiply,
  ONE,
  subtract,
  sum,
  toNumber,
  ZERO,
} from '../exact.ts'
import { DAY, MONTH } from '../period.ts'
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
  readonly settings: {
    readonly yearlyDiscount: Exact
    readonly horizonMonths: number
    readonly emissionMonths?: Exact | undefined
  }
}

/** A node that goes on as it did: what break-even is worked out from. */
export function steadyState({ common, received, paid, tokensPerDay, days, settings }: Given): SteadyState {
  // In tokens the past is worth what a token is worth now; in USD what was received.
  const earned = paid.currency.token ? multiply(received, common.lastPrice) : common.fees
  return {
    capexUsd: common.capex,
    pastCashUsd: common.pastCash,
    stakeTokens: common.stake,
    tokenPriceUsd: common.lastPrice,
    requestsPerDay: divide(paid.requests, days),
    marginPerRequest: paid.requests.n === 0n ? ZERO : divide(earned, paid.requests),
    feesPricedIn: paid.currency.pricedIn,
    emissionTokensPerDay: tokensPerDay,
    emissionMonths: settings.emissionMonths,
    keptPart: subtract(ONE, common.delegators),
    fixedUsdPerMonth: sum([
      multiply(common.power, exact(MONTH)),
      common.hosting,
      ...(paid.requests.n === 0n ? [common.gas] : []),
    ]),
    // Gas of a month, over the requests of a month.
    gasPerRequest:
      paid.requests.n === 0n
        ? ZERO
        : divide(multiply(common.gas, days), multiply(paid.requests, exact(MONTH, DAY))),
    monthlyDiscount: monthlyRate(settings.yearlyDiscount),
    horizonMonths: settings.horizonMonths,
  }
}

/** `(1 + yearly) ^ (1 ÷ 12) − 1` to 15 digits, as the simulation compounds. */
function monthlyRate(yearly: Exact): Exact {
  return fromDecimal(Math.expm1(Math.log1p(toNumber(yearly)) / 12).toFixed(15))
}
