import type { Assumptions } from '../../src/economics/payback/assumptions.ts'

/** Nothing left to chance, and nothing that costs or brings anything: a test adds what it is about. The token is worth a dollar. */
export const CERTAIN: Assumptions = {
  capexUsd: 0,
  pastCashUsd: 0,
  ageMonths: 0,
  stakeTokens: 0,
  unlockMonths: 0,
  dailyFees: new Float64Array(60),
  feesPricedIn: 'usd',
  paidEvents: 1_000,
  emissionTokensPerDay: 0,
  delegatorsPart: 0,
  powerUsdPerMonth: 0,
  otherUsdPerMonth: 0,
  gasUsdPerMonth: 0,
  price: {
    startUsd: 1,
    sigma: 0,
    sigmaError: 0,
    logDrift: 0,
    jumpsPerYear: 0,
    jumpMean: 0,
    jumpDeviation: 0,
  },
  nodeGrowth: { low: 0, mode: 0, high: 0 },
  powerFactor: { low: 1, mode: 1, high: 1 },
  resale: new Float64Array(61),
  resaleLoss: { low: 1, mode: 1, high: 1 },
  slashes: { shape: 0, exposureYears: 0, severity: { low: 0, mode: 0, high: 0 } },
  yearlyDiscount: 0,
}
