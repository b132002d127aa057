import type { Logger } from 'pino'
import { Gauge, type Registry } from 'prom-client'
import { CodedError } from '../claim/errors.ts'
import { collectProcessMetrics } from './process-metrics.ts'
import { refuse, sendText, takesMethod } from './refusal.ts'
import { serve } from './serve.ts'

/** Whether a process that works in rounds still gets them done. */
export class Pulse {
  readonly #mostSeconds: number
  #doneAt: number
  #fault: string | undefined
  #wait: string | null = null

  /** `mostSeconds`: a process without a good round for so long is not well. */
  constructor(mostSeconds: number, now = Date.now()) {
    this.#mostSeconds = mostSeconds
    this.#doneAt = now
  }

  /** A round came to its end. */
  done(now = Date.now()): void {
    this.#doneAt = now
    this.#fault = undefined
  }

  /** A round broke off. Strangers may read why: the code, or that the log says it; never a message, which may name a path. */
  failed(error: unknown): void {
    this.#fault = error instanceof CodedError ? error.code : 'the log says why'
  }

  /** The process cannot begin yet, for this reason; null: it can. Waiting, it is well and not ready. */
  waits(reason: string | null, now = Date.now()): void {
    this.#wait = reason
    this.#doneAt = now
  }

  /** Why the process is of no use just now; undefined when it is. */
  findHindrance(now = Date.now()): string | undefined {
    return this.#wait ?? this.findFault(now)
  }

  /** Undefined when well, else why not. */
  findFault(now = Date.now()): string | undefined {
    if (this.#wait !== null) return undefined
    const silent = Math.round((now - this.#doneAt) / 1000)
    if (silent <= this.#mostSeconds) return undefined
    return `no round was finished for ${silent} s${this.#fault ? `: ${this.#fault}` : ''}`
  }
}

export interface PulseOptions {
  readonly host: string
  /** 0: nothing is served. */
  readonly port: number
  readonly registry: Registry
  readonly pulse: Pulse
  readonly log: Logger
}

/**
 * Serves `/metrics` (Prometheus), `/health` (200, or 503 with the reason) and `/ready` (the same, and 503 also while the process
 * waits for something) until the returned function is called.
 * @throws Misconfigured `PORT_IN_USE`
 */
export async function servePulse({
  host,
  port,
  registry,
  pulse,
  log,
}: PulseOptions): Promise<() => Promise<void>> {
  if (port === 0) return async () => {}
  collectProcessMetrics(registry)
  new Gauge({
    name: 'assay_round_trouble',
    help: '1 while no round of work has come to its end for too long',
    registers: [registry],
    collect() {
      this.set(pulse.findFault() === undefined ? 0 : 1)
    },
  })
  const { close } = await serve(
    async (request, response) => {
      const path = request.url?.split('?', 1)[0]
      if (path !== '/health' && path !== '/metrics' && path !== '/ready')
        return refuse(response, {
          status: 404,
          code: 'NOT_FOUND',
          message: 'here are /health, /ready and /metrics',
        })
      if (!takesMethod(request, response, ['GET'])) return
      if (path === '/metrics') return sendText(response, 200, registry.contentType, await registry.metrics())
      if (path === '/ready') {
        const reason = pulse.findHindrance()
        const body = { ready: reason === undefined, reasons: reason === undefined ? [] : [reason] }
        return sendText(response, body.ready ? 200 : 503, 'application/json', JSON.stringify(body))
      }
      const fault = pulse.findFault()
      sendText(response, fault ? 503 : 200, 'application/json', JSON.stringify({ fault }))
    },
    {
      host,
      port,
      setting: 'ASSAY_METRICS_PORT',
      onFault: (error) => log.error({ err: error }, 'a request failed'),
    },
  )
  return close
}
