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
}

let lastId = 0

/** The body of a batch and the id of its first call; the others count up from it. */
export function toBody(calls: readonly RpcCall[]): { body: string; firstId: number } {
  const firstId = lastId + 1
  lastId += calls.length
  const requests = calls.map(({ method, params }, i) => ({ jsonrpc: '2.0', id: firstId + i, method, params }))
  return { body: JSON.stringify(requests.length === 1 ? requests[0] : requests), firstId }
}
