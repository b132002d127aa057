import { CodedError } from '../../claim/errors.ts'
import type { Address } from '../../claim/hex.ts'
import { findFirstWhere } from '../../claim/search.ts'
import { shownEndpoint } from '../../platform/log.ts'
import type { NetworkChain } from '../../platform/network.ts'
import { createTransport } from '../endpoints/endpoint.ts'
import { Asked, type Examination, MAX_BODY_BYTES, NOTHING } from './asked.ts'

/** Widths that are tried; the last is as wide as anyone needs. */
const RANGES = [10, 100, 1_000, 10_000, 100_000]
const NOBODY = `0x${'00'.repeat(20)}`

/**
 * Asks one endpoint for what indexing needs: identity, head, old state, logs and receipts. Never throws for what the
 * endpoint does. `contract` gives the log ranges something to look for; `now` in Unix seconds.
 */
export async function examineEndpoint(
  url: string,
  chain: NetworkChain,
  contract: Address | undefined,
  now: number,
  signal: AbortSignal,
): Promise<Examination> {
  if (!/^(https?|wss?):/.test(url) || !URL.canParse(url))
    return {
      ...NOTHING,
      endpoint: shownEndpoint(url),
      chain: chain.id,
      faults: ['not an http, https, ws or wss URL'],
    }
  const endpoint = new Asked(createTransport({ url, maxBodyBytes: MAX_BODY_BYTES }), signal)
  const faults: string[] = []
  const ask = async <T>(what: string, question: () => Promise<T>): Promise<T | null> => {
    try {
      return await question()
    } catch (error) {
      signal.throwIfAborted()
      faults.push(`${what}: ${error instanceof CodedError ? error.message : String(error)}`.slice(0, 300))
      return null
    }
  }
  try {
    const chainId = await ask('chain id', async () => number(await endpoint.request('eth_chainId', [])))
    if (chainId !== null && chainId !== chain.id) faults.push(`it serves chain ${chainId}, not ${chain.id}`)
    const latest = chainId === null ? null : await ask('head', () => block(endpoint, 'latest'))
    const known = latest && {
      finalized: await ask('finalized', async () => (await block(endpoint, 'finalized')).number),
      oldestState: await ask('old state', () => findOldestState(endpoint, latest.number)),
      logRange: await ask('log range', () => findLogRange(endpoint, latest.number, contract)),
      receipts: await ask('receipts', () => findReceipts(endpoint, latest)),
    }
    return {
      ...NOTHING,
      endpoint: shownEndpoint(url),
      chain: chain.id,
      chainId,
      head: latest?.number ?? null,
      lagSeconds: latest ? now - latest.timestamp : null,
      ...known,
      faults,
    }
  } finally {
    await endpoint.close()
  }
}

interface Block {
  readonly number: number
  readonly timestamp: number
  readonly transactions: readonly unknown[]
}

async function block(endpoint: Asked, tag: string): Promise<Block> {
  const found = (await endpoint.request('eth_getBlockByNumber', [tag, false])) as {
    readonly number?: unknown
    readonly timestamp?: unknown
    readonly transactions?: unknown
  }
  const { transactions } = found
  return {
    number: number(found.number),
    timestamp: number(found.timestamp),
    transactions: Array.isArray(transactions) ? transactions : [],
  }
}

// Whether state is there is one answer for every older block, so halving finds the edge.
async function findOldestState(endpoint: Asked, head: number): Promise<number> {
  if (!(await hasState(endpoint, head))) throw new CodedError('STATE_MISSING', 'not even of the newest block')
  if (await hasState(endpoint, 0)) return 0
  return findFirstWhere(1, head, (at) => hasState(endpoint, at))
}

async function hasState(endpoint: Asked, at: number): Promise<boolean> {
  return succeeds(endpoint, 'eth_getBalance', [NOBODY, hex(at)])
}

async function findLogRange(endpoint: Asked, head: number, address: Address | undefined): Promise<number> {
  let widest = 0
  for (const range of RANGES) {
    const from = Math.max(0, head - range + 1)
    const filter = { fromBlock: hex(from), toBlock: hex(head), address: address ?? NOBODY }
    if (!(await succeeds(endpoint, 'eth_getLogs', [filter]))) break
    widest = head - from + 1
    if (from === 0) break
  }
  if (widest === 0)
    throw new CodedError('LOGS_MISSING', `eth_getLogs is not answered even for ${RANGES[0]} blocks`)
  return widest
}

async function findReceipts(endpoint: Asked, latest: Block): Promise<'block' | 'single' | 'none'> {
  if (await succeeds(endpoint, 'eth_getBlockReceipts', [hex(latest.number)])) return 'block'
  const [hash] = latest.transactions
  // Without a transaction to ask about, an answer of "no such receipt" still shows that the method is served.
  const single = await succeeds(endpoint, 'eth_getTransactionReceipt', [hash ?? `0x${'00'.repeat(32)}`])
  return single ? 'single' : 'none'
}

async function succeeds(endpoint: Asked, method: string, params: readonly unknown[]): Promise<boolean> {
  try {
    await endpoint.request(method, params, true)
    return true
  } catch (error) {
    if (error instanceof CodedError) return false
    throw error
  }
}

function number(value: unknown): number {
  if (typeof value !== 'string' || !/^0x[0-9a-f]+$/i.test(value))
    throw new CodedError('ANSWER_MALFORMED', `expected a number, got ${String(value).slice(0, 60)}`)
  return Number.parseInt(value, 16)
}

function hex(value: number): string {
  return `0x${value.toString(16)}`
}
