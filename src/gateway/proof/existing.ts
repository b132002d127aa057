import type { Endpoint } from '../endpoints/endpoint.ts'
import type { RpcCall } from '../endpoints/rpc.ts'
import { askProved } from './evidence.ts'
import type { Integrity } from './integrity.ts'

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
