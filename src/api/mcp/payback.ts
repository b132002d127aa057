import { z } from 'zod'

const decimal = z
  .string()
  .regex(/^\d{1,30}(\.\d{1,30})?$/)
  .describe('decimal text')

/** `CostInput`, as far as an owner knows it. */
export const COST = z
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
    country: z
      .string()
      .max(20)
      .describe('whose average price of electricity counts without usdPerKwh, e.g. US'),
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
    currency: z
      .string()
      .length(3)
      .describe('ISO 4217 currency of every amount given here, e.g. EUR; left out: USD'),
    usdPerCurrency: decimal.describe('what one unit of that currency is in USD'),
  })
  .partial()
  .describe(
    'what the node costs. hardware and count, or instance, are enough: the rest is filled from the catalogue, as assumed and references say',
  )

/** Whose payments figures are of. */
export const PAYERS = z
  .enum(['ALL', 'NOT_SELF', 'NOT_RELATED', 'NOT_PROTOCOL', 'INDEPENDENT'])
  .optional()
  .describe(
    'leaves out what payers paid whom a rule links to operators, to the protocol, or to either. Left out: NOT_SELF, all but what a node’s own operator paid it; ALL counts that too',
  )

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
      'role, instead of node: for a node that does not exist yet. Nodes of this role are taken as the example of what it earns. Left out: the role that the machine of cost fits',
    ),
  stake: decimal
    .optional()
    .describe('your own stake in whole tokens, with role. Default: the median of the nodes of this role'),
  stakeToken: z
    .string()
    .max(60)
    .optional()
    .describe(
      'symbol or address of the token of stake, with role. Default: what most nodes of the role stake',
    ),
  cost: COST.optional(),
  days: z.number().int().min(1).max(731).optional(),
  to: z.iso.datetime().optional(),
  payers: PAYERS,
  seed: z.number().int().optional(),
  paths: z.number().int().min(100).max(20_000).optional(),
  horizonMonths: z.number().int().min(1).max(120).optional(),
  discount: decimal.optional(),
  issuanceEnds: z.iso.datetime().optional().describe('when issuance ends: no emissions after it'),
  nodeGrowth: z
    .string()
    .max(12)
    .optional()
    .describe(
      'yearly growth of the number of nodes that share demand and emissions: 0.25 is a quarter more. Default: drawn from the catalogue’s range',
    ),
}

const FIGURE = `value reason unit class window { from to } methodVersion priceSource priceQuality caveats eventsCounted emissionShare relatedPartyShare finality
  asOf { chainId number hash } missing { reason input } stale`
// What is the same for every figure of an answer stands once, at netCashPerMonth.
const SHORT = 'value reason unit methodVersion caveats eventsCounted missing { reason input } stale'

/**
 * The whole answer, the sentence first; asked by role, with the sample that it stands on. `short`: the time, the blocks and the
 * class of the figures stand at one of them only.
 */
export function paybackQuery({ byRole, short }: { readonly byRole: boolean; readonly short: boolean }) {
  const figure = short ? SHORT : FIGURE
  const months = `months { ${figure} quantiles { p5 p50 p95 } } within12 within24 within36 never`
  return `query($network: String!, $node: Bytes, $nodeId: ID, $role: String, $stake: String, $stakeToken: String, $cost: CostInput, $days: Int, $to: DateTime, $payers: Payers! = NOT_SELF, $seed: Int,
    $paths: Int, $horizonMonths: Int, $discount: String, $issuanceEnds: DateTime, $nodeGrowth: String) {
  payback(network: $network, node: $node, nodeId: $nodeId, role: $role, stake: $stake, stakeToken: $stakeToken, cost: $cost, days: $days, to: $to, payers: $payers, seed: $seed, paths: $paths,
      horizonMonths: $horizonMonths, discount: $discount, issuanceEnds: $issuanceEnds, nodeGrowth: $nodeGrowth) {
    sentence answer missing { reason input } class role ${byRole ? 'sample { nodes nodeDays days stake stakeToken stakeBasis stakes { token nodes stake } } ' : ''}netCashPerMonth { ${FIGURE} } marginPerRequest { ${figure} }
    ${byRole ? `entry { nodes share netCashPerMonth { ${figure} } } ` : ''}simulatedTokens
    emissionsPerMonth { atQuote { value reason } sold { value reason } } feesPricedIn { currency followsToken ground source }
    pastCash { ${figure} } machine { ${months} } cash { ${months} } exit { ${months} } exitAt { month covers p5 p50 p95 } unlock { seconds status source } ${byRole ? 'nodes { nodes left machine cash } ' : ''}drivers { driver low high swing }
    coverage { forecasts outcomes held coverage { ${figure} } nominal }
    breakEven { months { ${figure} } tokenPrice { ${figure} } requestsPerDay { ${figure} } }
    rentedOut { rent { ${figure} } power { ${figure} } hosting { ${figure} } net { ${figure} } source asOf stale advantage { ${figure} } }
    assumed { input value source asOf stale note } references { rowId value low high unit basis source address author asOf confidence stale }
    paths horizonMonths seed ${short ? '' : 'assumptions '}} }`
}
