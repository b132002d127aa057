/** What a client offers for one proof. Prices in base units of the chain's coin, times in Unix seconds, spans in seconds. */
export interface Offer {
  readonly minPrice: bigint
  readonly maxPrice: bigint
  /** Until then the price is the least. */
  readonly rampUpStart: bigint
  readonly rampUpPeriod: bigint
  /** How long after the start a locker alone is paid; how long after it anybody may deliver. */
  readonly lockTimeout: bigint
  readonly timeout: bigint
  /** Base units of the collateral's token. */
  readonly lockCollateral: bigint
}

/** The last second at which a locker is paid, Unix. */
export function lockDeadlineOf({ rampUpStart, lockTimeout }: Offer): bigint {
  return rampUpStart + lockTimeout
}

/** The last second at which a delivery counts, Unix; from the next one on a locker can be slashed. */
export function deadlineOf({ rampUpStart, timeout }: Offer): bigint {
  return rampUpStart + timeout
}

/** The price at a moment, in base units: it climbs from the least to the most, and is nothing after the lock's deadline. */
export function priceAt(offer: Offer, at: bigint): bigint {
  const { minPrice, maxPrice, rampUpStart, rampUpPeriod } = offer
  if (at <= rampUpStart) return minPrice
  if (at > lockDeadlineOf(offer)) return 0n
  if (at > rampUpStart + rampUpPeriod) return maxPrice
  return minPrice + ((at - rampUpStart) * (maxPrice - minPrice)) / rampUpPeriod
}
