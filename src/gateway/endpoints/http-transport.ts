import { Agent, type Dispatcher, getGlobalDispatcher } from 'undici'
import { readBounded } from '../../platform/bounded-body.ts'
import { Question } from './question.ts'
import { describeError, readBody } from './replies.ts'
import { BodyTooLarge, NoAnswer, type RpcCall } from './rpc.ts'
import { type Transport, type TransportLimits, takeIds, toBody } from './transport.ts'

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' }

/** JSON-RPC over HTTP with kept connections. Compressed bodies are not asked for and not unpacked. */
export function createHttpTransport(url: string, limits: TransportLimits): Transport {
  const agent = new Agent({ connections: 64, keepAliveTimeout: 30_000 })
  const endpoint = { ...limits, agent, url: new URL(url) }
  return {
    send(calls, signal) {
      const question = findQuestion(calls)
      return post(endpoint, calls, { firstId: question?.id ?? takeIds(calls.length), question, signal })
    },
    close: () => agent.destroy(),
  }
}

/**
 * What one endpoint answers to one call, over the connections of the process; null is an answer.
 * @throws NoAnswer, RpcRefused; the reason of `signal` when that ends it
 */
export async function askOnce(
  url: string,
  call: RpcCall,
  { signal, maxBodyBytes }: TransportLimits & { readonly signal: AbortSignal },
): Promise<unknown> {
  const endpoint = { agent: getGlobalDispatcher(), url: new URL(url), maxBodyBytes }
  const [result] = await post(endpoint, [{ ...call, nullable: true }], {
    firstId: 1,
    question: undefined,
    signal,
  })
  return result
}

interface HttpEndpoint extends TransportLimits {
  readonly agent: Dispatcher
  readonly url: URL
}

interface Asking {
  readonly firstId: number
  readonly question: Question | undefined
  readonly signal: AbortSignal
}

async function post(
  { agent, url, maxBodyBytes, readBody: read = readBody }: HttpEndpoint,
  calls: readonly RpcCall[],
  { firstId, question, signal }: Asking,
): Promise<unknown[]> {
  const options = toRequest(url, toBody(calls, firstId), signal)
  const answer = await exchange(agent, options, maxBodyBytes)
  const known = answer.status === 200 ? question?.findResults(answer.bytes) : undefined
  if (known) return known
  const results = await readAnswer(answer, (bytes) => read(bytes, calls, firstId))
  if (answer.status === 200) question?.keepResults(answer.bytes, results)
  return results
}

function toRequest({ origin, pathname, search }: URL, body: string, signal: AbortSignal) {
  return { origin, path: `${pathname}${search}`, method: 'POST', headers: HEADERS, body, signal } as const
}

function findQuestion(calls: readonly RpcCall[]): Question | undefined {
  const [call] = calls
  return call instanceof Question && calls.length === 1 ? call : undefined
}

interface Answer {
  readonly status: number
  readonly bytes: Buffer
  readonly retryAfter: string | undefined
}

async function exchange(
  agent: Dispatcher,
  options: Dispatcher.RequestOptions,
  maxBytes: number,
): Promise<Answer> {
  try {
    const { statusCode, headers, body } = await agent.request(options)
    const bytes = await readBounded(body, maxBytes)
    if (!bytes) throw new BodyTooLarge(maxBytes)
    const after = headers['retry-after']
    return {
      status: statusCode,
      bytes,
      retryAfter: Array.isArray(after) ? after[0] : after,
    }
  } catch (error) {
    if (error instanceof NoAnswer) throw error
    if (options.signal instanceof AbortSignal && options.signal.aborted) throw options.signal.reason
    throw new NoAnswer('sick', error instanceof Error ? error.message : String(error), undefined, {
      cause: error,
    })
  }
}

async function readAnswer(
  { status, bytes, retryAfter }: Answer,
  read: (bytes: Buffer) => unknown[] | Promise<unknown[]>,
): Promise<unknown[]> {
  const wait = readRetryAfter(retryAfter)
  if (status === 429 || (status === 503 && wait !== undefined))
    throw new NoAnswer('rate_limited', `HTTP ${status}`, wait)
  if (status === 413) throw new NoAnswer('too_many', 'HTTP 413')
  if (status >= 500) throw new NoAnswer('sick', `HTTP ${status}${findSaid(bytes)}`)
  try {
    return await read(bytes)
  } catch (error) {
    // A body that says nothing: then the status is what is known.
    if (status !== 200 && error instanceof NoAnswer && error.meaning === 'sick')
      throw new NoAnswer('sick', `HTTP ${status}: ${error.message}`, wait, { cause: error })
    throw error
  }
}

/** The error that stands in a body, as CometBFT writes it under HTTP 500; nothing for a page of a proxy. */
function findSaid(bytes: Buffer): string {
  try {
    const { error } = JSON.parse(bytes.toString('utf8')) as { readonly error?: unknown }
    return error === undefined ? '' : `: ${describeError(error).text}`
  } catch {
    return ''
  }
}

/** Seconds or an HTTP date, as milliseconds from now; capped, since a stranger chose it. */
function readRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 60_000)
}
