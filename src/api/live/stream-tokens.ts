import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Response } from 'graphql-sse'
import { refused } from '../execute/errors.ts'
import { callerOf } from '../limits/gate.ts'

const MOST = 500
const MOST_PER_CALLER = 10
const UNOPENED_MS = 60_000

interface Stream {
  readonly caller: string
  operations: number
  waiting: number
  expiry: NodeJS.Timeout | undefined
  readonly wake: Set<() => void>
}

/** The streams that single connections reserved: by whom, how busy they are, and how much waits to be read. */
export class StreamTokens {
  readonly #streams = new Map<string, Stream>()

  has(token: string | undefined): boolean {
    return token !== undefined && this.#streams.has(token)
  }

  /**
   * The token under which a request goes on: a new one for PUT, the given one when a stream has it, else none. The token is
   * the secret: a browser opens a stream without the key that it reserved it with. An answer of 429 when the caller, or all
   * together, hold as many streams as they may.
   */
  admit(request: IncomingMessage, given: string | undefined): string | undefined | Response {
    if (request.method !== 'PUT') return this.has(given) ? given : undefined
    const caller = callerOf(request)
    const own = [...this.#streams.values()].filter((each) => each.caller === caller).length
    if (own >= MOST_PER_CALLER || this.#streams.size >= MOST) {
      const message = `${own >= MOST_PER_CALLER ? own : MOST} streams are reserved: end one, or try again later`
      const headers = { 'content-type': 'application/json; charset=utf-8', 'retry-after': '60' }
      const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BUSY' } }] })
      return [body, { status: 429, statusText: 'Too Many Requests', headers }]
    }
    const token = randomUUID()
    this.#streams.set(token, { caller, operations: 0, waiting: 0, expiry: undefined, wake: new Set() })
    return token
  }

  /** Calls `giveUp` and forgets the stream when nobody opens it in time. */
  expire(token: string, giveUp: () => Promise<void>): void {
    const stream = this.#streams.get(token)
    if (!stream) return
    stream.expiry = setTimeout(() => void giveUp().finally(() => this.close(token)), UNOPENED_MS)
    stream.expiry.unref()
  }

  /** The caller came for the stream that it reserved. */
  opened(token: string | undefined): void {
    clearTimeout(this.#find(token)?.expiry)
  }

  /** The caller reads: a counted message left the queue. */
  taken(token: string | undefined): void {
    const stream = this.#find(token)
    if (!stream) return
    stream.waiting = Math.max(0, stream.waiting - 1)
    for (const wake of stream.wake) wake()
    stream.wake.clear()
  }

  /** Counts a message, after waiting until fewer than `most` are unread. */
  async room(token: string | undefined, most: number): Promise<void> {
    for (let stream = this.#find(token); stream; stream = this.#find(token)) {
      if (stream.waiting < most) {
        stream.waiting++
        return
      }
      const { wake } = stream
      await new Promise<void>((done) => wake.add(done))
    }
  }

  /**
   * Counts an operation, a refused one too: each is `ended` once.
   * @throws GraphQLError `BUSY` when the stream carries more than `most`
   */
  began(token: string | undefined, most: number): void {
    const stream = this.#find(token)
    if (!stream) return
    stream.operations++
    if (stream.operations > most)
      throw refused('BUSY', `the stream carries ${most} operations: end one`, { limit: most })
  }

  ended(token: string | undefined): void {
    const stream = this.#find(token)
    if (stream) stream.operations--
  }

  close(token: string | undefined): void {
    const stream = this.#find(token)
    if (!stream || token === undefined) return
    clearTimeout(stream.expiry)
    this.#streams.delete(token)
    for (const wake of stream.wake) wake()
  }

  #find(token: string | undefined): Stream | undefined {
    return token === undefined ? undefined : this.#streams.get(token)
  }
}
