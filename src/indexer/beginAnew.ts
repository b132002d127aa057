import { Misconfigured } from '../claim/errors.ts'
import type { Pool } from '../platform/database.ts'
import { findStatus, type Place } from './store/status.ts'

// Everything that an indexer derived from one chain of one network. Blobs have no chain and serve whoever settled them.
const SCHEMAS = ['facts', 'derived', 'ingest', 'watch']

/**
 * Puts what is stored of a chain aside under another name of the network, `<network>-until-<height>`, where it stays
 * readable, so that the chain (a testnet that was reset) can be indexed from its first block. In one transaction; the
 * indexer must not run. Returns that name.
 * @throws Misconfigured `NOTHING_STORED`; `ARCHIVE_EXISTS` when the name is taken
 */
export async function beginAnew(pool: Pool, place: Place): Promise<string> {
  const status = await findStatus(pool, place)
  if (status === undefined)
    throw new Misconfigured('NOTHING_STORED', `nothing is stored of ${place.network} chain ${place.chain}`)
  const name = `${place.network}-until-${status.height}`
  if (await findStatus(pool, { ...place, network: name }))
    throw new Misconfigured('ARCHIVE_EXISTS', `${name} chain ${place.chain} is there already`)
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ table: string }>(
      `select format('%I.%I', n.nspname, c.relname) as table
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
         and (select count(*) from pg_attribute a
              where a.attrelid = c.oid and a.attname in ('network', 'chain_id') and not a.attisdropped) = 2
       order by 1`,
      [SCHEMAS],
    )
    for (const { table } of rows)
      await client.query(`update ${table} set network = $1 where network = $2 and chain_id = $3`, [
        name,
        place.network,
        place.chain,
      ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
  return name
}
