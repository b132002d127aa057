import { WebSocket } from 'ws'
import { readBody } from './replies.ts'
import { NoAnswer, type RpcCall } from './rpc.ts'
import { type Transport, type TransportLimits, takeIds, toBody } from './transport.ts'

interface Waiting {
  readonly socket: WebSocket
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
  #socket: WebSocket | undefined
  #opened: Promise<void> | undefined
  #subscribed = false

  constructor(url: string, limits: TransportLimits) {
    this.#url = url
    this.#limits = limits
  }

  async send(calls: readonly RpcCall[], signal: AbortSignal): Promise<unknown[]> {
    signal.throwIfAborted()
    const socket = this.#open()
    await this.#opened
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
      this.#waiting.set(firstId, { socket, calls, firstId, settle })
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

  /** At once, also while the socket is being opened: a stop waits for nobody. */
  async close(): Promise<void> {
    this.#socket?.terminate()
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

  #open(): WebSocket {
    if (this.#socket) return this.#socket
    const socket = new WebSocket(this.#url, {
      maxPayload: this.#limits.maxBodyBytes,
      handshakeTimeout: 10_000,
    })
    this.#socket = socket
    this.#opened = new Promise((resolve, reject) => {
      socket.on('open', resolve)
      socket.on('error', (cause) => {
        const error = toNoAnswer(cause)
        reject(error)
        this.#drop(socket, error)
      })
      socket.on('close', () => {
        const error = new NoAnswer('sick', 'the socket closed before the answer')
        reject(error)
        this.#drop(socket, error)
      })
    })
    // Heard by whoever asks; a socket that nobody waits for may fail unheard.
    this.#opened.catch(() => {})
    socket.on('message', (message) => void this.#read(String(message)))
    return socket
  }

  // A socket ends after its error, and another may have been opened meanwhile: only what waits for this one fails.
  #drop(socket: WebSocket, error: NoAnswer): void {
    if (this.#socket === socket) {
      this.#socket = undefined
      this.#subscribed = false
    }
    for (const waiting of [...this.#waiting.values()])
      if (waiting.socket === socket) waiting.settle({ error })
  }

  async #read(text: string): Promise<void> {
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
      const read = this.#limits.readBody ?? readBody
      waiting.settle({ results: await read(Buffer.from(text), waiting.calls, waiting.firstId) })
    } catch (error) {
      waiting.settle({ error })
    }
  }
}

function toNoAnswer(cause: Error): NoAnswer {
  const tooLarge = 'code' in cause && cause.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
  return new NoAnswer(tooLarge ? 'too_many' : 'sick', cause.message, undefined, { cause })
}

/** The smallest id of a reply or batch; undefined for a notification. */
function findFirstId(parsed: unknown): number | undefined {
  const ids = (Array.isArray(parsed) ? parsed : [parsed])
    .map((reply) => (reply as { id?: unknown } | null)?.id)
    .filter((id) => typeof id === 'number')
  // No spread: a stranger decides how many there are.
  return ids.length ? ids.reduce((least, id) => Math.min(least, id)) : undefined
}
