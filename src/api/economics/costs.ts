import type { FieldCosts } from '../limits/costs.ts'

// Simulated months are worked out on the processor: the most that one may ask for are 0.5 s of it.
const MONTHS_A_ROW = 60
const MOST_MONTHS = 20_000 * 120

/** What the fields of economics cost, which read a ledger in several statements and calculate; in rows. */
export const ECONOMICS_COSTS: FieldCosts = {
  'Query.payback': ({ paths, horizonMonths }) => {
    const months = Math.min(Number(paths) * Number(horizonMonths), MOST_MONTHS)
    return 1000 + Math.ceil(Math.max(0, months) / MONTHS_A_ROW)
  },
  'Query.leaderboard': 900,
  'Query.prices': 500,
  // Out of memory: as many rows as the catalogue has.
  'Query.catalogue': 200,
  'Survival.leavers': 100,
  'Survival.realised': 500,
  'Node.economics': 500,
  'Network.economics': 500,
  // Each alias of one works it out again: what reads, and what goes over every receipt of the window.
  'NetworkEconomics.penalties': 80,
  'NetworkEconomics.demand': 80,
  'NetworkEconomics.service': 80,
  'NetworkEconomics.survival': 80,
  'NetworkEconomics.emissionsIfSold': 25,
  'NetworkEconomics.coverage': 25,
  'NetworkEconomics.revenue': 25,
  'NodeEconomics.statements': 250,
  'NodeEconomics.investment': 100,
  'NodeEconomics.ledger': 1000,
  'Demand.links': 500,
  // Out of what its parent has read, as many as are asked for.
  'Demand.payers': 100,
  'NetworkEconomics.role': 500,
  'NodeEconomics.proving': 100,
  'NetworkEconomics.proving': 100,
  'NetworkEconomics.provingOutlook': 100,
  // Out of what its parent has read, or counted in its price.
  'NetworkEconomics.runway': 0,
  'Demand.repeatedPayloads': 0,
  'Penalties.perThousandClaims': 0,
}
