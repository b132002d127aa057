import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, rm, statfs } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { buildPages } from '../../bin/pages.mjs'
import { migrate } from '../../db/source.ts'
import { removePostgres, startPostgres } from '../../src/platform/embedded.ts'

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
  const dataDir = join(await findClusterFolder(), `${PREFIX}${process.pid}`)
  const postgres = await startPostgres({
    dataDir,
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=512MB'],
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

const PREFIX = 'assay-test-'
const MEMORY = '/dev/shm'
/** The run's cluster holds less than half of it: a database of a test is 12 MB, and few are there at a time. */
const MEMORY_BYTES = 6 * 2 ** 30

/**
 * The folder below which the cluster lies: in memory where there is enough. A database is seven hundred files, and ext4 looks long for
 * inodes that were not freed in the last minutes: where databases come and go, that costs ten times what Postgres does.
 */
async function findClusterFolder(): Promise<string> {
  // Absent on other systems than Linux.
  if (!existsSync(MEMORY)) return tmpdir()
  await removeLeftovers()
  const { bavail, bsize } = await statfs(MEMORY)
  return Math.min(bavail * bsize, freemem()) >= MEMORY_BYTES ? MEMORY : tmpdir()
}

/** Gives back the memory of runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(MEMORY)) {
    const pid = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : ''
    if (/^\d+$/.test(pid) && !existsSync(`/proc/${pid}`)) await removePostgres(join(MEMORY, name))
  }
}
