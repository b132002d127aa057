import type { Registry } from 'prom-client'
import { Unavailable } from '../../claim/errors.ts'
import { createEndpoints, type Endpoint, type EndpointOptions } from './endpoint.ts'
import { createMetrics, type GatewayMetrics } from './metrics.ts'
import { NoAnswer, type RpcCall } from './rpc.ts'

/** How often one question is put before the time limit of an attempt decides. */
const MOST_ATTEMPTS = 4
/** After so long an answer that everybody else gives sooner counts as lost, and its endpoint may be asked again. */
const LOST_MS = 250

export interface GatewayOptions {
  readonly endpoints: readonly EndpointOptions[]
  /** One try takes so long at most. */
  readonly timeoutMs: number
  /** A question is given up after so long; the caller's supervisor asks again. */
  readonly patienceMs: number
  readonly registry?: Registry
}

export interface EndpointAnswer {
  /** In the order of the calls, all from one endpoint. */
  readonly results: readonly unknown[]
  readonly endpoint: Endpoint
}

export interface AskOptions {
  /** Only this one is asked: to compare what endpoints say. */
  readonly only?: Endpoint
  readonly exclude?: ReadonlySet<Endpoint>
  /** In place of the gateway's own. */
  readonly patienceMs?: number
}

/**
 * Questions to any number of endpoints that may be slow, sick or gone: the first answer counts. What an answer
 * is worth is not judged here, except that endpoints put aside for a lie are not asked.
 */
export class Gateway {
  readonly endpoints: readonly Endpoint[]
  readonly metrics: GatewayMetrics
  readonly #options: GatewayOptions
  readonly #signal: AbortSignal
  readonly #idle = new Set<() => void>()

  constructor(options: GatewayOptions, signal: AbortSignal) {
    this.endpoints = createEndpoints(options.endpoints)
    this.metrics = createMetrics(this.endpoints, options.registry)
    this.#options = options
    this.#signal = signal
  }

  /** Those not put aside: who may be asked now before who is pausing, each best first. */
  inService(): Endpoint[] {
    const now = Date.now()
    const pauses = (each: Endpoint) => Number(each.isPausing(now))
    return this.endpoints
      .filter((each) => !each.isAside(now))
      .sort((a, b) => pauses(a) - pauses(b) || worth(b) - worth(a))
  }

  /** One call's result. Errors as for {@link ask}. */
  async request(method: string, params: readonly unknown[], nullable = false): Promise<unknown> {
    const { results } = await this.ask([{ method, params, nullable }])
    return results[0]
  }

  /**
   * The results of some calls, all from one endpoint.
   * @throws RpcRefused when the chain's answer is an error; NoAnswer `too_many` when a log range must be split;
   * Unavailable `UNAVAILABLE_ENDPOINTS` when nobody answered in time, `UNAVAILABLE_METHOD` when nobody serves it
   */
  async ask(calls: readonly RpcCall[], options: AskOptions = {}): Promise<EndpointAnswer> {
    const deadline = Date.now() + (options.patienceMs ?? this.#options.patienceMs)
    const failed = new Set<Endpoint>()
    let last: NoAnswer | undefined
    for (let round = 0; ; ) {
      this.#signal.throwIfAborted()
      const candidates = this.#candidates(calls, options)
      const fresh = candidates.filter((each) => !failed.has(each))
      const outcome = await this.#askAny(fresh, calls, deadline)
      if (outcome instanceof NoAnswer) {
        last = outcome
        for (const each of outcome.cause instanceof Tried ? outcome.cause.endpoints : []) failed.add(each)
        continue
      }
      if (outcome) return outcome
      if (Date.now() >= deadline || !candidates.length) throw this.#unanswered(calls, candidates.length, last)
      failed.clear()
      await pause(Math.min(2_000, 25 * 2 ** round++) * (0.5 + Math.random() / 2), this.#signal)
    }
  }

  /** What came of asking one of these and those that are asked because it is slow; undefined when none may be asked in time. */
  async #askAny(
    fresh: readonly Endpoint[],
    calls: readonly RpcCall[],
    deadline: number,
  ): Promise<EndpointAnswer | NoAnswer | undefined> {
    if (!fresh.length) return undefined
    try {
      const first = await this.#ready(fresh, deadline)
      return first && (await this.#race(first, fresh, calls))
    } catch (error) {
      if (!(error instanceof NoAnswer) || error.meaning === 'too_many') throw error
      return error
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.endpoints.map((each) => each.transport.close()))
  }

  #candidates(calls: readonly RpcCall[], { only, exclude }: AskOptions): Endpoint[] {
    if (only) return [only]
    return this.inService().filter(
      (each) => !exclude?.has(each) && !calls.some(({ method }) => each.unsupported.has(method)),
    )
  }

  /** The first that may be asked; waits for one. Undefined when none got ready in time. */
  async #ready(candidates: readonly Endpoint[], deadline: number): Promise<Endpoint | undefined> {
    for (;;) {
      const now = Date.now()
      const ready = candidates.find((each) => each.waitMs(now) === 0)
      if (ready) return ready
      const wait = Math.min(deadline - now, ...candidates.map((each) => each.waitMs(now)))
      if (wait <= 0) return undefined
      await this.#idleOr(wait)
    }
  }

