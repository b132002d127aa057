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

/** A further token's part, at its last price. USD. */
export interface OtherWorth {
  readonly emissionsUsdPerDay: Exact
  readonly stakeUsd: Exact
}

interface Given {
  readonly common: CommonValues
  /** Fees less refunds of the time, in the currency that they are priced in. */
  readonly received: Exact
  readonly paid: PaidFees
  readonly tokensPerDay: Exact
  readonly others: readonly OtherWorth[]
  /** Of a role: what is left to each beside one more. */
  readonly entryShare: Exact | undefined
  readonly days: Exact
  readonly settings: {
    readonly yearlyDiscount: Exact
    readonly horizonMonths: number
    readonly emissionMonths?: Exact | undefined
  }
}

/** A node that goes on as it did: what break-even is worked out from. */
export function steadyState(given: Given): SteadyState {
  const { common, received, paid, tokensPerDay, others, entryShare = ONE, days, settings } = given
  // In tokens the past is worth what a token is worth now; in USD what was received.
  const earned = paid.currency.token ? multiply(received, common.lastPrice) : common.fees
  return {
    capexUsd: common.capex,
    pastCashUsd: common.pastCash,
    stakeTokens: common.stake,
    tokenPriceUsd: common.lastPrice,
    otherStakesUsd: sum(others.map(({ stakeUsd }) => stakeUsd)),
    requestsPerDay: multiply(divide(paid.requests, days), entryShare),
    marginPerRequest: paid.requests.n === 0n ? ZERO : divide(earned, paid.requests),
    feesPricedIn: paid.currency.pricedIn,
    emissionTokensPerDay: multiply(tokensPerDay, entryShare),
    otherEmissionsUsdPerDay: multiply(sum(others.map((each) => each.emissionsUsdPerDay)), entryShare),
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
