import { canonicalJson } from '../../src/claim/canonical-json.ts'
import { Unavailable } from '../../src/claim/errors.ts'
import type { Json } from '../../src/claim/strict-json.ts'
import { shownEndpoint } from '../../src/platform/log.ts'
import { RpcRefusal } from './rpc-refusal.ts'
import type { Tape } from './tape.ts'

const TIMEOUT_MS = 20_000
// A block of receipts with calldata-heavy transactions stays far below this; an endless answer does not.
const MAX_BYTES = 128 << 20

/**
 * One endpoint of our own choice. It is believed in nothing that can be proved.
 *
 * The node has a JSON-RPC client of its own, and does not read through the gateway: a fault of the gateway's would otherwise be
 * in what was indexed and in the check of it, and the two would agree.
 */
export class RpcEndpoint {
  readonly #url: string
  readonly #taped: { readonly tape: Tape; readonly name: string } | undefined
  #id = 0

  /** `taped`: where its answers are kept or come from, under which name. */
  constructor(url: string, taped?: { readonly tape: Tape; readonly name: string }) {
    this.#url = url
    this.#taped = taped
  }

  /** Calls that were made, answered or not. */
  get calls(): number {
    return this.#id
  }

  /** Whether its answers are kept, or come from where they were kept. */
  get isTaped(): boolean {
    return this.#taped !== undefined
  }

  get shown(): string {
    return shownEndpoint(this.#url)
  }

  /**
   * The `result` of a call.
   * @throws Unavailable `UNAVAILABLE_RPC`; RpcRefusal when the endpoint says no
   */
  async call(method: string, params: readonly unknown[]): Promise<unknown> {
    const taped = this.#taped
    if (!taped) return this.#call(method, params)
    const key = `${taped.name} ${method} ${canonicalJson(JSON.parse(JSON.stringify(params)) as Json)}`
    return taped.tape.json(key, () => this.#call(method, params))
  }

  async #call(method: string, params: readonly unknown[]): Promise<unknown> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: ++this.#id, method, params })
    const reply = await this.#post(method, body)
    if (typeof reply !== 'object' || reply === null) throw this.#silent(method, 'no JSON-RPC answer')
    if ('error' in reply && reply.error) {
      const { code, message } = reply.error as { code?: unknown; message?: unknown }
      throw new RpcRefusal(this.shown, method, Number(code), String(message))
    }
    if (!('result' in reply)) throw this.#silent(method, 'neither result nor error')
    return reply.result
  }

  async #post(method: string, body: string): Promise<unknown> {
    try {
      const answer = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      const parts: Uint8Array[] = []
      let size = 0
      for await (const part of answer.body ?? []) {
        size += part.length
        if (size > MAX_BYTES) throw new RangeError(`more than ${MAX_BYTES} bytes`)
        parts.push(part)
      }
      return JSON.parse(Buffer.concat(parts).toString('utf8'))
    } catch (cause) {
      throw this.#silent(method, cause instanceof Error ? cause.message : String(cause), cause)
    }
  }

  #silent(method: string, reason: string, cause?: unknown): Unavailable {
    return new Unavailable('UNAVAILABLE_RPC', `${this.shown} ${method}: ${reason}`, { cause })
  }
}
