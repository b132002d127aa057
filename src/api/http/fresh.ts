import type { IncomingMessage } from 'node:http'

/** Whether a caller will not take an answer that was kept (RFC 9111, 5.2.1.4). */
export function wantsFresh({ headers }: IncomingMessage): boolean {
  return /(^|,)\s*no-cache\s*(,|$)/i.test(headers['cache-control'] ?? '')
}
