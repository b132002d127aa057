import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiConfig } from '../config.ts'
import { sendError } from '../http/respond.ts'
import { toCounted } from './address.ts'
import { KeyGuesses } from './key-guesses.ts'
import type { ApiKey } from './keys.ts'
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
  const allowance: Allowance = { ratePerSecond: config.ratePerSecond, burst: config.rateBurst }
  // Keys are few and known: they are counted apart, so that no crowd of addresses makes one forgotten.
  const ofKeys = new RateLimiter(Number.POSITIVE_INFINITY)
  const ofAddresses = new RateLimiter()
  const guesses = new KeyGuesses(keys)
  return (request, response) => {
    const address = addressOf(request, config.trustProxy)
    const presented = presentedKey(request)
    const now = Date.now()
    const found = presented === undefined ? undefined : guesses.find(presented, address, now)
    if (found && !found.key) {
      // A guess is a request too: it takes from what its address may ask.
      const admission =
        found.retryAfter === undefined ? ofAddresses.admit(address, allowance, now) : undefined
      if (admission?.allowed) sendError(response, 401, 'KEY_UNKNOWN', 'no such API key')
      else refuseRate(response, 'RATE_LIMIT', admission?.retryAfter ?? found.retryAfter ?? 1)
      return false
    }
    const key = found?.key
    callers.set(request, key ? `key ${key.name}` : `address ${address}`)
    const admission = key ? ofKeys.admit(key.name, key, now) : ofAddresses.admit(address, allowance, now)
    tell(response, key ?? allowance, admission)
    if (admission.allowed) return true
    refuseRate(response, admission.code, admission.retryAfter)
    return false
  }
}

/** Says who a caller is and lets it in: for doors that count bytes, not requests. A key that nobody has is refused. */
export function createFilesGate(
  { trustProxy }: Pick<ApiConfig, 'trustProxy'>,
  keys: readonly ApiKey[],
): Gate {
  const unlimited = { ratePerSecond: 0, perDay: undefined }
  return createGate(
    { ...unlimited, rateBurst: 0, trustProxy },
    keys.map((key) => ({ ...key, ...unlimited })),
  )
}

// Of machines that ask on a schedule, from one address: many times what any of them asks.
const OPERATIONS: Allowance = { ratePerSecond: 10, burst: 50 }

/** Counts what operators' machines ask per address, apart from questions; 429 beyond 10 a second. */
export function createOperationsGate({
  ratePerSecond,
  trustProxy,
}: Pick<ApiConfig, 'ratePerSecond' | 'trustProxy'>): Gate {
  const ofAddresses = new RateLimiter()
  return (request, response) => {
    if (ratePerSecond <= 0) return true
    const admission = ofAddresses.admit(addressOf(request, trustProxy), OPERATIONS, Date.now())
    if (admission.allowed) return true
    refuseRate(response, admission.code, admission.retryAfter)
    return false
  }
}

function refuseRate(response: ServerResponse, code: 'QUOTA' | 'RATE_LIMIT', seconds: number): void {
  const message = code === 'QUOTA' ? 'the quota of this key for today is used up' : 'too many requests'
  sendError(response, 429, code, `${message}; try again in ${seconds} s`, { 'retry-after': String(seconds) })
}

// Names of the IETF draft "RateLimit header fields for HTTP": how many at once, how many are left, seconds until all are.
function tell(response: ServerResponse, { burst, ratePerSecond }: Allowance, admission: Admission): void {
  if (ratePerSecond <= 0) return
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
  return toCounted(forwarded || (request.socket.remoteAddress ?? 'unknown'))
}
