import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export interface Reply {
  readonly status: number
  readonly body: string
}

export interface Ask {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** How much of the answer is read: all of it, or nothing for as long as the attack lasts. */
  readonly read?: 'all' | 'nothing'
  /** Leaves after so many milliseconds. */
  readonly leaveAfterMs?: number
  /** Asked of what is not counted against callers. */
  readonly free?: boolean
}

// Just inside the defaults: 200 at once, 50 a second.
const BURST = 190
const PER_SECOND = 48

/** One caller: an address of its own, as a proxy in front of the API would tell it, which stays just inside its limits. */
export class Caller {
  /** How often each status was answered; `0` is no answer. */
  readonly statuses = new Map<number, number>()
  readonly #url: URL
  readonly #address: string
  readonly #signal: AbortSignal
  readonly #agent: Agent
  #tokens = BURST
  #at = performance.now()

  constructor(url: string, address: string, signal: AbortSignal) {
    this.#url = new URL(url)
    this.#address = address
    this.#signal = signal
    this.#agent = new Agent({ keepAlive: true, maxSockets: 256 })
    signal.addEventListener('abort', () => this.#agent.destroy(), { once: true })
  }

  get stopped(): boolean {
    return this.#signal.aborted
  }

  /** Sends a request once the caller may; an answer that never comes, or is cut, is status 0. */
  async ask(ask: Ask): Promise<Reply> {
    if (!ask.free) await this.#turn()
    if (this.stopped) return { status: 0, body: '' }
    const reply = await this.#send(ask)
    this.#count(reply.status)
    return reply
  }

  graphql(query: string, variables?: unknown): Promise<Reply> {
    const headers = { 'content-type': 'application/json' }
    return this.ask({ method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query, variables }) })
  }

  /** Lines as they stand, over a connection of their own. */
  async raw(lines: readonly string[]): Promise<void> {
    await this.#turn()
    if (this.stopped) return
    await new Promise<void>((done) => {
      const { hostname, port } = this.#url
      const socket = connect({ host: hostname, port: Number(port) })
      const leave = setTimeout(() => socket.destroy(), 5000)
      let text = ''
      socket.on('data', (chunk) => {
        if (text.length < 20) text += chunk.toString('latin1')
      })
      socket.on('error', () => {})
      socket.once('close', () => {
        clearTimeout(leave)
        this.#count(Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0))
        done()
      })
      const own = [`X-Forwarded-For: ${this.#address}`, 'Connection: close']
      socket.write(`${[...lines, ...own].join('\r\n')}\r\n\r\n`)
    })
  }

  #count(status: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
  }

  async #turn(): Promise<void> {
    for (;;) {
      const now = performance.now()
      this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#at) / 1000) * PER_SECOND)
      this.#at = now
      if (this.#tokens >= 1 || this.stopped) break
      await pause(20)
    }
    this.#tokens--
  }

  #send({ method = 'GET', path, headers = {}, body, read = 'all', leaveAfterMs }: Ask): Promise<Reply> {
    return new Promise((done) => {
      const sent = request({
        host: this.#url.hostname,
        port: this.#url.port,
        agent: this.#agent,
        method,
        path,
        headers: { ...headers, 'x-forwarded-for': this.#address },
      })
      const stop = () => sent.destroy()
      const leave = leaveAfterMs === undefined ? undefined : setTimeout(stop, leaveAfterMs)
      let status = 0
      let text = ''
      this.#signal.addEventListener('abort', stop, { once: true })
      sent.on('response', (response) => {
        status = response.statusCode ?? 0
        response.on('error', () => {})
        if (read === 'nothing') response.pause()
        else
          response.on('data', (chunk: Buffer) => {
            if (text.length < 1000) text += chunk.subarray(0, 1000).toString()
          })
      })
      sent.on('error', () => {})
      sent.once('close', () => {
        clearTimeout(leave)
        this.#signal.removeEventListener('abort', stop)
        done({ status, body: text })
      })
      sent.end(body)
    })
  }
}
