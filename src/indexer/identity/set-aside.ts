import type { PoolClient } from '../../platform/database.ts'
import type { Place } from '../place.ts'
import { listChainTables } from './chain-tables.ts'

// Everything that is about the blocks of one chain of one network, whoever wrote it.
const SCHEMAS = ['facts', 'derived', 'ingest', 'watch', 'keeper']
// Which prices the tokens of a network have: both names go on having them.
const SHARED = 'keeper.token'

/**
 * Puts all that is stored of a chain under another name of the network, `<network>-until-<label>` (with a number behind it where
 * that is taken), where it stays readable, in the client's transaction. Blobs and disclosures are the network's own: what the
 * chain's settlements name, and what no chain said, is copied. Returns the name.
 */
export async function setAside(client: PoolClient, place: Place, label: string | number): Promise<string> {
  const tables = (await listChainTables(client, SCHEMAS)).filter((table) => table !== SHARED)
  const name = await findFreeName(client, tables, place, `${place.network}-until-${label}`)
  const moved = [name, place.network, place.chain]
  for (const table of tables)
    await client.query(`update ${table} set network = $1 where network = $2 and chain_id = $3`, moved)
  await copy(client, SHARED, 'chain_id = $3', moved)
  await copy(client, 'keeper.disclosure', 'chain_id is null and $3::bigint is not null', moved)
  const settled = `blob_id in (select blob_id from facts.settlement where network = $1 and chain_id = $3)`
  for (const table of ['archive.blob', 'archive.leaf', 'archive.conversation'])
    await copy(client, table, settled, moved)
  return name
}

async function findFreeName(
  client: PoolClient,
  tables: readonly string[],
  place: Place,
  wanted: string,
): Promise<string> {
  const isTaken = tables
    .map((table) => `exists (select from ${table} where network = $1 and chain_id = $2)`)
    .join(' or ')
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`
    const { rows } = await client.query<{ taken: boolean }>(`select ${isTaken} as taken`, [name, place.chain])
    if (!rows[0]?.taken) return name
  }
}

/** Rows of a network that fulfil a condition, once more under another name; `$1` is that name and `$2` the network. */
async function copy(
  client: PoolClient,
  table: string,
  where: string,
  parameters: readonly unknown[],
): Promise<void> {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> 'network' and attgenerated = ''`,
    [table],
  )
  const columns = rows[0]?.columns ?? ''
  await client.query(
    `insert into ${table} (network, ${columns}) select $1, ${columns} from ${table}
     where network = $2 and ${where} on conflict do nothing`,
    [...parameters],
  )
}
