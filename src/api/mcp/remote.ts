import { Unavailable } from '../../claim/errors.ts'

/** A running API, asked over HTTP. */
export interface Remote {
  /** The whole answer, `data` and `errors`. Throws `API_UNAVAILABLE`. */
  ask(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown>
}

export function remoteApi(url: string, key: string | undefined): Remote {
  const headers = { 'content-type': 'application/json', ...(key ? { 'x-api-key': key } : {}) }
  return {
    async ask(query, variables) {
      try {
        const body = JSON.stringify({ query, variables })
        const response = await fetch(new URL('/graphql', url), {
          method: 'POST',
          headers,
          body,
          signal: AbortSignal.timeout(30_000),
        })
        return await response.json()
      } catch (cause) {
        throw new Unavailable('API_UNAVAILABLE', `no answer from the API at ${url}: is it running?`, {
          cause,
        })
      }
    },
  }
}