  /**
   * Asks `first`, and whenever that takes longer than it should another one as well; the first answer wins. With nobody
   * else to ask the same one is asked again: an answer may have got lost.
   */
  async #race(
    first: Endpoint,
    candidates: readonly Endpoint[],
    calls: readonly RpcCall[],
  ): Promise<EndpointAnswer> {
    const stop = new AbortController()
    const signal = stop.signal
    const abort = () => stop.abort(this.#signal.reason)
    this.#signal.addEventListener('abort', abort, { once: true })
    const tried = [first]
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<EndpointAnswer>((resolve, reject) => {
        let running = 1
        const watch = (attempt: Promise<EndpointAnswer>) =>
          attempt.then(resolve, (error) => {
            running--
            if (running === 0 || !(error instanceof NoAnswer) || error.meaning === 'too_many') reject(error)
          })
        watch(this.#attempt(first, calls, signal))
        const { slowMs } = first.health
        let waited = 0
        timer = setInterval(() => {
          waited += slowMs
          const second = findSecond(candidates, tried, waited >= Math.max(LOST_MS, 2 * slowMs))
          if (!second) return
          if (tried.push(second) === MOST_ATTEMPTS) clearInterval(timer)
          waited = 0
          running++
          this.metrics.hedged(first.name)
          watch(this.#attempt(second, calls, signal))
        }, slowMs)
      })
    } catch (error) {
      if (error instanceof NoAnswer)
        throw new NoAnswer(error.meaning, error.message, error.retryAfterMs, {
          cause: new Tried(tried, error),
        })
      throw error
    } finally {
      clearInterval(timer)
      this.#signal.removeEventListener('abort', abort)
      // With nobody else asked there is nobody to stop: an error and an abort for every question cost more than its answer's parsing.
      if (tried.length > 1) stop.abort(new NoAnswer('sick', 'another endpoint was faster'))
    }
  }

  async #attempt(
    endpoint: Endpoint,
    calls: readonly RpcCall[],
    signal: AbortSignal,
  ): Promise<EndpointAnswer> {
    const started = performance.now()
    let outcome = 'answered'
    try {
      return { results: await endpoint.send(calls, signal, this.#options.timeoutMs), endpoint }
    } catch (error) {
      outcome = error instanceof NoAnswer ? (signal.aborted ? 'outrun' : error.meaning) : 'refused'
      if (outcome === 'unsupported' && calls[0] && calls.every(({ method }) => method === calls[0]?.method))
        endpoint.unsupported.add(calls[0].method)
      throw error
    } finally {
      this.metrics.requested(endpoint.name, outcome, (performance.now() - started) / 1000)
      for (const wake of this.#idle) wake()
    }
  }

  #idleOr(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#idle.delete(done)
        this.#signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.min(ms, 1_000))
      this.#idle.add(done)
      this.#signal.addEventListener('abort', done)
    })
  }

  #unanswered(calls: readonly RpcCall[], candidates: number, last: NoAnswer | undefined): Unavailable {
    const method = calls[0]?.method
    const now = Date.now()
    const aside = this.endpoints.filter((each) => each.isAside(now)).length
    if (last?.meaning === 'unsupported')
      return new Unavailable('UNAVAILABLE_METHOD', `no endpoint serves ${method}`, { cause: last })
    return new Unavailable(
      'UNAVAILABLE_ENDPOINTS',
      `no answer to ${method} from ${candidates} endpoints (${aside} put aside): ${last?.message ?? 'none is in service'}`,
      { cause: last },
    )
  }
}

/** Carries which endpoints failed, so that the others are asked next. */
class Tried extends Error {
  readonly endpoints: readonly Endpoint[]

  constructor(endpoints: readonly Endpoint[], cause: unknown) {
    super('these endpoints were tried', { cause })
    this.endpoints = endpoints
  }
}

// Who may be asked now and was not yet; one of those that were once it looks as if an answer got lost.
function findSecond(
  candidates: readonly Endpoint[],
  tried: readonly Endpoint[],
  lost: boolean,
): Endpoint | undefined {
  const now = Date.now()
  const ready = candidates.filter((each) => each.waitMs(now) === 0)
  return ready.find((each) => !tried.includes(each)) ?? (lost ? ready[0] : undefined)
}

/** More is better: reliable first, then quick, then idle. */
function worth({ health, limiter }: Endpoint): number {
  return health.score ** 2 / (health.latencyMs + 20) / (1 + limiter.inFlight / limiter.concurrency)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const abort = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    }, ms)
    signal.addEventListener('abort', abort, { once: true })
  })
}
