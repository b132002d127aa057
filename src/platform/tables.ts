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
/** The API's role gets its rights from migrate, after the tables. */
const NO_RIGHT = '42501'
const PAUSE_MS = 1000

/** Why a process cannot work with the tables that are there. */
export interface TablesFault {
  readonly code: 'TABLES_MISSING' | 'TABLES_OLD'
  readonly message: string
}

/** Where the names of the migrations that ran can be read: the table itself, or the view that the API's role sees. */
export type MigrationList = 'assay_migration' | 'api.migration'

/**
 * What the tables lack for this program; undefined: nothing.
 * @throws what the query throws when the database is away
 */
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
  /** Is told why the process waits, in words that strangers may read, and null when it no longer does. */
  readonly onWait: (fault: WaitFault | null) => void
  readonly list?: MigrationList
}

/** What a process waits for before it begins. */
export interface WaitFault {
  readonly code: TablesFault['code'] | 'UNAVAILABLE_DATABASE' | 'DATABASE_LOGIN' | 'STARTING'
  readonly message: string
}

/**
 * For processes: returns when the tables are there and new enough, or at the signal. Each reason to wait is logged once, in one
 * line. A database that does not answer is waited for in the same way.
 */
export async function awaitTables(options: AwaitTablesOptions, signal: AbortSignal): Promise<void> {
  const { pool, log, onWait, list } = options
  let said: string | undefined
  onWait({ code: 'STARTING', message: 'starting: the tables were not looked at yet' })
  while (!signal.aborted) {
    const found = await look(pool, list)
    if (signal.aborted) return
    onWait(found?.fault ?? null)
    if (found === undefined) {
      if (said !== undefined) log.info('the tables are there: going on')
      return
    }
    const { code, message } = found.fault
    if (said !== message) log.warn({ code, detail: found.detail }, `${message}; waiting`)
    said = message
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {})
  }
}

/** `detail` is for the log alone: it may name a user or a host. */
async function look(
  pool: Pool,
  list: MigrationList | undefined,
): Promise<{ readonly fault: WaitFault; readonly detail?: string } | undefined> {
  try {
    const fault = await findTablesFault(pool, list)
    return fault && { fault }
  } catch (error) {
    const detail = error instanceof Error ? error.message || String(error) : String(error)
    if (codeOf(error).startsWith('28'))
      return {
        fault: {
          code: 'DATABASE_LOGIN',
          message:
            'the database refuses the login: check DATABASE_URL; assay_api is made by assay migrate with ASSAY_API_DB_PASS set',
        },
        detail,
      }
    // Whatever else it is, waiting and saying so is better than an end: it may be put right without us.
    const message =
      findDatabaseFault(error) === undefined
        ? 'the tables cannot be looked at, and the log says why'
        : 'the database does not answer'
    return { fault: { code: 'UNAVAILABLE_DATABASE', message }, detail }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function isMissing(error: unknown): boolean {
  const code = codeOf(error)
  if (code === INVALID_PARAMETER) return /role .* does not exist/.test((error as Error).message)
  return code === UNDEFINED_TABLE || code === INVALID_SCHEMA || code === NO_RIGHT
}

/** When each migration of this program was made, as its file's name says. */
function listMigrations(): number[] {
  return readdirSync(MIGRATIONS).flatMap((name) => {
    const [, time] = /^(\d+)-.*\.(ts|js)$/.exec(name) ?? []
    return time === undefined ? [] : [Number(time)]
  })
}
