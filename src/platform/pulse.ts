import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, type Registry } from 'prom-client'
import { Misconfigured } from '../claim/errors.ts'

/** Whether a process that works in rounds still gets them done. */
export class Pulse {
  readonly #mostSeconds: number
  #doneAt: number
  #fault: string | undefined

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

  failed(reason: string): void {
    this.#fault = reason
  }

  /** Undefined when well, else why not. */
  findFault(now = Date.now()): string | undefined {
    const silent = Math.round((now - this.#doneAt) / 1000)
    if (silent <= this.#mostSeconds) return undefined
    return `no round was finished for ${silent} s${this.#fault ? `: ${this.#fault}` : ''}`
  }
}

/**
 * Serves `/metrics` (Prometheus) and `/health` (200, or 503 with the reason) until the returned function is called.
 * Port 0 serves nothing. Throws Misconfigured `PORT_IN_USE`.
 */
export async function servePulse(
  port: number,
  registry: Registry,
  pulse: Pulse,
): Promise<() => Promise<void>> {
  if (port === 0) return async () => {}
  collectDefaultMetrics({ register: registry })
  const server = createServer((request, response) => {
    const fault = pulse.findFault()
    if (request.url === '/health')
      response
        .writeHead(fault ? 503 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ fault }))
    else if (request.url === '/metrics')
      registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
    else response.writeHead(404).end()
  })
  await listen(server, port)
  return () => new Promise((resolve) => server.close(() => resolve()))
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new Misconfigured('PORT_IN_USE', `cannot listen on port ${port}: set ASSAY_METRICS_PORT`, { cause }),
      ),
    )
    server.listen(port, resolve)
  })
}
