import { Rejected, Unavailable } from '../../claim/errors.ts'
import type { AskOptions } from '../endpoints/ask.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import type { RpcCall } from '../endpoints/rpc.ts'
import type { Integrity } from './integrity.ts'

export interface Proved<T> {
  readonly value: T
  readonly endpoint: Endpoint
}

/**
 * Asks until an answer passes `verify`. Whoever gave one that does not is recorded with the fault and put aside.
 * @throws what {@link Gateway.ask} throws
 * @throws Unavailable `UNAVAILABLE_ENDPOINTS`
 */
export async function askProved<T>(
  integrity: Integrity,
  calls: readonly RpcCall[],
  block: number | null,
  verify: (results: readonly unknown[]) => T,
  options: AskOptions = {},
): Promise<Proved<T>> {
  for (;;) {
    const { results, endpoint } = await integrity.gateway.ask(calls, options)
    try {
      return { value: verify(results), endpoint }
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      integrity.faults.record(endpoint, error, block, `${calls[0]?.method}: ${error.message}`)
      // Asked alone, the liar has no one to be replaced by.
      if (options.only)
        throw new Unavailable('UNAVAILABLE_ENDPOINTS', `${endpoint.name} was put aside`, { cause: error })
    }
  }
}

/** Asks one endpoint after the other until one does not answer null. Undefined when all that answer say null. */
export async function askForExisting<T>(
  integrity: Integrity,
  call: RpcCall,
  verify: (result: unknown) => T,
): Promise<T | undefined> {
  const exclude = new Set<Endpoint>()
  for (;;) {
    const left = integrity.gateway.inService().filter((each) => !exclude.has(each))
    if (exclude.size && !left.length) return undefined
    const { value, endpoint } = await askProved(
      integrity,
      [{ ...call, nullable: true }],
      null,
      ([result]) => (result === null ? null : { found: verify(result) }),
      { exclude },
    )
    if (value) return value.found
    exclude.add(endpoint)
  }
}
