import { createPool, type Pool } from '../platform/database.ts'
import type { ApiConfig } from './config.ts'

/** Longest wait for a connection of the pool, in milliseconds, unless it is set. */
export const POOL_WAIT_MS = 3000

/** How long an answer is waited for beyond the statement's own limit, in milliseconds: a database may neither answer nor hang up. */
export const ANSWER_MS = 2000

/** The database's address for a session of the API: read-only, and in the API's role whoever logs in; with further settings of Postgres. */
export function toReaderUrl(
  config: Pick<ApiConfig, 'databaseUrl' | 'role'>,
  more: Readonly<Record<string, string>> = {},
): string {
  const url = new URL(config.databaseUrl)
  const settings = {
    default_transaction_read_only: 'on',
    idle_in_transaction_session_timeout: '15000',
    // Short statements: compiling them costs more than it saves.
    jit: 'off',
    ...(config.role ? { role: config.role } : {}),
    ...more,
  }
  url.searchParams.set(
    'options',
    Object.entries(settings)
      .map(([key, value]) => `-c ${key}=${value}`)
      .join(' '),
  )
  return url.href
}

/**
 * The API's own pool: read-only, as the API's role, each statement and each wait for a connection bounded in time.
 * `answerMs` bounds the wait for an answer too, for when the server is silent. The caller ends it.
 */
export function createReadPool(
  config: Pick<ApiConfig, 'databaseUrl' | 'role' | 'poolSize' | 'statementTimeoutMs' | 'poolWaitMs'>,
  answerMs?: number,
  more?: Readonly<Record<string, string>>,
): Pool {
  return createPool(toReaderUrl(config, more), {
    application: 'api',
    max: config.poolSize,
    statementTimeoutMs: config.statementTimeoutMs,
    waitMs: config.poolWaitMs ?? POOL_WAIT_MS,
    ...(answerMs ? { answerMs } : {}),
  })
}
