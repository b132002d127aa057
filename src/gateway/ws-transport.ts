import { WebSocket } from 'ws'
import { readReplies } from './replies.ts'
import { NoAnswer, type RpcCall } from './rpc.ts'
import { type Transport, type TransportLimits, takeIds, toBody } from './transport.ts'

interface Waiting {
  readonly calls: readonly RpcCall[]
  readonly firstId: number
  readonly settle: (outcome: { results: unknown[] } | { error: unknown }) => void
}

/** JSON-RPC over one websocket, opened when needed; announces heads by `eth_subscribe`. */
export class WsTransport implements Transport {
  readonly #url: string
  readonly #limits: TransportLimits
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Set<() => void>()
  #socket: Promise<WebSocket> | undefined
  #subscribed = false

  constructor(url: string, limits: TransportLimits) {
    this.#url = url
    this.#limits = limits
  }

  async send(calls: readonly RpcCall[], signal: AbortSignal): Promise<unknown[]> {
    signal.throwIfAborted()
    const socket = await this.#open()
    this.#subscribe()
    const firstId = takeIds(calls.length)
    return await new Promise((resolve, reject) => {
      const abort = () => settle({ error: signal.reason })
      const settle: Waiting['settle'] = (outcome) => {
        this.#waiting.delete(firstId)
        signal.removeEventListener('abort', abort)
        if ('error' in outcome) reject(outcome.error)
        else resolve(outcome.results)
      }
      this.#waiting.set(firstId, { calls, firstId, settle })
      if (signal.aborted) return abort()
      signal.addEventListener('abort', abort, { once: true })
      socket.send(toBody(calls, firstId), (cause) => {
        if (cause) settle({ error: new NoAnswer('sick', 'the socket is closed', undefined, { cause }) })
      })
    })
  }

  onHead(listener: () => void): void {
    this.#listeners.add(listener)
    this.#subscribe()
  }

  async close(): Promise<void> {
    const opening = this.#socket
    this.#socket = undefined
    // A socket that never opened has nothing to close.
    const socket = await opening?.catch(() => undefined)
    socket?.terminate()
  }

  /** A failed subscription is no loss: heads are polled as well, and the next question reports a dead endpoint. */
  #subscribe(): void {
    if (this.#subscribed || !this.#listeners.size) return
    this.#subscribed = true
    const calls = [{ method: 'eth_subscribe', params: ['newHeads'] }]
    this.send(calls, AbortSignal.timeout(10_000)).catch(() => {
      this.#subscribed = false
    })
  }

  #open(): Promise<WebSocket> {
    this.#socket ??= new Promise<WebSocket>((resolve, reject) => {
      const socket = new WebSocket(this.#url, {
        maxPayload: this.#limits.maxBodyBytes,
        handshakeTimeout: 10_000,
      })
      socket.on('open', () => resolve(socket))
      socket.on('message', (message) => this.#read(String(message)))
      socket.on('error', (cause) => {
        reject(new NoAnswer('sick', cause.message, undefined, { cause }))
        this.#drop(cause)
      })
      socket.on('close', () => this.#drop())
    })
    return this.#socket
  }

  #drop(cause?: Error): void {
    this.#socket = undefined
    this.#subscribed = false
    const error = new NoAnswer('sick', 'the socket closed before the answer', undefined, { cause })
    for (const { settle } of [...this.#waiting.values()]) settle({ error })
  }

  #read(text: string): void {
    let id: number | undefined
    try {
      id = findFirstId(JSON.parse(text))
    } catch {
      // Not JSON: which call it was meant for is unknown, so that call runs into its timeout.
      return
    }
    if (id === undefined) {
      for (const listener of this.#listeners) listener()
      return
    }
    const waiting = this.#waiting.get(id)
    if (!waiting) return
    try {
      waiting.settle({ results: readReplies(text, waiting.calls, waiting.firstId) })
    } catch (error) {
      waiting.settle({ error })
    }
  }
}

/** The smallest id of a reply or batch; undefined for a notification. */
function findFirstId(parsed: unknown): number | undefined {
  const ids = (Array.isArray(parsed) ? parsed : [parsed])
    .map((reply) => (reply as { id?: unknown } | null)?.id)
    .filter((id) => typeof id === 'number')
  return ids.length ? Math.min(...ids) : undefined
}
