import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiConfig } from '../config.ts'
import { sendError } from '../http/respond.ts'
import { type ApiKey, findKey } from './keys.ts'
import { type Admission, type Allowance, RateLimiter } from './rate.ts'

/** Lets a request in or answers 401 or 429 itself. Gives whether it is in. */
export type Gate = (request: IncomingMessage, response: ServerResponse) => boolean

// Who sent a request, as the gate counts him: for limits behind it that are per caller too.
const callers = new WeakMap<IncomingMessage, string>()

/** The caller of a request that the gate let in: its key, or its address. */
export function callerOf(request: IncomingMessage): string {
  return callers.get(request) ?? 'unknown'
}

/** Counts requests per API key, or per address for those without one. */
export function createGate(
  config: Pick<ApiConfig, 'ratePerSecond' | 'rateBurst' | 'trustProxy'>,
  keys: readonly ApiKey[],
): Gate {
  const limiter = new RateLimiter()
  return (request, response) => {
    const presented = presentedKey(request)
    const key = presented ? findKey(keys, presented) : undefined
    if (presented && !key) {
      sendError(response, 401, 'KEY_UNKNOWN', 'no such API key')
      return false
    }
    const allowance = key ?? { ratePerSecond: config.ratePerSecond, burst: config.rateBurst }
    const caller = key ? `key ${key.name}` : `address ${addressOf(request, config.trustProxy)}`
    callers.set(request, caller)
    const admission = limiter.admit(caller, allowance, Date.now())
    if (allowance.ratePerSecond > 0) tell(response, allowance, admission)
    if (admission.allowed) return true
    const message =
      admission.code === 'QUOTA' ? 'the quota of this key for today is used up' : 'too many requests'
    sendError(response, 429, admission.code, `${message}; try again in ${admission.retryAfter} s`, {
      'retry-after': String(admission.retryAfter),
    })
    return false
  }
}

// Names of the IETF draft "RateLimit header fields for HTTP": how many at once, how many are left, seconds until all are.
function tell(response: ServerResponse, { burst, ratePerSecond }: Allowance, admission: Admission): void {
  const left = admission.allowed ? (admission.remaining ?? burst) : 0
  response.setHeader('ratelimit-limit', String(burst))
  response.setHeader('ratelimit-remaining', String(left))
  response.setHeader(
    'ratelimit-reset',
    String(admission.allowed ? Math.ceil((burst - left) / ratePerSecond) : admission.retryAfter),
  )
}

function presentedKey(request: IncomingMessage): string | undefined {
  const header = request.headers['x-api-key']
  if (typeof header === 'string') return header
  return /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1]
}

// Behind a proxy of one's own, the last entry is the one that it wrote; the others are the caller's.
function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy
    ? String(request.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : ''
  return forwarded || (request.socket.remoteAddress ?? 'unknown')
}
