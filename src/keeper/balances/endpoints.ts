import { request } from 'undici'
import { z } from 'zod'
import { CodedError, Unavailable } from '../../claim/errors.ts'
import { shownEndpoint } from '../../platform/log.ts'

const Answer = z.object({
  result: z
    .string()
    .regex(/^0x[0-9a-fA-F]*$/)
    .optional(),
  error: z.object({ message: z.string() }).optional(),
})
const ObjectAnswer = z.object({
  result: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((each) => each ?? undefined),
  error: z.object({ message: z.string() }).optional(),
})
const ListAnswer = z.object({
  result: z.array(z.record(z.string(), z.unknown())).optional(),
  error: z.object({ message: z.string() }).optional(),
})
const MAX_BYTES = 100_000
const MAX_LIST_BYTES = 8_000_000
const TIMEOUT_MS = 15_000

/** What a majority of the asked endpoints said. */
export interface Agreed {
  readonly result: string
  /** In words: `2 of 3 endpoints`. */
  readonly vouchedBy: string
}

/**
 * Asks every endpoint and takes what more than half of them say: no header proves the answer of a call.
 * Errors: Unavailable `UNAVAILABLE_ENDPOINTS` when none answers, `UNAVAILABLE_QUORUM` when they disagree.
 */
export async function askMajority(
  endpoints: readonly string[],
  method: string,
  params: readonly unknown[],
  signal: AbortSignal,
): Promise<Agreed> {
  const answers = await Promise.allSettled(endpoints.map((endpoint) => ask(endpoint, method, params, signal)))
  if (signal.aborted) throw signal.reason
  const said = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  if (said.length === 0) {
    const reasons = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []))
    throw new Unavailable('UNAVAILABLE_ENDPOINTS', `${method}: no endpoint answered: ${reasons.join('; ')}`)
  }
  for (const [result, same] of Map.groupBy(said, (each) => each))
    if (same.length * 2 > endpoints.length)
      return { result, vouchedBy: `${same.length} of ${endpoints.length} endpoints` }
  throw new Unavailable(
    'UNAVAILABLE_QUORUM',
    `${method}: ${said.length} of ${endpoints.length} answered and no majority agrees`,
  )
}

/**
 * What one endpoint says, for an answer that proves itself. Errors: Unavailable `UNAVAILABLE_ENDPOINT` also when it knows
 * of nothing, `UNAVAILABLE_SIZE`.
 */
export async function askObject(
  endpoint: string,
  method: string,
  params: readonly unknown[],
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  return exchange(endpoint, method, params, signal, ObjectAnswer)
}

/**
 * A list as one endpoint says it, for an answer that nothing proves. Errors: Unavailable `UNAVAILABLE_ENDPOINT`,
 * `UNAVAILABLE_SIZE` above 8 MB.
 */
export async function askList(
  endpoint: string,
  method: string,
  params: readonly unknown[],
  signal: AbortSignal,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return exchange(endpoint, method, params, signal, ListAnswer, MAX_LIST_BYTES)
}

function ask(
  endpoint: string,
  method: string,
  params: readonly unknown[],
  signal: AbortSignal,
): Promise<string> {
  return exchange(endpoint, method, params, signal, Answer)
}

async function exchange<T>(
  endpoint: string,
  method: string,
  params: readonly unknown[],
  signal: AbortSignal,
  shape: z.ZodType<{ result?: T | undefined; error?: { message: string } | undefined }>,
  maxBytes: number = MAX_BYTES,
): Promise<T> {
  const host = shownEndpoint(endpoint)
  try {
    const response = await request(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of response.body) {
      size += (part as Uint8Array).length
      if (size > maxBytes)
        throw new Unavailable('UNAVAILABLE_SIZE', `${host} sent more than ${maxBytes} bytes`)
      parts.push(part as Uint8Array)
    }
    const answer = shape.parse(JSON.parse(Buffer.concat(parts).toString('utf8')))
    if (answer.result === undefined)
      throw new Unavailable(
        'UNAVAILABLE_ENDPOINT',
        `${host}: ${answer.error?.message.slice(0, 200) ?? 'no result'}`,
      )
    return answer.result
  } catch (error) {
    if (error instanceof CodedError || signal.aborted) throw error
    throw new Unavailable(
      'UNAVAILABLE_ENDPOINT',
      `${host}: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    )
  }
}
