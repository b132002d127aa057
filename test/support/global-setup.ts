import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { buildPages } from '../../bin/pages.mjs'
import { migrate } from '../../db/source.ts'
import { startPostgres } from '../../src/platform/embedded.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
    /** Of role `assay_api`, as which APIs log in. */
    apiPassword: string
  }
}

/** One real Postgres for the whole run, with a migrated template that every test database is copied from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The API serves them; browser tests look at them.
  buildPages()
  const dataDir = join(tmpdir(), `assay-test-${process.pid}`)
  const postgres = await startPostgres({
    dataDir,
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  })
  const template = postgres.url.replace(/\/assay$/, '/assay_template')
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await client.query('create database assay_template')
  await client.end()
  const apiPassword = randomBytes(12).toString('hex')
  await migrate(template, apiPassword)
  project.provide('postgresUrl', postgres.url)
  project.provide('apiPassword', apiPassword)
  return async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
