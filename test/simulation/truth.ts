import { nextDigest, seedDigest } from '../../src/claim/digest.ts'
import type { Place } from '../../src/indexer/place.ts'
import { readKept } from '../../src/indexer/segments/reader.ts'
import { openSegments } from '../../src/indexer/segments/store.ts'
import { findStatus } from '../../src/indexer/store/status.ts'
import type { Pool } from '../../src/platform/database.ts'

export { readTables } from '../support/truths.ts'

/** The names of all valid indexes on facts. */
export async function listIndexes(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
     join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'facts' and i.indisvalid order by 1`,
  )
  return rows.map((row) => row.name)
}

/** The raw data that was kept, from segments and not yet sealed, leads to the digest that is stored. */
export async function expectKeptRaw(pool: Pool, place: Place, segments: string): Promise<void> {
  const status = await findStatus(pool, place)
  if (status === undefined) throw new Error('nothing is indexed')
  let digest = seedDigest(place.chain, status.sourceSetHash)
  for await (const block of readKept(pool, place, openSegments(segments, {})))
    digest = nextDigest(digest, block.hash, block.records)
  if (digest !== status.digest)
    throw new Error(`the raw data that was kept leads to digest ${digest}, stored is ${status.digest}`)
}
