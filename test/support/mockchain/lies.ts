import { answer, findBlock } from './answers.ts'
import { type Json, type MockChain, quantity } from './chain.ts'

/** What a lying endpoint says instead of `honest()`. */
export type Lie = (
  method: string,
  params: readonly unknown[],
  honest: () => unknown,
  chain: MockChain,
) => unknown

const OTHER = `0x${'ee'.repeat(32)}`

/** Lies about logs: the same story in filtered logs and in receipts; headers stay true. */
const aboutLogs = (change: (logs: Json[]) => Json[]): Lie => {
  return (method, _, honest) => {
    const result = honest()
    if (method === 'eth_getLogs') return changeByBlock(result as Json[], change)
    if (method !== 'eth_getBlockReceipts' || !Array.isArray(result)) return result
    const receipts = result as (Json & { logs: Json[] })[]
    const told = change(receipts.flatMap((receipt) => receipt.logs))
    return receipts.map((receipt) => ({
      ...receipt,
      logs: told.filter((log) => log.transactionIndex === receipt.transactionIndex),
    }))
  }
}

/** Lies about what a block is called: in logs, in receipts, in the block itself. */
const aboutNames = (change: (named: Json) => Json): Lie => {
  return (method, _, honest) => {
    const result = honest()
    if (method === 'eth_getLogs' || method === 'eth_getBlockReceipts')
      return Array.isArray(result) ? result.map((each) => change(each as Json)) : result
    if (method.startsWith('eth_getBlockBy') && result) return change(result as Json)
    return result
  }
}

/** The lies that need no other chain, by name. */
export const LIES: Readonly<Record<string, Lie>> = {
  dropped_one: aboutLogs((logs) => logs.slice(1)),
  dropped_all: aboutLogs(() => []),
  altered_data: aboutLogs(
    first((log) => ({
      ...log,
      data: `${String(log.data).slice(0, -1)}${String(log.data).endsWith('f') ? 'e' : 'f'}`,
    })),
  ),
  altered_topic: aboutLogs(
    first((log) => ({ ...log, topics: [...(log.topics as unknown[]).slice(0, -1), OTHER] })),
  ),
  altered_address: aboutLogs(first((log) => ({ ...log, address: `0x${'ee'.repeat(20)}` }))),
  forged: aboutLogs((logs) => {
    const last = logs.at(-1)
    return last ? [...logs, { ...last, data: OTHER, logIndex: quantity(Number(last.logIndex) + 1) }] : logs
  }),
  duplicated: aboutLogs((logs) => [...logs.slice(0, 1), ...logs]),
  reordered: aboutLogs((logs) =>
    [...logs].reverse().map((log, i) => ({ ...log, logIndex: logs[i]?.logIndex })),
  ),
  wrong_hash: aboutNames((named) => ({ ...named, [named.blockHash ? 'blockHash' : 'hash']: OTHER })),
  wrong_number: aboutNames((named) => {
    const key = named.blockNumber ? 'blockNumber' : 'number'
    return { ...named, [key]: quantity(Number(named[key]) + 1) }
  }),
}

/** Knows the chain only up to `behind` blocks below its head, and has no logs for what it does not know. */
export function staleHead(behind: number): Lie {
  return (method, params, honest, chain) => {
    const known = chain.head.number - behind
    const filter = (params[0] ?? {}) as Json
    if (method === 'eth_blockNumber') return quantity(known)
    if (method === 'eth_getLogs' && filter.toBlock !== undefined) {
      const logs = honest() as Json[]
      return logs.filter((log) => Number(log.blockNumber) <= known)
    }
    if (params[0] === 'latest') return answer(chain, method, [quantity(known), ...params.slice(1)])
    const named = findBlock(chain, params[0])
    return method.startsWith('eth_getBlock') && named && named.number > known ? null : honest()
  }
}

/** Tells everything of another chain: an old fork, or one that was invented from some block on. */
export function otherChain(other: MockChain): Lie {
  return (method, params) => answer(other, method, params)
}

function first(change: (log: Json) => Json): (logs: Json[]) => Json[] {
  return ([log, ...rest]) => (log ? [change(log), ...rest] : rest)
}

function changeByBlock(logs: Json[], change: (logs: Json[]) => Json[]): Json[] {
  const blocks = new Map<unknown, Json[]>()
  for (const log of logs) blocks.set(log.blockNumber, [...(blocks.get(log.blockNumber) ?? []), log])
  return [...blocks.values()].flatMap(change)
}
