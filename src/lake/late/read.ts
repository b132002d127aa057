import { Rejected } from '../../claim/errors.ts'
import type { Pool } from '../../platform/database.ts'
import { assertFollows } from '../live.ts'
import type { Named } from '../manifest.ts'
import { type Entries, readEntries } from '../memory.ts'
import type { LakeStore } from '../store.ts'
import { decodeLate, type LateEntry, nameLate } from './entry.ts'

/**
 * The manifest of a network's late data, as {@link readEntries} reads it.
 * @throws as it; Rejected `LAKE_CHAIN`
 */
export async function readLate(
  store: LakeStore,
  network: string,
  pool: Pool | undefined,
): Promise<Entries<LateEntry>> {
  const which = { network, chain: 0, manifest: 'late', name: nameLate(network) } as const
  const read = await readEntries(store, which, decodeLate, pool)
  let before: Named<LateEntry> | undefined
  for (const named of read.entries) {
    assertFollows(named, before)
    if (named.entry.network !== network || named.entry.verdicts < (before?.entry.verdicts ?? 0))
      throw new Rejected(
        'LAKE_CHAIN',
        `entry ${named.name} is of ${named.entry.network}, or forgets verdicts`,
      )
    before = named
  }
  return read
}
