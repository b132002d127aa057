import type { ServerResponse } from 'node:http'
import type { Refusal } from '../../platform/refusal.ts'
import { type Allowance, RateLimiter } from './rate.ts'

const MIB = 1 << 20

interface SendingLimits {
  /** What is sent, for the words of a refusal. */
  readonly what: string
  /** In MiB, of one caller. */
  readonly allowance: Allowance
  /** Bytes of answers that are not taken yet, of all callers together: a slow reader keeps its answer in memory. */
  readonly mostBytes: number
  /** What the smallest answer counts as, in bytes. */
  readonly leastBytes: number
}

/** Bounds the bytes that a door of large answers sends: those of one caller by time, and all that nobody has taken yet. */
export class Sending {
  readonly #limits: SendingLimits
  readonly #limiter = new RateLimiter()
  #bytes = 0

  constructor(limits: SendingLimits) {
    this.#limits = limits
  }

  /** Why a caller gets nothing at all now; undefined where it may ask. */
  refusalOf(caller: string): Refusal | undefined {
    const owed = this.#limiter.waitOf(caller, this.#limits.allowance, Date.now())
    return owed > 0 ? this.#tooMany(owed) : undefined
  }

  /** Counts an answer of so many bytes until its response is closed, or says why it is not sent now. */
  begin(caller: string, response: ServerResponse, bytes: number): Refusal | undefined {
    const { what, allowance, mostBytes, leastBytes } = this.#limits
    const counted = Math.max(bytes, leastBytes)
    const admission = this.#limiter.admit(caller, allowance, Date.now(), counted / MIB)
    if (!admission.allowed) return this.#tooMany(admission.retryAfter)
    if (this.#bytes + bytes > mostBytes)
      return { status: 503, code: 'BUSY', message: `too many ${what} are being sent: try again later` }
    this.#bytes += bytes
    response.once('close', () => {
      this.#bytes -= bytes
    })
    return undefined
  }

  #tooMany(seconds: number): Refusal {
    const { what, allowance } = this.#limits
    return {
      status: 429,
      code: 'RATE_LIMIT',
      message: `you have read a lot: ${what} are ${allowance.ratePerSecond} MiB a second; try again in ${seconds} s`,
      headers: { 'retry-after': String(seconds) },
    }
  }
}
