import type { Assumptions } from '../../src/economics/payback/assumptions.ts'
import { Random } from '../../src/economics/payback/random.ts'

/** A GPU node with 180 days of history, emissions, a stake and every kind of chance switched on. */
export function typicalAssumptions(): Assumptions {
  const random = new Random(7)
  return {
    capexUsd: 38_000,
    pastCashUsd: 0,
    ageMonths: 0,
    stakeTokens: 20_000,
    unlockMonths: 0.7,
    dailyFees: Float64Array.from({ length: 180 }, () => Math.max(0, 60 + 25 * random.normal())),
    feesPricedIn: 'usd',
    paidEvents: 9_000,
    emissionTokensPerDay: 40,
    delegatorsPart: 0.1,
    powerUsdPerMonth: 110,
    otherUsdPerMonth: 80,
    gasUsdPerMonth: 40,
    price: {
      startUsd: 0.25,
      sigma: 1.1,
      sigmaError: 0.05,
      logDrift: null,
      jumpsPerYear: 2,
      jumpMean: -0.15,
      jumpDeviation: 0.25,
    },
    nodeGrowth: { low: 0, mode: 0.3, high: 1 },
    powerFactor: { low: 0.8, mode: 1, high: 1.2 },
    // A quarter of its price after three years, and no less.
    resale: Float64Array.from({ length: 121 }, (_, month) => 1 - (0.75 * Math.min(36, month)) / 36),
    resaleLoss: { low: 0.65 / 0.75, mode: 1, high: 0.85 / 0.75 },
    slashes: { shape: 0.5, exposureYears: 20, severity: { low: 0.01, mode: 0.05, high: 0.2 } },
    yearlyDiscount: 0.08,
  }
}
