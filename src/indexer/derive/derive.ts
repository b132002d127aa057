import type { PoolClient } from '../../platform/database.ts'
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
