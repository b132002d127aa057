import type { PoolClient } from '../../platform/database.ts'

/** The tables of some schemas whose rows belong to a chain of a network, as quoted names. Postgres' catalogue knows them all. */
export async function listChainTables(client: PoolClient, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
       and (select count(*) from pg_attribute a
            where a.attrelid = c.oid and a.attname in ('network', 'chain_id') and not a.attisdropped) = 2
     order by 1`,
    [schemas],
  )
  return rows.map((each) => each.table)
}
