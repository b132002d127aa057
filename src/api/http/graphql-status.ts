import type { GraphQLError } from 'graphql'
import { RETRY_SECONDS } from './respond.ts'

/**
 * The status of a GraphQL answer. 503 where the database took no question and so nothing was answered: proxies and clients
 * may then ask again. Everything else that was executed is 200, with its errors in it.
 */
export function statusOf(
  data: unknown,
  errors: readonly GraphQLError[] | undefined,
): { readonly status: number; readonly headers: Readonly<Record<string, string>> } {
  const away = (errors ?? []).some(({ extensions }) => /^(UNAVAILABLE|BUSY)$/.test(String(extensions.code)))
  if (!away || (data !== null && data !== undefined)) return { status: 200, headers: {} }
  return { status: 503, headers: { 'retry-after': RETRY_SECONDS } }
}
