import { type Json, type MockBlock, type MockChain, quantity } from './chain.ts'

export interface AnswerLimits {
  /** `eth_getLogs` refuses to return more. */
  readonly maxLogs?: number
  /** `eth_getLogs` refuses wider ranges, in blocks. */
  readonly maxRange?: number
  /** Methods that it does not serve. */
  readonly unsupported?: readonly string[]
}

/** What a node answers with an error object. */
export class RpcFault extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** What an honest node of this chain answers. */
export function answer(
  chain: MockChain,
  method: string,
  params: readonly unknown[],
  limits: AnswerLimits = {},
): unknown {
  if (limits.unsupported?.includes(method)) throw new RpcFault(-32601, `the method ${method} does not exist`)
  switch (method) {
    case 'eth_getTransactionReceipt':
      return findReceipt(chain, String(params[0])) ?? null
    case 'eth_chainId':
      return quantity(chain.options.chainId)
    case 'eth_blockNumber':
      return quantity(chain.head.number)
    case 'eth_getBlockByNumber':
      return showBlock(findBlock(chain, params[0]), params[1] === true)
    case 'eth_getBlockByHash':
      return showBlock(chain.findByHash(String(params[0])), params[1] === true)
    case 'eth_getBlockReceipts':
      return findBlock(chain, params[0])?.receipts ?? null
    case 'eth_getLogs':
      return listLogs(chain, params[0] as Json, limits)
    case 'eth_getTransactionByHash':
      return findTransaction(chain, String(params[0])) ?? null
    case 'eth_getCode':
      return findCode(chain, String(params[0]), findBlock(chain, params[1])?.number ?? chain.head.number)
    case 'eth_call':
      return `0x${'00'.repeat(31)}2a`
    default:
      throw new RpcFault(-32601, `the method ${method} does not exist`)
  }
}

function findCode({ code }: MockChain, address: string, block: number): string {
  if (!code) return '0x6001'
  const found = code.get(address.toLowerCase())
  return found && found.block <= block ? found.code : '0x'
}

export function findBlock(chain: MockChain, name: unknown): MockBlock | undefined {
  if (name === 'latest' || name === 'pending') return chain.head
  if (name === 'finalized' || name === 'safe') return chain.finalized
  if (name === 'earliest') return chain.at(0)
  const text = String(name)
  return text.length === 66 ? chain.findByHash(text) : chain.at(Number(text))
}

function showBlock(block: MockBlock | undefined, full: boolean): Json | null {
  if (!block) return null
  return {
    ...block.header,
    transactions: full ? block.transactions : block.transactions.map((tx) => tx.hash),
  }
}

function findTransaction(chain: MockChain, hash: string): Json | undefined {
  for (const block of chain.blocks) {
    const found = block.transactions.find((tx) => tx.hash === hash)
    if (found) return found
  }
  return undefined
}

function findReceipt(chain: MockChain, hash: string): Json | undefined {
  return chain.blocks.flatMap((block) => block.receipts).find((receipt) => receipt.transactionHash === hash)
}

function listLogs(chain: MockChain, filter: Json, { maxLogs, maxRange }: AnswerLimits): Json[] {
  const blocks = filter.blockHash
    ? [chain.findByHash(String(filter.blockHash))]
    : rangeOf(chain, filter, maxRange)
  const accepts = toMatcher(filter)
  const logs: Json[] = []
  for (const block of blocks) {
    if (!block) throw new RpcFault(-32000, 'unknown block')
    for (const log of block.logs) {
      if (!accepts(log)) continue
      logs.push(log)
      if (maxLogs !== undefined && logs.length > maxLogs)
        throw new RpcFault(-32005, `query returned more than ${maxLogs} results`)
    }
  }
  return logs
}

/** Whether the filter of an `eth_getLogs` takes a log, by its address and topics. */
export function toMatcher(filter: Json): (log: Json) => boolean {
  const addresses = [filter.address ?? []].flat().map((each) => String(each).toLowerCase())
  const topics = ((filter.topics ?? []) as (null | string | string[])[]).map((each) =>
    each === null ? null : [each].flat(),
  )
  return (log) => {
    if (addresses.length && !addresses.includes(String(log.address))) return false
    const own = log.topics as string[]
    return topics.every((accepted, i) => accepted === null || accepted.includes(own[i] ?? ''))
  }
}

function rangeOf(chain: MockChain, filter: Json, maxRange: number | undefined): MockBlock[] {
  const from = findBlock(chain, filter.fromBlock ?? 'latest')?.number ?? chain.head.number + 1
  const to = findBlock(chain, filter.toBlock ?? 'latest')?.number ?? chain.head.number
  if (maxRange !== undefined && to - from + 1 > maxRange)
    throw new RpcFault(-32600, `block range is too large, limited to ${maxRange} blocks`)
  const { firstNumber } = chain.options
  return chain.blocks.slice(Math.max(0, from - firstNumber), Math.max(0, to + 1 - firstNumber))
}
