import { Unavailable } from '../../src/claim/errors.ts'

/** One JSON-RPC call to the local chain. Throws `DEVNET_RPC` with the chain's own words. */
export async function callRpc<T>(url: string, method: string, params: readonly unknown[]): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const answer = (await response.json()) as { result?: T; error?: { message: string } }
  if (answer.error) throw new Unavailable('DEVNET_RPC', `${method}: ${answer.error.message}`)
  return answer.result as T
}
