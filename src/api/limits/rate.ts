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

  /**
   * Takes tokens of `caller` at `now` (milliseconds). Who has one may take more than there are: what is owed is waited for
   * before the next time.
   */
  admit(caller: string, allowance: Allowance, now: number, tokens = 1): Admission {
    if (allowance.ratePerSecond <= 0) return { allowed: true }
    const today = Math.floor(now / DAY)
    const bucket = this.#bucketOf(caller, allowance, now)
    const { perDay } = allowance
    if (perDay !== undefined && bucket.used >= perDay)
      return { allowed: false, code: 'QUOTA', retryAfter: Math.ceil(((today + 1) * DAY - now) / 1000) }
    if (bucket.tokens < 1)
      return { allowed: false, code: 'RATE_LIMIT', retryAfter: waitOf(bucket, allowance) }
    bucket.tokens -= tokens
    bucket.used += 1
    return { allowed: true, remaining: Math.max(0, Math.floor(bucket.tokens)) }
  }

  /** Seconds until `caller` has a token again; 0 when it has one. Takes none. */
  waitOf(caller: string, allowance: Allowance, now: number): number {
    const bucket = this.#bucketOf(caller, allowance, now)
    return bucket.tokens >= 1 ? 0 : waitOf(bucket, allowance)
  }

  // What it was given since it was last seen is put in first.
  #bucketOf(caller: string, { burst, ratePerSecond }: Allowance, now: number): Bucket {
    const today = Math.floor(now / DAY)
    const bucket = this.#buckets.get(caller) ?? { tokens: burst, at: now, day: today, used: 0 }
    this.#buckets.set(caller, bucket)
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * ratePerSecond)
    bucket.at = now
    if (bucket.day !== today) Object.assign(bucket, { day: today, used: 0 })
    return bucket
  }
}

function waitOf({ tokens }: Bucket, { ratePerSecond }: Allowance): number {
  return Math.max(1, Math.ceil((1 - tokens) / ratePerSecond))
}
