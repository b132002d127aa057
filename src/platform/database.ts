import pg from 'pg'

// int8 comes as text by default: chain ids and counters fit a double, amounts are numeric and stay text.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint beyond a double: ${text}`)
  return value
})

export interface PoolOptions {
  readonly application: string
  readonly max?: number
  readonly statementTimeoutMs?: number
  /** Longest wait for a connection, new or given back; default 2 minutes, for those who work in long statements. */
  readonly waitMs?: number
  /** Longest wait for an answer of the server, for when it neither answers nor hangs up; absent: no limit. */
  readonly answerMs?: number
}

const WAIT_MS = 120_000

/** A connection pool. The caller ends it. A connection's fault is kept from ending the process. */
export function createPool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `assay-${options.application}`,
    max: options.max ?? 4,
    connectionTimeoutMillis: options.waitMs ?? WAIT_MS,
    keepAlive: true,
    ...(options.answerMs ? { query_timeout: options.answerMs } : {}),
    ...(options.statementTimeoutMs ? { statement_timeout: options.statementTimeoutMs } : {}),
  })
  // The next query on a fresh connection reports what matters; an unheard 'error' event would end the process.
  pool.on('error', () => {})
  // The same for a connection in use: whatever it was asked fails too, and says so.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

// pg and its pool tell these cases by their words only.
const NO_CONNECTION_FREE = 'timeout exceeded when trying to connect'
const GONE = /^(Connection terminated|Query read timeout|Client has encountered a connection error)/
// Of the operating system and the resolver.
const UNREACHED =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|E(HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|EACCES)$/
// SQLSTATE: connection exceptions, operator intervention but for a cancelled statement, too many connections, no login.
const AWAY = /^(08...|57P..|53300|25P03|28...|3D000)$/

/**
 * Whether an error says that the database did not take the question: `BUSY` when no connection of the pool came free in
 * time, `UNAVAILABLE` when it is not there. Undefined for every other error.
 */
export function findDatabaseFault(error: unknown): 'BUSY' | 'UNAVAILABLE' | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.message === NO_CONNECTION_FREE) return 'BUSY'
  if (GONE.test(error.message)) return 'UNAVAILABLE'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const ofSystem =
    error instanceof AggregateError ||
    ('syscall' in error && /^(connect|read|write|getaddrinfo)$/.test(String(error.syscall)))
  if (AWAY.test(code) || (ofSystem && UNREACHED.test(code))) return 'UNAVAILABLE'
  return undefined
}

export type { Pool, PoolClient } from 'pg'
