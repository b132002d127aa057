import type { RpcCall } from './rpc.ts'

/** One connection to one endpoint. */
export interface Transport {
  /**
   * Sends the calls as one batch; the results come in the order of the calls.
   * @throws NoAnswer, RpcRefused; the reason of `signal` when that ends it
   */
  send(calls: readonly RpcCall[], signal: AbortSignal): Promise<unknown[]>
  /** Calls `listener` whenever the endpoint announces a new head; absent when it cannot. */
  onHead?(listener: () => void): void
  close(): Promise<void>
}

export interface TransportLimits {
  /** An answer may not be larger: an endpoint must not be able to fill our memory. */
  readonly maxBodyBytes: number
  /** In place of {@link readBody}. */
  readonly readBody?: ReadBody
}

/**
 * What the body of an answer gives each of the calls, in their order. The body is the reader's from then on: it may hand it to a thread.
 * @throws NoAnswer when it is no answer to each call; RpcRefused when the chain refuses one
 */
export type ReadBody = (
  body: Uint8Array,
  calls: readonly RpcCall[],
  firstId: number,
) => unknown[] | Promise<unknown[]>

let lastId = 0

/** An id for each of some calls: the first of them, the others count up from it. */
export function takeIds(count: number): number {
  const first = lastId + 1
  lastId += count
  return first
}

/** The body of a batch whose first call has this id; the others count up from it. */
export function toBody(calls: readonly RpcCall[], firstId: number): string {
  const requests = calls.map(({ method, params }, i) => ({ jsonrpc: '2.0', id: firstId + i, method, params }))
  return JSON.stringify(requests.length === 1 ? requests[0] : requests)
}
