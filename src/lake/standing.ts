import { Rejected } from '../claim/errors.ts'
import type { Place } from '../indexer/place.ts'
import { readDigest } from '../indexer/store/digest.ts'
import type { Status } from '../indexer/store/status.ts'
import type { Pool } from '../platform/database.ts'
import type { Entry, NamedEntry } from './manifest.ts'

/** With what a lake is compared before it goes on. */
export interface StandingOptions {
  readonly pool: Pool
  readonly place: Place
  /** Write again from the first cell that this index has otherwise, or from this block's cell on. */
  readonly again?: boolean | number
}

/**
 * The live cells that are those of this index. A lake that was written further than this index reaches is taken as it is.
 * @throws Rejected `LAKE_FOREIGN` at a cell that ends with another digest here, unless it is to be written again
 */
export async function findStanding(
  { pool, place, again }: StandingOptions,
  live: readonly NamedEntry[],
  status: Status,
): Promise<NamedEntry[]> {
  const standing: NamedEntry[] = []
  for (const named of live) {
    const { from, to, digestAfter } = named.entry
    if (typeof again === 'number' && to >= again) break
    const digest = to > status.height ? digestAfter : await readDigest(pool, place, to, status.sourceSetHash)
    if (digest !== digestAfter) {
      if (again) break
      throw new Rejected(
        'LAKE_FOREIGN',
        `the cell of blocks ${from} to ${to} ends with digest ${digestAfter}, this index has ${digest}: the chain was indexed again, ` +
          'or the lake is of another history. assay lake export --again writes it again from there',
      )
    }
    standing.push(named)
  }
  return standing
}

/**
 * That a lake is of the chain and of the sources of this index.
 * @throws Rejected `LAKE_FOREIGN`
 */
export function assertSameChain({ genesis, sourceSet }: Entry, status: Status): void {
  if (genesis !== status.genesisHash || sourceSet !== status.sourceSetHash)
    throw new Rejected(
      'LAKE_FOREIGN',
      `the lake is of genesis ${genesis} and source set ${sourceSet}, this index of ${status.genesisHash} and ${status.sourceSetHash}: ` +
        'begin another lake',
    )
}
