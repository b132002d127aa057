import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../db/source.ts'
import { createPool } from '../platform/database.ts'
import { removePostgres, startPostgres } from '../platform/embedded.ts'
import { Environment } from '../platform/environment.ts'

// What is thrown away need not survive a power cut.
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/**
 * Runs `work` on a migrated database of its own, and drops it whatever happens: on the server of `DATABASE_URL`, or on one that is
 * started for it.
 */
export async function withThrowAwayDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const settings = new Environment(process.env)
  if (settings.text('DATABASE_URL', '') !== '') return onServer(settings.databaseUrl(), work)
  const dataDir = await mkdtemp(join(tmpdir(), 'assay-replay-'))
  try {
    const postgres = await startPostgres({ dataDir, settings: SETTINGS })
    try {
      return await onServer(postgres.url, work)
    } finally {
      await postgres.stop()
    }
  } finally {
    await removePostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function onServer<T>(server: string, work: (url: string) => Promise<T>): Promise<T> {
  const pool = createPool(server, { application: 'replay', max: 1 })
  const name = `assay_replay_${randomBytes(6).toString('hex')}`
  try {
    await pool.query(`create database ${name}`)
    try {
      const url = new URL(server)
      url.pathname = `/${name}`
      await migrate(url.href, '')
      return await work(url.href)
    } finally {
      await pool.query(`drop database ${name} with (force)`)
    }
  } finally {
    await pool.end()
  }
}
