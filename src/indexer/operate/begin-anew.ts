import { Misconfigured } from '../../claim/errors.ts'
import type { Pool } from '../../platform/database.ts'
import { inTransaction } from '../../platform/transaction.ts'
import type { Place } from '../place.ts'
import { findStatus } from '../store/status.ts'
import { listChainTables } from './chain-tables.ts'

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
  await inTransaction(pool, async (client) => {
    for (const table of await listChainTables(client, SCHEMAS))
      await client.query(`update ${table} set network = $1 where network = $2 and chain_id = $3`, [
        name,
        place.network,
        place.chain,
      ])
  })
  return name
}
