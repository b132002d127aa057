import { CodedError, MalformedEvidence, NotCheckable, Rejected, Unavailable } from '../../claim/errors.ts'
import type { AskOptions, EndpointAnswer } from '../endpoints/ask.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import type { RpcCall } from '../endpoints/rpc.ts'
import type { Integrity } from './integrity.ts'

export interface Proved<T> {
  readonly value: T
  readonly endpoint: Endpoint
}

/**
 * Asks until an answer passes `verify`. Who gave one that does not is recorded with the fault and put aside; an answer of a
 * form that this version does not know accuses nobody, unless another endpoint's answer to the same question is proved.
 * @throws what {@link Gateway.ask} throws
 * @throws Unavailable `UNAVAILABLE_ENDPOINTS`
 * @throws NotCheckable `UNSUPPORTED_TRANSACTION_TYPE`, `UNSUPPORTED_HEADER_FIELD` when nobody gives it in a known form
 */
export async function askProved<T>(
  integrity: Pick<Integrity, 'gateway' | 'faults'>,
  calls: readonly RpcCall[],
  block: number | null,
  verify: (results: readonly unknown[]) => T,
  options: AskOptions = {},
): Promise<Proved<T>> {
  const unread = new Map<Endpoint, NotCheckable>()
  const accuse = (endpoint: Endpoint, error: Rejected) =>
    integrity.faults.record(endpoint, error, block, `${calls[0]?.method}: ${error.message}`)
  for (;;) {
    const { results, endpoint } = await askOthers(integrity, calls, options, unread)
    try {
      const value = verify(results)
      for (const [other, { message }] of unread)
        accuse(other, new MalformedEvidence('MALFORMED_RPC', `another endpoint proves otherwise: ${message}`))
      return { value, endpoint }
    } catch (error) {
      if (error instanceof NotCheckable && !options.only) {
        unread.set(endpoint, error)
        continue
      }
      if (error instanceof CodedError && !(error instanceof Rejected)) throw error
      const refused = error instanceof Rejected ? error : unforeseen(error)
      accuse(endpoint, refused)
      // Asked alone, the liar has no one to be replaced by.
      if (options.only)
        throw new Unavailable('UNAVAILABLE_ENDPOINTS', `${endpoint.name} was put aside`, { cause: refused })
    }
  }
}

/** An answer of one whose answer was not of an unknown form already. */
async function askOthers(
  { gateway }: Pick<Integrity, 'gateway'>,
  calls: readonly RpcCall[],
  options: AskOptions,
  unread: ReadonlyMap<Endpoint, NotCheckable>,
): Promise<EndpointAnswer> {
  const [unknown] = unread.values()
  if (!unknown) return gateway.ask(calls, options)
  try {
    return await gateway.ask(calls, {
      ...options,
      exclude: new Set([...(options.exclude ?? []), ...unread.keys()]),
    })
  } catch (error) {
    throw error instanceof Unavailable ? unknown : error
  }
}

/** Bytes of a stranger that a proof did not expect, such as lists nested too deep to walk. */
function unforeseen(cause: unknown): MalformedEvidence {
  const message = cause instanceof Error ? cause.message : String(cause)
  return new MalformedEvidence('MALFORMED_RPC', `the answer cannot be read: ${message}`, 'unknown', { cause })
}
