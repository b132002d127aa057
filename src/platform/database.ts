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
}

/** A connection pool. The caller ends it. A connection's fault is kept from ending the process. */
export function createPool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `assay-${options.application}`,
    max: options.max ?? 4,
    ...(options.statementTimeoutMs ? { statement_timeout: options.statementTimeoutMs } : {}),
  })
  // The next query on a fresh connection reports what matters; an unheard 'error' event would end the process.
  pool.on('error', () => {})
  // The same for a connection in use: whatever it was asked fails too, and says so.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export type { Pool, PoolClient } from 'pg'
