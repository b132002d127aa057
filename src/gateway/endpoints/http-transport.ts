import { isAscii } from 'node:buffer'
import { Agent, type Dispatcher, getGlobalDispatcher } from 'undici'
import { readBounded } from '../../platform/bounded-body.ts'
import { Question } from './question.ts'
import { describeError, readReplies } from './replies.ts'
import { BodyTooLarge, NoAnswer, type RpcCall } from './rpc.ts'
import { type Transport, type TransportLimits, takeIds, toBody } from './transport.ts'

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' }

/** JSON-RPC over HTTP with kept connections. Compressed bodies are not asked for and not unpacked. */
export function createHttpTransport(url: string, { maxBodyBytes }: TransportLimits): Transport {
  const agent = new Agent({ connections: 64, keepAliveTimeout: 30_000 })
  const endpoint = { agent, url: new URL(url), maxBodyBytes }
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
  { agent, url, maxBodyBytes }: HttpEndpoint,
  calls: readonly RpcCall[],
  { firstId, question, signal }: Asking,
): Promise<unknown[]> {
  const options = toRequest(url, toBody(calls, firstId), signal)
  return readAnswer(await exchange(agent, options, maxBodyBytes), calls, firstId, question)
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

function readAnswer(
  { status, bytes, retryAfter }: Answer,
  calls: readonly RpcCall[],
  firstId: number,
  question: Question | undefined,
): unknown[] {
  const wait = readRetryAfter(retryAfter)
  if (status === 429 || (status === 503 && wait !== undefined))
    throw new NoAnswer('rate_limited', `HTTP ${status}`, wait)
  if (status === 413) throw new NoAnswer('too_many', 'HTTP 413')
  if (status >= 500) throw new NoAnswer('sick', `HTTP ${status}${findSaid(bytes)}`)
  try {
    const known = status === 200 ? question?.findResults(bytes) : undefined
    if (known) return known
    const results = readReplies(textOf(bytes), calls, firstId)
    if (status === 200) question?.keepResults(bytes, results)
    return results
  } catch (error) {
    // A body that says nothing: then the status is what is known.
    if (status !== 200 && error instanceof NoAnswer && error.meaning === 'sick')
      throw new NoAnswer('sick', `HTTP ${status}: ${error.message}`, wait, { cause: error })
    throw error
  }
}

// Nearly every answer is of ASCII alone, and that becomes a text without being decoded.
function textOf(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')
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
