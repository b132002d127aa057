import { Unavailable } from '../../claim/errors.ts'

/** A running API, asked over HTTP. */
export interface Remote {
  /**
   * The whole answer, `data` and `errors`.
   * @throws Unavailable `API_UNAVAILABLE`
   */
  ask(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown>
  /**
   * The text at a path of the API, null where there is none.
   * @throws Unavailable `API_UNAVAILABLE`
   */
  read(path: string, accept: string): Promise<string | null>
}

const WAIT_MS = 30_000

export function remoteApi(url: string, key: string | undefined): Remote {
  const access = key ? { 'x-api-key': key } : {}
  const reach = async <T>(path: string, init: RequestInit, use: (response: Response) => Promise<T>) => {
    try {
      return await use(await fetch(new URL(path, url), { ...init, signal: AbortSignal.timeout(WAIT_MS) }))
    } catch (cause) {
      throw new Unavailable('API_UNAVAILABLE', `no answer from the API at ${url}: is it running?`, { cause })
    }
  }
  return {
    ask(query, variables) {
      const headers = { 'content-type': 'application/json', ...access }
      const init = { method: 'POST', headers, body: JSON.stringify({ query, variables }) }
      return reach('/graphql', init, (response) => response.json() as Promise<unknown>)
    },
    read(path, accept) {
      return reach(path, { headers: { accept, ...access } }, async (response) => {
        if (response.status === 404) return null
        if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`)
        return response.text()
      })
    },
  }
}
