import { divide, type Exact, exact, multiply, toNumber } from './exact.ts'
import type { Window } from './figure.ts'
import { allKnown, type Known, known, mapKnown, missing } from './known.ts'
import { DAY, YEAR } from './period.ts'
import { grossOf, netFeesOf, type Receipts } from './receipts.ts'
import { share } from './value.ts'

/** Shorter windows are not annualised: a good day is not a good year. */
export const SHORTEST_DAYS = 7

/**
 * Simple yearly rate of income on stake: `income ÷ (stake value · seconds) · seconds in a year`. Never compounded: APR, not
 * APY. `income` and the time-weighted stake are both in USD at receipt; `staked` is for how many seconds there was any.
 */
export function stakeApr(income: Known<Exact>, valueSeconds: Known<Exact>, staked: number): Known<Exact> {
  // Without any stake there is nothing to annualise, however long.
  if (staked > 0 && staked < SHORTEST_DAYS * DAY)
    return missing('WINDOW_TOO_SHORT', `${SHORTEST_DAYS} days of stake to annualise`)
  const parts = allKnown({ income, valueSeconds })
  if (!parts.known) return parts
  if (parts.value.valueSeconds.n === 0n) return missing('NO_DENOMINATOR', 'stake in the window')
  return known(divide(multiply(parts.value.income, exact(YEAR)), parts.value.valueSeconds))
}

/** One UTC day of a stake: tokens, not money. `supply` is of the variant that the figure names: total. */
export interface StakeDay {
  /** Income that stayed or could have stayed in the stake. */
  readonly income: Exact
  /** Stake that earned it: deposits and withdrawals of the day already in. */
  readonly stake: Exact
  readonly supply: Exact
}

/**
 * Growth of one unit of a stake's share of supply, annualised: the product over days of
 * `(1 + income ÷ stake) ÷ (supply ÷ supply of the day before)`, to the power 365.25 ÷ days, less one. External flows never count: they
 * change the number of units and not the unit. `before` is the supply on the eve of the first day.
 */
export function supplyShareYield(days: readonly StakeDay[], before: Known<Exact>): Known<number> {
  if (days.length < SHORTEST_DAYS) return missing('WINDOW_TOO_SHORT', `${SHORTEST_DAYS} days to annualise`)
  if (!before.known) return before
  let log = 0
  let supply = before.value
  for (const [index, day] of days.entries()) {
    if (day.stake.n <= 0n) return missing('NO_DENOMINATOR', `stake on day ${index + 1} of the window`)
    if (supply.n <= 0n || day.supply.n <= 0n) return missing('NO_DENOMINATOR', `supply on day ${index + 1}`)
    log +=
      Math.log1p(toNumber(divide(day.income, day.stake))) - Math.log(toNumber(divide(day.supply, supply)))
    supply = day.supply
  }
  return known(Math.expm1((log * YEAR) / DAY / days.length))
}

/** What fees would have to be once issuance ends, for nodes to earn what they earn now. */
export interface Runway {
  /** Days from the window's end until issuance ends; null when the schedule is not disclosed. */
  readonly daysLeft: Known<Exact>
  /** USD per day. */
  readonly feesPerDay: Known<Exact>
  readonly feesPerDayNeeded: Known<Exact>
  /** Needed ÷ now. */
  readonly growthNeeded: Known<Exact>
  /** Yearly growth that gets there in time, simple powers of the time left. */
  readonly yearlyGrowthNeeded: Known<number>
}

/** Of fees less refunds: what was given back pays for nothing. `issuanceEnds`: Unix seconds. */
export function runway(receipts: Receipts, window: Window, issuanceEnds: Known<number>): Runway {
  // Of a window that was not seen fees and emissions have no value: any length will do.
  const perDay = exact(DAY, Math.max(1, window.to - window.from))
  const feesPerDay = mapKnown(netFeesOf(receipts), (it) => multiply(it, perDay))
  const feesPerDayNeeded = mapKnown(grossOf(receipts), (it) => multiply(it, perDay))
  const growthNeeded = share(feesPerDayNeeded, feesPerDay, 'fees in the window')
  const daysLeft = mapKnown(issuanceEnds, (end) => exact(Math.max(0, end - window.to), DAY))
  const growth = allKnown({ growthNeeded, daysLeft })
  const yearlyGrowthNeeded: Known<number> = !growth.known
    ? growth
    : growth.value.daysLeft.n === 0n
      ? missing('NOT_APPLICABLE', 'issuance has ended')
      : known(toNumber(growth.value.growthNeeded) ** (365.25 / toNumber(growth.value.daysLeft)) - 1)
  return { daysLeft, feesPerDay, feesPerDayNeeded, growthNeeded, yearlyGrowthNeeded }
}
