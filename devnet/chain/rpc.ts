import { CodedError, Unavailable } from '../../src/claim/errors.ts'
import { askOnce } from '../../src/gateway/endpoints/http-transport.ts'

const TIMEOUT_MS = 60_000
const MAX_BYTES = 64_000_000

/**
 * One JSON-RPC call to the local chain.
 * @throws Unavailable `DEVNET_RPC` with the chain's own words
 */
export async function callRpc<T>(url: string, method: string, params: readonly unknown[]): Promise<T> {
  const limits = { signal: AbortSignal.timeout(TIMEOUT_MS), maxBodyBytes: MAX_BYTES }
  try {
    return (await askOnce(url, { method, params }, limits)) as T
  } catch (cause) {
    if (!(cause instanceof CodedError)) throw cause
    throw new Unavailable('DEVNET_RPC', `${method}: ${cause.message}`, { cause })
  }
}
