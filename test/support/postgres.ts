import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  readonly url: string
  /** The same database for one who only reads: as the API logs in. */
  readonly readerUrl: string
  drop(): Promise<void>
}

/** A fresh database on the run's own Postgres, migrated unless it is to be `empty`. The test drops it when it is done. */
export async function createDatabase(state: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const admin = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await run(
    admin,
    `create database ${name} template ${state === 'empty' ? 'template0' : 'assay_template'} strategy file_copy`,
  )
  const url = new URL(admin)
  url.pathname = `/${name}`
  const reader = new URL(url)
  reader.username = 'assay_api'
  reader.password = inject('apiPassword')
  return {
    url: url.href,
    readerUrl: reader.href,
    drop: () => run(admin, `drop database ${name} with (force)`),
  }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
