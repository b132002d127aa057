import type { PoolClient } from '../../platform/database.ts'
import { FACT_COLUMNS, type FactKind } from '../events/facts.ts'
import { deriveAmounts } from './amounts.ts'
import { deriveCounts } from './counts.ts'
import { deriveLapses, undoLapses } from './lapses.ts'
import type { Scope } from './scope.ts'
import { deriveHeartbeats, deriveVersions, undoVersions } from './versions.ts'

/** Derives everything from facts that were just added, in their transaction. `head`: Unix seconds of the last block. */
export async function deriveAdded(client: PoolClient, scope: Scope, head: number): Promise<void> {
  await deriveCounts(client, scope, 1)
  await deriveAmounts(client, scope, 1)
  await deriveVersions(client, scope)
  await deriveLapses(client, scope, head)
  await deriveHeartbeats(client, scope)
}

/** Takes the scope's facts out of every sum. Runs while the facts are still there. */
export async function subtractDerived(client: PoolClient, scope: Scope): Promise<void> {
  await deriveCounts(client, scope, -1)
  await deriveAmounts(client, scope, -1)
}

/** Derives states again as of the block before the scope, whose time is `head`. Runs after the facts were deleted. */
export async function restoreDerived(client: PoolClient, scope: Scope, head: number): Promise<void> {
  await undoVersions(client, scope)
  await undoLapses(client, scope, head)
}

// Counted up whenever states follow from facts in another way.
const STATE_RULES = '5'
const STATES = ['node_version', 'node', 'lapse', 'registry', 'registry_word', 'implementation']

/**
 * Derives the states of a chain again from all its facts where an older version's rules made them. `height` is its newest
 * block and `head` that block's time; null while nothing is stored. Runs in a transaction of the chain's only writer.
 */
export async function renewStates(
  client: PoolClient,
  { network, chain }: Pick<Scope, 'network' | 'chain'>,
  stored: { readonly height: number; readonly time: number | null } | undefined,
): Promise<void> {
  const here = [network, chain]
  const { rowCount } = await client.query(
    `update ingest.fence set derived_rules = $3, lapse_rules = null
     where network = $1 and chain_id = $2 and derived_rules is distinct from $3`,
    [...here, STATE_RULES],
  )
  if (!rowCount || !stored) return
  for (const table of STATES)
    await client.query(`delete from derived.${table} where network = $1 and chain_id = $2`, here)
  const kinds = new Set(Object.keys(FACT_COLUMNS) as FactKind[])
  const scope = { network, chain, from: 0, to: stored.height, kinds }
  await deriveVersions(client, scope)
  await deriveLapses(client, scope, stored.time ?? 0)
  await deriveHeartbeats(client, scope)
}
