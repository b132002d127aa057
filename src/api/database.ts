import { createPool, type Pool } from '../platform/database.ts'
import type { ApiConfig } from './config.ts'

/** The API's own pool: read-only, as the API's role, each statement bounded in time. The caller ends it. */
export function createReadPool(
  config: Pick<ApiConfig, 'databaseUrl' | 'role' | 'poolSize' | 'statementTimeoutMs'>,
): Pool {
  const url = new URL(config.databaseUrl)
  const settings = {
    default_transaction_read_only: 'on',
    idle_in_transaction_session_timeout: '15000',
    // Short statements: compiling them costs more than it saves.
    jit: 'off',
    ...(config.role ? { role: config.role } : {}),
  }
  url.searchParams.set(
    'options',
    Object.entries(settings)
      .map(([key, value]) => `-c ${key}=${value}`)
      .join(' '),
  )
  return createPool(url.href, {
    application: 'api',
    max: config.poolSize,
    statementTimeoutMs: config.statementTimeoutMs,
  })
}
