import { isIP } from 'node:net'
import { Agent, type Dispatcher, request } from 'undici'
import { CodedError, Unavailable } from '../claim/errors.ts'
import { isPrivateAddress, lookupPublic, refusedAddress } from './address-guard.ts'
import { readBounded } from './bounded-body.ts'
import { shownEndpoint } from './log.ts'

export interface FetchLimits {
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface Fetched {
  readonly status: number
  /** Empty unless the status is 200. */
  readonly bytes: Uint8Array
  /** Whole seconds after which the server wants to be asked again; undefined where it does not say. */
  readonly retryAfter?: number
}

/** Follows this many redirects, all on the host that was asked. */
const MAX_REDIRECTS = 3

/**
 * Asks hosts that we do not trust, for URLs that strangers may have written. No private addresses but those that the
 * operator listed, no redirect to another host, no more bytes or time than the caller allows.
 */
export class GuardedHttp {
  readonly #privateHosts: ReadonlySet<string>
  // Connections to the operator's own hosts are kept apart: a guarded socket is never reused for anything else.
  readonly #public = new Agent({ connect: { lookup: lookupPublic } })
  readonly #private = new Agent()

  /** `privateHosts`: `host:port`; without a port, that of the URL's scheme. */
  constructor(privateHosts: readonly string[]) {
    this.#privateHosts = new Set(privateHosts.map((host) => host.toLowerCase()))
  }

  /**
   * GETs a URL. Every answer of the server is returned with its status; a status other than 200 without its body.
   * @throws Unavailable `UNAVAILABLE_URL`, `_PRIVATE_ADDRESS`, `_REDIRECT`, `_SIZE`, `_ENCODING`, `_TIMEOUT`, `_HTTP`
   */
  async get(url: string, limits: FetchLimits): Promise<Fetched> {
    const timeout = AbortSignal.timeout(limits.timeoutMs)
    const signal = limits.signal ? AbortSignal.any([limits.signal, timeout]) : timeout
    try {
      return await this.#follow(parseUrl(url), limits.maxBytes, signal)
    } catch (error) {
      if (limits.signal?.aborted) throw limits.signal.reason
      throw toUnavailable(error, url, timeout.aborted ? limits.timeoutMs : undefined)
    }
  }

  /**
   * POSTs a body and returns the answer's status, whatever it is; its body is not read and no redirect is followed.
   * @throws Unavailable as {@link get} does
   */
  async post(
    url: string,
    message: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
    limits: Omit<FetchLimits, 'maxBytes'>,
  ): Promise<Omit<Fetched, 'bytes'>> {
    const timeout = AbortSignal.timeout(limits.timeoutMs)
    const signal = limits.signal ? AbortSignal.any([limits.signal, timeout]) : timeout
    try {
      const target = parseUrl(url)
      const headers = { ...message.headers, 'user-agent': 'assay' }
      const dispatcher = this.#agentFor(target)
      const answer = await request(target, {
        dispatcher,
        signal,
        method: 'POST',
        headers,
        body: message.body,
      })
      await discard(answer)
      return { status: answer.statusCode, ...retryAfterOf(answer) }
    } catch (error) {
      if (limits.signal?.aborted) throw limits.signal.reason
      throw toUnavailable(error, url, timeout.aborted ? limits.timeoutMs : undefined)
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#public.destroy(), this.#private.destroy()])
  }

  async #follow(first: URL, maxBytes: number, signal: AbortSignal): Promise<Fetched> {
    let url = first
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const answer = await request(url, {
        dispatcher: this.#agentFor(url),
        signal,
        headers: { 'accept-encoding': 'identity', 'user-agent': 'assay' },
      })
      const location = answer.headers.location
      if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string') {
        await discard(answer)
        url = redirected(url, location)
        continue
      }
      if (answer.statusCode !== 200) {
        await discard(answer)
        return { status: answer.statusCode, bytes: new Uint8Array(), ...retryAfterOf(answer) }
      }
      return { status: 200, bytes: await readBody(answer, maxBytes) }
    }
    throw new Unavailable('UNAVAILABLE_REDIRECT', `more than ${MAX_REDIRECTS} redirects`)
  }

  #agentFor(url: URL): Agent {
    // A URL's host is without its port when that is the scheme's own; the list may name it all the same.
    const own = url.protocol === 'https:' ? '443' : '80'
    const named = url.port === '' ? `${url.host}:${own}` : url.host
    if (this.#privateHosts.has(url.host) || this.#privateHosts.has(named)) return this.#private
    const literal = url.hostname.replace(/^\[|\]$/g, '')
    // A socket asks no resolver for a literal address.
    if (isIP(literal) && isPrivateAddress(literal)) throw refusedAddress(url.host)
    return this.#public
  }
}

function retryAfterOf({ headers }: Dispatcher.ResponseData): Pick<Fetched, 'retryAfter'> {
  const [seconds] = /^\d{1,6}$/.exec(String(headers['retry-after'])) ?? []
  return seconds === undefined ? {} : { retryAfter: Number(seconds) }
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new Unavailable('UNAVAILABLE_URL', `${shownEndpoint(text)} is no http or https URL without a user`)
  return url
}

function redirected(from: URL, location: string): URL {
  const to = parseUrl(URL.canParse(location, from.href) ? new URL(location, from).href : location)
  if (to.host !== from.host || (from.protocol === 'https:' && to.protocol !== 'https:'))
    throw new Unavailable('UNAVAILABLE_REDIRECT', `${from.host} redirects to ${to.protocol}//${to.host}`)
  return to
}

async function readBody(answer: Dispatcher.ResponseData, maxBytes: number): Promise<Uint8Array> {
  const encoding = answer.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    await discard(answer)
    throw new Unavailable('UNAVAILABLE_ENCODING', `asked for plain bytes, got ${String(encoding)}`)
  }
  const bytes = await readBounded(answer.body, maxBytes)
  if (!bytes) throw new Unavailable('UNAVAILABLE_SIZE', `more than ${maxBytes} bytes`)
  return bytes
}

async function discard(answer: Dispatcher.ResponseData): Promise<void> {
  await answer.body.dump({ limit: 65_536 })
}

// undici wraps what a lookup threw; the guard's own refusal must keep its code.
function toUnavailable(error: unknown, url: string, timeoutMs: number | undefined): Error {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof CodedError) return cause
  const host = shownEndpoint(url)
  if (timeoutMs !== undefined)
    return new Unavailable('UNAVAILABLE_TIMEOUT', `${host} took more than ${timeoutMs} ms`, { cause: error })
  const reason = error instanceof Error ? error.message : String(error)
  return new Unavailable('UNAVAILABLE_HTTP', `${host}: ${reason}`, { cause: error })
}
