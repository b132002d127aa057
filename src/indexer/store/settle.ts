import type { PoolClient } from '../../platform/database.ts'
import type { FactKind } from '../events/facts.ts'
import type { Place } from '../place.ts'
import type { FactRows } from './fact-rows.ts'
import type { SettledBlocks } from './market-steps.ts'
import { settleMarket } from './settle-market.ts'
import { settleOffers } from './settle-offers.ts'
import { settleRewards } from './settle-rewards.ts'

type Settle = (client: PoolClient, place: Place, settled: SettledBlocks, into: FactRows) => Promise<void>

/** In order: each reads what those before it wrote. */
const SETTLED: readonly { readonly of: readonly FactKind[]; readonly settle: Settle }[] = [
  { of: ['market_step'], settle: settleMarket },
  { of: ['market_offer'], settle: settleOffers },
  { of: ['work_reported', 'work_period'], settle: settleRewards },
]

/** Writes what decoded facts of the blocks mean together with those before them. */
export async function settleBlocks(
  client: PoolClient,
  place: Place,
  settled: SettledBlocks,
  {
    kinds,
    toEmpty,
    write,
  }: {
    /** Of the facts of the blocks. */
    readonly kinds: ReadonlySet<FactKind>
    readonly toEmpty: () => FactRows
    readonly write: (facts: FactRows) => Promise<void>
  },
): Promise<void> {
  for (const { of, settle } of SETTLED) {
    if (!of.some((kind) => kinds.has(kind))) continue
    const facts = toEmpty()
    await settle(client, place, settled, facts)
    await write(facts)
  }
}
