/** Price of the token that fees or emissions are in: geometric Brownian motion with jumps. */
export interface PriceModel {
  readonly startUsd: number
  /** Yearly standard deviation of the log price, jumps left out. */
  readonly sigma: number
  /** Relative standard error of sigma; 1 ÷ √(2(n − 1)) for n daily returns. */
  readonly sigmaError: number
  /** Yearly log-drift; null: −σ²/2 less what jumps add, so that the mean price stays where it is. */
  readonly logDrift: number | null
  readonly jumpsPerYear: number
  /** Mean and standard deviation of the log of one jump. */
  readonly jumpMean: number
  readonly jumpDeviation: number
}

/** Yearly drift of the log price between jumps, of a walk with this volatility. */
export function calmDrift(price: PriceModel, sigma: number): number {
  return price.logDrift ?? -sigma * sigma * 0.5 - price.jumpsPerYear * jumpGain(price)
}

/** What one jump adds to the mean price, as a share: taken out of a neutral drift, so that the mean stays. */
function jumpGain({ jumpMean, jumpDeviation }: PriceModel): number {
  return Math.expm1(jumpMean + jumpDeviation ** 2 / 2)
}

/** Mean of the log price's move in a year, jumps included. */
export function logDriftOf(price: PriceModel): number {
  return calmDrift(price, price.sigma) + price.jumpsPerYear * price.jumpMean
}

/** Its variance: of the walk, and of jumps that come at random. */
export function logVarianceOf({ sigma, jumpsPerYear, jumpMean, jumpDeviation }: PriceModel): number {
  return sigma ** 2 + jumpsPerYear * (jumpMean ** 2 + jumpDeviation ** 2)
}
