import { Cache } from '../execute/cache.ts'

export interface Allowance {
  readonly ratePerSecond: number
  readonly burst: number
  /** Requests in one UTC day. */
  readonly perDay?: number | undefined
}

interface Bucket {
  tokens: number
  at: number
  day: number
  used: number
}

/** How long to wait, in seconds, and why; or allowed, and how many requests may follow at once (absent: no limit). */
export type Admission =
  | { readonly allowed: true; readonly remaining?: number }
  | { readonly allowed: false; readonly retryAfter: number; readonly code: 'RATE_LIMIT' | 'QUOTA' }

const DAY = 86_400_000

/** A token bucket per caller. Remembers a bounded number of callers: those seen last. */
export class RateLimiter {
  readonly #buckets: Cache<string, Bucket>

  constructor(callers = 20_000) {
    this.#buckets = new Cache(callers)
  }

  /** Takes one token of `caller` at `now` (milliseconds). */
  admit(caller: string, { ratePerSecond, burst, perDay }: Allowance, now: number): Admission {
    if (ratePerSecond <= 0) return { allowed: true }
    const today = Math.floor(now / DAY)
    const bucket = this.#buckets.get(caller) ?? { tokens: burst, at: now, day: today, used: 0 }
    this.#buckets.set(caller, bucket)
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * ratePerSecond)
    bucket.at = now
    if (bucket.day !== today) Object.assign(bucket, { day: today, used: 0 })
    if (perDay !== undefined && bucket.used >= perDay)
      return { allowed: false, code: 'QUOTA', retryAfter: Math.ceil(((today + 1) * DAY - now) / 1000) }
    if (bucket.tokens < 1)
      return {
        allowed: false,
        code: 'RATE_LIMIT',
        retryAfter: Math.max(1, Math.ceil((1 - bucket.tokens) / ratePerSecond)),
      }
    bucket.tokens -= 1
    bucket.used += 1
    return { allowed: true, remaining: Math.floor(bucket.tokens) }
  }
}
