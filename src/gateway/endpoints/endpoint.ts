import { shownEndpoint } from '../../platform/log.ts'
import { Health } from './health.ts'
import { createHttpTransport } from './http-transport.ts'
import { Limiter, type LimiterOptions } from './limiter.ts'
import { NoAnswer, type RpcCall } from './rpc.ts'
import type { Transport, TransportLimits } from './transport.ts'
import { WsTransport } from './ws-transport.ts'

export interface EndpointOptions extends LimiterOptions, TransportLimits {
  readonly url: string
  /** Calls in one batch at most. */
  readonly batchSize: number
}

// Answers that take so long on average say that it is asked enough.
const BUSY_MS = 500
// A liar comes back after a minute, then two, four … : a mended node should not need an operator.
const ASIDE_MS = 60_000
const ASIDE_LIMIT_MS = 3_600_000

/** One endpoint with what was learned of it. */
export class Endpoint {
  readonly name: string
  readonly limiter: Limiter
  readonly health = new Health()
  readonly transport: Transport
  /** Methods it says it does not serve. */
  readonly unsupported = new Set<string>()
  #batchSize: number
  #lies = 0
  #asideUntil = 0
  #aside = ''

  constructor(name: string, options: EndpointOptions) {
    this.name = name
    this.limiter = new Limiter(options)
    this.#batchSize = options.batchSize
    this.transport = createTransport(options)
  }

  /** Milliseconds until it may be asked; Infinity while it is busy. */
  waitMs(now: number): number {
    return Math.max(this.limiter.waitMs(now), this.health.pausedMs(now))
  }

  /** Questions that it may be asked at once: as far as its limits were learned or set, and none beside others while it is busy. */
  bears(): number {
    const { latencyMs } = this.health
    if (latencyMs > BUSY_MS) return 1
    const { concurrency, rate } = this.limiter
    // So many are on their way when so many a second each take so long.
    return Math.max(1, Math.floor(Math.min(concurrency, (rate * Math.max(1, latencyMs)) / 1_000)))
  }

  /** It failed several times in a row, or asked to be left in peace for a while. */
  isPausing(now: number): boolean {
    return this.health.pausedMs(now) > 0 || this.limiter.pausedMs(now) > 0
  }

  isAside(now: number): boolean {
    return now < this.#asideUntil
  }

  /** Why it is put aside; undefined when it is not. */
  findAside(now: number): string | undefined {
    return this.isAside(now) ? this.#aside : undefined
  }

  /** Asks it nothing for a while: it said what is not so. */
  putAside(reason: string, now: number): void {
    // What it was asked before that is one lie with the first.
    if (this.isAside(now)) return
    this.#asideUntil = now + Math.min(ASIDE_LIMIT_MS, ASIDE_MS * 2 ** this.#lies)
    this.#aside = reason
    this.#lies++
  }

  /**
   * The results in the order of the calls.
   * @throws what {@link Transport.send} throws, and is counted for it
   */
  async send(calls: readonly RpcCall[], signal: AbortSignal, timeoutMs: number): Promise<unknown[]> {
    const started = Date.now()
    const results: unknown[] = []
    // What is asked beside this may learn a smaller batch meanwhile.
    while (results.length < calls.length) {
      const batch = calls.slice(results.length, results.length + this.#batchSize)
      results.push(...(await this.#sendOne(batch, signal, timeoutMs)))
    }
    this.health.answered(Date.now() - started)
    return results
  }

  async #sendOne(calls: readonly RpcCall[], signal: AbortSignal, timeoutMs: number): Promise<unknown[]> {
    const stop = new AbortController()
    const abort = () => stop.abort(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    let late = false
    const timer = setTimeout(() => {
      late = true
      stop.abort(new NoAnswer('sick', `no answer in ${timeoutMs} ms to ${calls[0]?.method}`))
    }, timeoutMs)
    const started = Date.now()
    this.limiter.begin(started)
    try {
      signal.throwIfAborted()
      const results = await this.transport.send(calls, stop.signal)
      this.limiter.answered()
      return results
    } catch (error) {
      if (signal.aborted) {
        this.limiter.ended()
        this.health.outrun(Date.now() - started)
        throw error
      }
      throw this.#learn(error, calls, late)
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
  }

  #learn(error: unknown, calls: readonly RpcCall[], late: boolean): unknown {
    const now = Date.now()
    if (late) {
      this.limiter.slow()
      this.health.failed(now)
      return error
    }
    if (error instanceof NoAnswer && error.meaning === 'rate_limited') {
      this.limiter.refused(now, error.retryAfterMs)
      return error
    }
    this.limiter.ended()
    if (!(error instanceof NoAnswer)) return error
    const tooLarge = error.meaning === 'too_many'
    if (calls.length > 1 && (tooLarge || /batch/i.test(error.message)))
      this.#batchSize = Math.ceil(calls.length / 2)
    if (error.meaning === 'unsupported' || (tooLarge && calls.every(isSplittable))) return error
    if (!tooLarge || calls.length === 1) this.health.failed(now)
    // What cannot be asked for in parts has no answer here: somebody else is asked.
    return tooLarge ? new NoAnswer('sick', error.message, undefined, { cause: error }) : error
  }
}

/** Logs can be asked for in narrower ranges, of one block by fewer addresses and topics, and at last by its receipts. */
function isSplittable({ method }: RpcCall): boolean {
  return method === 'eth_getLogs'
}

/** Endpoints named by host; a second one on the same host gets a number. */
export function createEndpoints(options: readonly EndpointOptions[]): Endpoint[] {
  const names = new Map<string, number>()
  return options.map((each) => {
    const host = shownEndpoint(each.url)
    const count = (names.get(host) ?? 0) + 1
    names.set(host, count)
    return new Endpoint(count === 1 ? host : `${host}#${count}`, each)
  })
}

/** The connection that a URL's scheme asks for. */
export function createTransport(options: { readonly url: string } & TransportLimits): Transport {
  return /^wss?:/.test(options.url)
    ? new WsTransport(options.url, options)
    : createHttpTransport(options.url, options)
}
