import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Misconfigured } from '../claim/errors.ts'
import { findDatabaseFault, type Pool } from './database.ts'

const MIGRATIONS = new URL('../../db/migrations', import.meta.url)
const UNDEFINED_TABLE = '42P01'
const INVALID_SCHEMA = '3F000'
/** Of a role that a session asks for and that is not there: `assay_api` before the first migration of a cluster. */
const INVALID_PARAMETER = '22023'
const PAUSE_MS = 1000

/** Why a process cannot work with the tables that are there. */
export interface TablesFault {
  readonly code: 'TABLES_MISSING' | 'TABLES_OLD'
  readonly message: string
}

/** Where the names of the migrations that ran can be read: the table itself, or the view that the API's role sees. */
export type MigrationList = 'assay_migration' | 'api.migration'

/** What the tables lack for this program; undefined: nothing. Throws what the query throws when the database is away. */
export async function findTablesFault(
  pool: Pick<Pool, 'query'>,
  list: MigrationList = 'assay_migration',
): Promise<TablesFault | undefined> {
  let there: ReadonlySet<number>
  try {
    const { rows } = await pool.query<{ timestamp: number }>(`select timestamp from ${list}`)
    there = new Set(rows.map(({ timestamp }) => timestamp))
  } catch (error) {
    if (!isMissing(error)) throw error
    return {
      code: 'TABLES_MISSING',
      message: 'the database has no tables of Assay, or they are of an older version: run assay migrate',
    }
  }
  const lacking = listMigrations().filter((each) => !there.has(each))
  if (lacking.length === 0) return undefined
  return {
    code: 'TABLES_OLD',
    message: `the tables are older than this program (${lacking.length} of its migrations have not run): run assay migrate`,
  }
}

/** For commands. @throws Misconfigured `TABLES_MISSING`, `TABLES_OLD` */
export async function requireTables(pool: Pool): Promise<void> {
  const fault = await findTablesFault(pool)
  if (fault) throw new Misconfigured(fault.code, fault.message)
}

export interface AwaitTablesOptions {
  readonly pool: Pool
  readonly log: Logger
  /** Is told why the process waits, and null when it no longer does. */
  readonly onWait: (reason: string | null) => void
  readonly list?: MigrationList
}

/**
 * For processes: returns when the tables are there and new enough, or at the signal. Each reason to wait is logged once, in one
 * line. A database that does not answer is waited for in the same way.
 */
export async function awaitTables(options: AwaitTablesOptions, signal: AbortSignal): Promise<void> {
  const { pool, log, onWait, list } = options
  let said: string | undefined
  while (!signal.aborted) {
    const { code, message } = (await look(pool, list)) ?? { code: undefined, message: undefined }
    if (code === undefined) {
      if (said !== undefined) log.info('the tables are there: going on')
      return onWait(null)
    }
    onWait(message)
    if (said !== message) log.warn({ code }, `${message}; waiting`)
    said = message
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {})
  }
}

async function look(
  pool: Pool,
  list: MigrationList | undefined,
): Promise<{ readonly code: string; readonly message: string } | undefined> {
  try {
    return await findTablesFault(pool, list)
  } catch (error) {
    if (findDatabaseFault(error) === undefined) throw error
    const words = error instanceof Error ? error.message || String(error) : String(error)
    return { code: 'UNAVAILABLE_DATABASE', message: `the database does not answer (${words})` }
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === INVALID_PARAMETER) return /role .* does not exist/.test((error as Error).message)
  return code === UNDEFINED_TABLE || code === INVALID_SCHEMA
}

/** When each migration of this program was made, as its file's name says. */
function listMigrations(): number[] {
  return readdirSync(MIGRATIONS).flatMap((name) => {
    const [, time] = /^(\d+)-.*\.(ts|js)$/.exec(name) ?? []
    return time === undefined ? [] : [Number(time)]
  })
}
