import { z } from 'zod'

const decimal = z
  .string()
  .regex(/^\d{1,30}(\.\d{1,30})?$/)
  .describe('decimal text')

/** `Query.payback`'s arguments; what is left out takes the API's own defaults. */
export const PAYBACK_INPUT = {
  network: z.string().max(60),
  node: z
    .string()
    .regex(/^([a-z0-9-]{1,100}:)?(\d{1,16}-)?0x[0-9a-fA-F]{2,128}$/)
    .optional()
    .describe('id or key of the node, as search or nodes gives it. Without it, give role'),
  role: z
    .string()
    .max(60)
    .optional()
    .describe(
      'role, instead of node: for a node that does not exist yet. Nodes of this role are taken as the example of what it earns',
    ),
  stake: decimal
    .optional()
    .describe('your own stake in whole tokens, with role. Default: the median of the nodes of this role'),
  cost: z
    .strictObject({
      role: z.enum(['tee-proxy', 'tee-gpu', 'snark-prover', 'validator']),
      hardware: z.string().max(100).describe('your own machine, e.g. H100_SXM5_80'),
      instance: z.string().max(100).describe('rented machine, e.g. aws-m5.xlarge'),
      usdPerHour: decimal,
      upstreamUsdPerRequest: decimal,
      capexUsd: decimal,
      boughtAt: z.iso.datetime(),
      depreciation: z.enum(['STRAIGHT_LINE', 'DECLINING']),
      years: decimal,
      yearlyRate: decimal,
      residualShare: decimal,
      watts: decimal,
      utilisation: decimal,
      usdPerKwh: decimal,
      pue: decimal,
      hostingUsdPerMonth: decimal,
      gasUsdPerDay: decimal,
      gasUsdPerClaim: decimal,
      commission: decimal,
      stakeRate: decimal,
      confidentialMode: z.boolean(),
      count: z.number().int().min(1).max(1024).describe('cards in the machine; left out: 1'),
      rentUsdPerHour: decimal.describe('what one card rents for per hour'),
      marketplaceFee: decimal.describe('share of the rent that the marketplace keeps'),
    })
    .partial()
    .optional()
    .describe('what the node costs; each gap is filled from the catalogue or listed as missing'),
  days: z.number().int().min(1).max(731).optional(),
  to: z.iso.datetime().optional(),
  seed: z.number().int().optional(),
  paths: z.number().int().min(100).max(20_000).optional(),
  horizonMonths: z.number().int().min(1).max(120).optional(),
  discount: decimal.optional(),
}

const FIGURE = `value reason unit class window { from to } methodVersion priceSource priceQuality caveats eventsCounted emissionShare relatedPartyShare finality
  asOf { chainId number hash } missing { reason input } stale`
const MONTHS = `months { ${FIGURE} quantiles { p5 p50 p95 } } within12 within24 within36 never`

/** The whole answer, every figure in its envelope; asked by role, with the sample that it stands on. */
export const paybackQuery = (
  byRole: boolean,
) => `query($network: String!, $node: Bytes, $nodeId: ID, $role: String, $stake: String, $cost: CostInput, $days: Int, $to: DateTime, $seed: Int,
    $paths: Int, $horizonMonths: Int, $discount: String) {
  payback(network: $network, node: $node, nodeId: $nodeId, role: $role, stake: $stake, cost: $cost, days: $days, to: $to, seed: $seed, paths: $paths,
      horizonMonths: $horizonMonths, discount: $discount) {
    answer missing { reason input } class role ${byRole ? 'sample { nodes nodeDays days stake stakeToken stakeBasis } ' : ''}marginPerRequest { ${FIGURE} } netCashPerMonth { ${FIGURE} }
    feesPricedIn { currency followsToken ground source }
    pastCash { ${FIGURE} } machine { ${MONTHS} } cash { ${MONTHS} } exit { ${MONTHS} } exitAt { month covers p5 p50 p95 } unlock { seconds status source } ${byRole ? 'nodes { nodes left machine cash } ' : ''}drivers { driver low high swing }
    coverage { forecasts outcomes held coverage { ${FIGURE} } nominal }
    breakEven { months { ${FIGURE} } tokenPrice { ${FIGURE} } requestsPerDay { ${FIGURE} } }
    rentedOut { rent { ${FIGURE} } power { ${FIGURE} } hosting { ${FIGURE} } net { ${FIGURE} } source asOf stale advantage { ${FIGURE} } }
    paths horizonMonths seed assumptions } }`
