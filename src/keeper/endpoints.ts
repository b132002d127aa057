import { z } from 'zod'
import { Unavailable } from '../claim/errors.ts'
import { askOnce } from '../gateway/endpoints/http-transport.ts'
import { BodyTooLarge, type RpcCall } from '../gateway/endpoints/rpc.ts'
import { shownEndpoint } from '../platform/log.ts'

const Bytes = z.string().regex(/^0x[0-9a-fA-F]*$/)
const Obj = z.record(z.string(), z.unknown())
const List = z.array(Obj)
const MAX_BYTES = 100_000
/** A transaction may fill a block: 21 MB of input under CometBFT's default, twice that in hexadecimal. */
const MAX_OBJECT_BYTES = 48_000_000
const MAX_LIST_BYTES = 8_000_000
const TIMEOUT_MS = 15_000

/** What a majority of the asked endpoints said. */
export interface MajorityAnswer {
  readonly result: string
  /** In words: `2 of 3 endpoints`. */
  readonly vouchedBy: string
}

/**
 * Asks every endpoint and takes what more than half of them say: no header proves the answer of a call.
 * @throws Unavailable `UNAVAILABLE_ENDPOINTS` when none answers, `UNAVAILABLE_QUORUM` when they disagree
 */
export function askMajority(
  endpoints: readonly string[],
  method: string,
  params: readonly unknown[],
  signal: AbortSignal,
): Promise<MajorityAnswer> {
  return agree(endpoints, method, signal, (endpoint) => ask(endpoint, method, params, signal))
}

/**
 * What more than half of the endpoints say, each asked by `ask`. `what`: for messages.
 * @throws Unavailable `UNAVAILABLE_ENDPOINTS` when none answers, `UNAVAILABLE_QUORUM` when they disagree
 */
export async function agree(
  endpoints: readonly string[],
  what: string,
  signal: AbortSignal,
  ask: (endpoint: string) => Promise<string>,
): Promise<MajorityAnswer> {
  const answers = await Promise.allSettled(endpoints.map(ask))
  if (signal.aborted) throw signal.reason
  const said = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  if (said.length === 0) {
    const reasons = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []))
    throw new Unavailable('UNAVAILABLE_ENDPOINTS', `${what}: no endpoint answered: ${reasons.join('; ')}`)
  }
  for (const [result, same] of Map.groupBy(said, (each) => each))
    if (same.length * 2 > endpoints.length)
      return { result, vouchedBy: `${same.length} of ${endpoints.length} endpoints` }
  throw new Unavailable(
    'UNAVAILABLE_QUORUM',
    `${what}: ${said.length} of ${endpoints.length} answered and no majority agrees`,
  )
}

/**
 * What one endpoint says, for an answer that proves itself.
 * @throws Unavailable `UNAVAILABLE_ENDPOINT` also when it knows of nothing, `UNAVAILABLE_SIZE` above 48 MB
 */
export async function askObject(
  endpoint: string,
  method: string,
  params: readonly unknown[],
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  return exchange(endpoint, { method, params }, signal, { shape: Obj, maxBytes: MAX_OBJECT_BYTES })
}

/**
 * A list as one endpoint says it, for an answer that nothing proves.
 * @throws Unavailable `UNAVAILABLE_ENDPOINT`, `UNAVAILABLE_SIZE` above 8 MB
 */
export async function askList(
  endpoint: string,
  method: string,
  params: readonly unknown[],
  signal: AbortSignal,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return exchange(endpoint, { method, params }, signal, { shape: List, maxBytes: MAX_LIST_BYTES })
}

function ask(
  endpoint: string,
  method: string,
  params: readonly unknown[],
  signal: AbortSignal,
): Promise<string> {
  return exchange(endpoint, { method, params }, signal, { shape: Bytes, maxBytes: MAX_BYTES })
}

async function exchange<T>(
  endpoint: string,
  call: RpcCall,
  signal: AbortSignal,
  { shape, maxBytes }: { readonly shape: z.ZodType<T>; readonly maxBytes: number },
): Promise<T> {
  const host = shownEndpoint(endpoint)
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
  try {
    const result = await askOnce(endpoint, call, { signal: limit, maxBodyBytes: maxBytes })
    if (result === null) throw new Unavailable('UNAVAILABLE_ENDPOINT', `${host}: no result`)
    return shape.parse(result)
  } catch (cause) {
    if (cause instanceof Unavailable || signal.aborted) throw cause
    const code = cause instanceof BodyTooLarge ? 'UNAVAILABLE_SIZE' : 'UNAVAILABLE_ENDPOINT'
    const why =
      cause instanceof z.ZodError
        ? z.prettifyError(cause)
        : cause instanceof Error
          ? cause.message
          : String(cause)
    throw new Unavailable(code, `${host}: ${why.slice(0, 300)}`, { cause })
  }
}
