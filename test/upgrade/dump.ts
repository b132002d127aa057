import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { MIGRATIONS } from '../../db/source.ts'

// A dump is a script of SQL as pg_dump writes it, which the Postgres that npm installs does not bring. Its schema is made of the
// statements that the migrations of its version ran, so it stays what it was when a migration's file is changed.

const STATEMENT = '\n-- statement\n'
const COPY = '\n-- copy '
const SCHEMAS = `('facts', 'derived', 'ingest', 'archive', 'watch', 'keeper', 'served', 'public')`

/** The statements that make the tables of this version in an empty database, and the list of migrations that says so. */
export async function listStatements(): Promise<string[]> {
  const statements = [
    'create table assay_migration (id serial primary key, timestamp bigint not null, name varchar not null)',
  ]
  const recorder = {
    query: async (sql: string, parameters?: unknown[]) => {
      if (parameters?.length) throw new Error('a migration with parameters cannot be written as a script')
      statements.push(sql.trim())
    },
  }
  for (const Migration of MIGRATIONS) await new Migration().up(recorder as never)
  return statements
}

/** Everything that stands in a database, as text. `statements` made its tables. */
export async function dumpDatabase(url: string, statements: readonly string[]): Promise<string> {
  return withClient(url, async (client) => {
    const parts = [...statements, ...(await listPartitions(client))].map((each) => `${STATEMENT}${each}`)
    for (const table of await listTables(client)) {
      const rows = await read(client, `copy ${table} to stdout`)
      if (rows) parts.push(`${COPY}${table}\n${rows}`)
    }
    for (const sequence of await listSequences(client)) parts.push(`${STATEMENT}${sequence}`)
    return parts.join('')
  })
}

/** Runs a dump in an empty database. */
export async function restoreDatabase(url: string, dump: string): Promise<void> {
  await withClient(url, async (client) => {
    // Rows come in the order of their tables' names: references are checked by whoever wrote them.
    await client.query(`set session_replication_role = replica`)
    for (const part of dump.split(/(?=\n-- (?:statement\n|copy ))/)) {
      if (part.startsWith(STATEMENT)) await client.query(part.slice(STATEMENT.length))
      else if (part.startsWith(COPY)) {
        const end = part.indexOf('\n', COPY.length)
        const stream = client.query(copyFrom(`copy ${part.slice(COPY.length, end)} from stdin`))
        await pipeline(Readable.from([`${part.slice(end + 1)}${part.endsWith('\n') ? '' : '\n'}`]), stream)
      }
    }
  })
}

/** How many rows each table of some schemas holds. */
export async function countRows(url: string, schemas: readonly string[]): Promise<Record<string, number>> {
  return withClient(url, async (client) => {
    const counts: Record<string, number> = {}
    for (const table of await listTables(client)) {
      if (!schemas.includes(table.split('.')[0] ?? '')) continue
      const name = table.replace(/ \(.*/, '')
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${name}`)
      counts[name] = rows[0]?.n ?? 0
    }
    return counts
  })
}

/** A connection for as long as `work` takes. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Partitions are made by who writes rows, so no migration has them: what makes each, its own check and its own indexes. */
async function listPartitions(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ sql: string }>(
    `with part as (
       select c.oid, c.oid::regclass::text as name, i.inhparent::regclass::text as parent,
         pg_get_expr(c.relpartbound, c.oid) as bound
       from pg_class c join pg_inherits i on i.inhrelid = c.oid where c.relispartition and c.relkind = 'r')
     select sql from (
       select name, 0 as step, '' as sub, format('create table %s partition of %s %s', name, parent, bound) as sql from part
       union all select name, 1, conname, format('alter table %s add constraint %I %s', name, conname, pg_get_constraintdef(k.oid))
         from part join pg_constraint k on k.conrelid = part.oid
         where contype = 'c' and coninhcount = 0
       union all select name, 2, x.indexrelid::regclass::text, pg_get_indexdef(x.indexrelid)
         from part join pg_index x on x.indrelid = part.oid
         where not exists (select from pg_inherits i where i.inhrelid = x.indexrelid)
           and not exists (select from pg_constraint k where k.conindid = x.indexrelid)
     ) s order by name, step, sub`,
  )
  return rows.map(({ sql }) => sql)
}

/** Every table that holds rows, with the columns that are stored. */
async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ sql: string }>(
    `select format('%I.%I (%s)', n.nspname, c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum)) as sql
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and n.nspname in ${SCHEMAS} group by n.nspname, c.relname order by 1`,
  )
  return rows.map(({ sql }) => sql)
}

async function listSequences(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ sql: string }>(
    `select format('select setval(%L, %s)', format('%I.%I', schemaname, sequencename), last_value) as sql
     from pg_sequences where last_value is not null and schemaname in ${SCHEMAS} order by 1`,
  )
  return rows.map(({ sql }) => sql)
}

async function read(client: pg.Client, sql: string): Promise<string> {
  const stream = client.query(copyTo(sql))
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(stream, 'end')
  return Buffer.concat(chunks).toString('utf8')
}
