import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { KINDS } from './assay.ts'

/**
 * Seconds, of the clock and of Postgres' processor time, that plain `COPY` takes for the rows that Assay stored in this database, into tables of the same columns and
 * primary keys, one connection, one transaction: what the database alone allows.
 */
export async function measureCopy(
  databaseUrl: string,
  readServerSeconds: () => number,
): Promise<{ seconds: number; postgresSeconds: number }> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const rows = new Map<string, Buffer[]>()
    for (const kind of KINDS) {
      const chunks: Buffer[] = []
      const source = client.query(copyTo(`copy (select * from facts.${kind}) to stdout (format binary)`))
      for await (const chunk of source) chunks.push(chunk as Buffer)
      rows.set(kind, chunks)
      await client.query(`create table ${kind}_limit (like facts.${kind} including all)`)
    }
    const before = readServerSeconds()
    const started = performance.now()
    await client.query('begin')
    for (const [kind, chunks] of rows)
      await pipeline(
        Readable.from(chunks),
        client.query(copyFrom(`copy ${kind}_limit from stdin (format binary)`)),
      )
    await client.query('commit')
    const seconds = (performance.now() - started) / 1000
    return { seconds, postgresSeconds: readServerSeconds() - before }
  } finally {
    await client.end()
  }
}
