import pg from 'pg'
import { expect, test } from 'vitest'
import { createDatabase } from '../support/postgres.ts'

test('a test database is a real Postgres with every schema', async () => {
  const database = await createDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select nspname from pg_namespace where nspname in ('facts', 'ingest', 'archive', 'watch')`,
    )
    expect(rows).toHaveLength(4)
  } finally {
    await client.end()
    await database.drop()
  }
})
