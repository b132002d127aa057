import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answer, findBlock, RpcFault, toMatcher } from '../../test/support/mockchain/answers.ts'
import type { Json, MockBlock, MockChain } from '../../test/support/mockchain/chain.ts'
import { buildMarketChain } from './market.ts'
import { buildChain, SHAPES, type ShapeName } from './shapes.ts'

// A node that must not be what is measured: every block is serialised once, before the first request. Runs as a
// process of its own: `node server.ts SHAPE CHAIN_ID LATENCY_MS MAX_LOGS FIRST_NUMBER`, says its URL on stdout, ends with its parent.
const [shape, chainId, latency, maxLogs, firstNumber] = process.argv.slice(2)
const build = shape === 'market' ? buildMarketChain : buildChain
const chain = build(SHAPES[shape as ShapeName], Number(chainId), Number(firstNumber))
const seen = { requests: 0, calls: 0, bytes: 0 }

interface Serialised {
  /** Of the block without its transactions and the closing brace. */
  readonly head: string
  readonly hashes: string
  readonly transactions: string
  readonly receipts: string
}

const serialised = new Map<string, Serialised>()
for (const block of [chain.at(0), ...chain.blocks]) if (block) serialised.set(block.hash, serialise(block))

function serialise(block: MockBlock): Serialised {
  return {
    head: JSON.stringify(block.header).slice(0, -1),
    hashes: JSON.stringify(block.transactions.map((tx) => tx.hash)),
    transactions: JSON.stringify(block.transactions),
    receipts: JSON.stringify(block.receipts),
  }
}

interface BlockLogs {
  readonly count: number
  readonly text: string
}

const texts = new Map<unknown, string>()
for (const { logs } of chain.blocks) for (const log of logs) texts.set(log, JSON.stringify(log))

// Logs by filter and block; a run asks with the same filter over and over.
const filtered = new Map<string, (number: number) => BlockLogs>()

function logsOf(filter: Json): (number: number) => BlockLogs {
  const key = JSON.stringify([filter.address, filter.topics])
  const known = filtered.get(key)
  if (known) return known
  const accepts = toMatcher(filter)
  const made: BlockLogs[] = []
  const find = (number: number) => {
    const logs = chain.at(number)?.logs.filter(accepts) ?? []
    const found = { count: logs.length, text: logs.map((log) => texts.get(log)).join(',') }
    made[number - Number(firstNumber)] = found
    return found
  }
  const once = (number: number) => made[number - Number(firstNumber)] ?? find(number)
  filtered.set(key, once)
  return once
}

function listLogs(chain: MockChain, filter: Json): string {
  const blocks = logsOf(filter)
  const from = filter.blockHash
    ? chain.findByHash(String(filter.blockHash))?.number
    : findBlock(chain, filter.fromBlock)?.number
  const to = filter.blockHash ? from : (findBlock(chain, filter.toBlock)?.number ?? chain.head.number)
  const parts: string[] = []
  let count = 0
  for (let number = from ?? Number.POSITIVE_INFINITY; number <= (to ?? -1); number++) {
    const logs = blocks(number)
    if (!logs.count) continue
    count += logs.count
    if (count > Number(maxLogs)) throw new RpcFault(-32005, `query returned more than ${maxLogs} results`)
    parts.push(logs.text)
  }
  return `[${parts.join(',')}]`
}

function resultOf(method: string, params: readonly unknown[]): string {
  if (method === 'eth_getLogs') return listLogs(chain, params[0] as Json)
  const block =
    method === 'eth_getBlockByHash' ? chain.findByHash(String(params[0])) : findBlock(chain, params[0])
  const ready = block && serialised.get(block.hash)
  if (method === 'eth_getBlockReceipts') return ready?.receipts ?? 'null'
  if (method === 'eth_getBlockByNumber' || method === 'eth_getBlockByHash')
    return ready ? `${ready.head},"transactions":${params[1] ? ready.transactions : ready.hashes}}` : 'null'
  return JSON.stringify(answer(chain, method, params))
}

function replyTo(call: Json): string {
  seen.calls++
  const id = JSON.stringify(call.id)
  try {
    return `{"jsonrpc":"2.0","id":${id},"result":${resultOf(String(call.method), (call.params ?? []) as unknown[])}}`
  } catch (error) {
    if (!(error instanceof RpcFault)) throw error
    return `{"jsonrpc":"2.0","id":${id},"error":${JSON.stringify({ code: error.code, message: error.message })}}`
  }
}

const server = createServer(async (request, response) => {
  if (request.url === '/seen')
    return response.end(JSON.stringify({ ...seen, cpuSeconds: process.cpuUsage().user / 1e6 }))
  const body = JSON.parse(await readBody(request)) as Json | Json[]
  if (Number(latency)) await sleep(Number(latency))
  const text = Array.isArray(body) ? `[${body.map(replyTo).join(',')}]` : replyTo(body)
  seen.requests++
  seen.bytes += text.length
  return response.setHeader('content-type', 'application/json').end(text)
})

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}`, head: chain.head.number })}\n`)
})
// The parent's end closes our stdin.
process.stdin.on('end', () => process.exit()).resume()
