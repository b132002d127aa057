import { add, compare, divide, type Exact, exact, maximum, multiply, ONE, subtract, ZERO } from '../exact.ts'
import { type Known, known, missing } from '../known.ts'
import { DAY, MONTH } from '../period.ts'

/** A steady month of a node, without chance. USD and tokens. */
export interface SteadyState {
  readonly capexUsd: Exact
  /** What was earned since the machine was bought: it need not be earned again. */
  readonly pastCashUsd?: Exact
  readonly stakeTokens: Exact
  readonly tokenPriceUsd: Exact
  /** Stakes in further tokens, at their prices. */
  readonly otherStakesUsd?: Exact
  readonly requestsPerDay: Exact
  /** USD for one paid request, less what answering it costs; of fees in tokens: at `tokenPriceUsd`. */
  readonly marginPerRequest: Exact
  /** Fees in tokens are worth what the token is: its break-even price is that of fees and emissions together. */
  readonly feesPricedIn: 'usd' | 'token'
  readonly emissionTokensPerDay: Exact
  /** Emissions in further tokens, at their prices. */
  readonly otherEmissionsUsdPerDay?: Exact
  /** Until issuance ends; absent: nobody said that it does. */
  readonly emissionMonths?: Exact | undefined
  /** Share of income that stays with the operator. */
  readonly keptPart: Exact
  /** Power and hosting: what runs without requests too. */
  readonly fixedUsdPerMonth: Exact
  /** Gas for one paid request, USD. */
  readonly gasPerRequest: Exact
  /** Of the yearly rate, compounded, as the simulation has it: `(1 + yearly) ^ (1 ÷ 12) − 1`. */
  readonly monthlyDiscount: Exact
  readonly horizonMonths: number
}

export interface BreakEven {
  /** First month in which discounted net cash covers capex and stake. */
  readonly months: Known<number>
  /** Token price at which it does so exactly at the horizon; zero: at any price. */
  readonly tokenPriceUsd: Known<Exact>
  /** Requests per day at which it does so exactly at the horizon; zero: without any. */
  readonly requestsPerDay: Known<Exact>
}

const DAYS = exact(MONTH, DAY)

/** The break-even triple: exact, each with the other inputs as they are. The stake counts at today's price throughout. */
export function breakEven(given: SteadyState): BreakEven {
  const staked = add(multiply(given.stakeTokens, given.tokenPriceUsd), given.otherStakesUsd ?? ZERO)
  const put = add(given.capexUsd, staked)
  const target = subtract(put, given.pastCashUsd ?? ZERO)
  const annuity = annuityFactor(given, () => ONE)
  const whileIssued = multiply(multiply(given.emissionTokensPerDay, DAYS), given.keptPart)
  const othersIssued = multiply(multiply(given.otherEmissionsUsdPerDay ?? ZERO, DAYS), given.keptPart)
  // Of emissions that end, so many a month all through the horizon are worth as much.
  const issued = given.emissionMonths
    ? divide(
        annuityFactor(given, (month) => paidPart(given, month)),
        annuity,
      )
    : ONE
  const monthsOfTokens = multiply(whileIssued, issued)
  const monthsOfOthers = multiply(othersIssued, issued)
  const perRequest = multiply(multiply(given.marginPerRequest, DAYS), given.keptPart)
  const fees = multiply(perRequest, given.requestsPerDay)
  const emissions = add(multiply(monthsOfTokens, given.tokenPriceUsd), monthsOfOthers)
  const gasOfOne = multiply(given.gasPerRequest, DAYS)
  const gas = multiply(gasOfOne, given.requestsPerDay)
  const needed = add(divide(target, annuity), given.fixedUsdPerMonth)
  const neededNow = add(needed, gas)
  // Of fees in tokens: what all income is for one dollar of the token's price.
  const follows = given.feesPricedIn === 'token' && given.tokenPriceUsd.n !== 0n
  const tokens = follows ? add(monthsOfTokens, divide(fees, given.tokenPriceUsd)) : monthsOfTokens
  const fixedIncome = add(follows ? ZERO : fees, monthsOfOthers)
  return {
    months: months(given, target, (month) =>
      subtract(
        add(
          fees,
          multiply(add(multiply(whileIssued, given.tokenPriceUsd), othersIssued), paidPart(given, month)),
        ),
        add(given.fixedUsdPerMonth, gas),
      ),
    ),
    tokenPriceUsd:
      tokens.n === 0n
        ? missing('NOT_APPLICABLE', 'no income in tokens: their price does not enter')
        : known(maximum(ZERO, divide(subtract(neededNow, fixedIncome), tokens))),
    requestsPerDay:
      compare(perRequest, gasOfOne) <= 0
        ? missing('NOT_REACHED', 'a request brings nothing: no number of them breaks even')
        : known(maximum(ZERO, divide(subtract(needed, emissions), subtract(perRequest, gasOfOne)))),
  }
}

// The rate of a month has some fifty binary digits, and its powers have thousands: to look for what each of these has in common with the
// other side of its fraction takes twenty times as long as to carry it along.
function grown(factor: Exact, step: Exact): Exact {
  return { n: factor.n * step.n, d: factor.d * step.d }
}

/** `Σ part · (1 + r)^−m` for m from 1 to the horizon; `part`: of each month, 0 the first. */
function annuityFactor(given: SteadyState, part: (month: number) => Exact): Exact {
  const step = divide(ONE, add(ONE, given.monthlyDiscount))
  let [factor, total] = [ONE, ZERO]
  for (let month = 0; month < given.horizonMonths; month++) {
    factor = grown(factor, step)
    total = add(total, grown(factor, part(month)))
  }
  return total
}

/** Which part of a month (0: the first) emissions are paid for. */
function paidPart({ emissionMonths }: SteadyState, month: number): Exact {
  if (!emissionMonths) return ONE
  const left = maximum(ZERO, subtract(emissionMonths, exact(month)))
  return compare(left, ONE) < 0 ? left : ONE
}

function months(given: SteadyState, target: Exact, net: (month: number) => Exact): Known<number> {
  if (compare(target, ZERO) <= 0) return known(0)
  const step = divide(ONE, add(ONE, given.monthlyDiscount))
  let [factor, total] = [ONE, ZERO]
  for (let month = 1; month <= given.horizonMonths; month++) {
    factor = grown(factor, step)
    total = add(total, grown(factor, net(month - 1)))
    if (compare(total, target) >= 0) return known(month)
  }
  return missing('NEVER_WITHIN_HORIZON', `not within ${given.horizonMonths} months at this income`)
}
