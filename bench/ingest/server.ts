import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { RpcFault } from '../../test/support/mockchain/answers.ts'
import { type Json, quantity } from '../../test/support/mockchain/chain.ts'
import { mineMarket } from './market.ts'
import { selectLogs } from './select.ts'
import { mineChain, SHAPES, type ShapeName } from './shapes.ts'
import { CLOSE, COMMA, listReceipts, OPEN, type StoredBlock, StoredBlocks } from './stored.ts'

// A node that must not be what is measured: every block is text before the first request, outside of the heap, and an answer is pieces
// of it, so that no question makes the memory grow. Runs as a process of its own:
// `node server.ts SHAPE BLOCKS CHAIN_ID LATENCY_MS MAX_LOGS FIRST_NUMBER`, says its URL on stdout, ends with its parent.
const [shape, ...numbers] = process.argv.slice(2)
const [blockCount = 0, chainId = 0, latency = 0, maxLogs = 0, firstNumber = 0] = numbers.map(Number)
const FINALITY_DEPTH = 10
// An answer goes out in parts of this size, each when the one before is on its way.
const PART_BYTES = 256 * 1024
const seen = { requests: 0, calls: 0, bytes: 0 }

const mine = shape === 'market' ? mineMarket : mineChain
const blocks = new StoredBlocks()
for (const block of mine({ ...SHAPES[shape as ShapeName], blocks: blockCount }, chainId, firstNumber))
  blocks.add(block)

function findBlock(name: unknown): StoredBlock | undefined {
  if (name === 'latest' || name === 'pending') return blocks.at(blocks.newest)
  if (name === 'finalized' || name === 'safe')
    return blocks.at(Math.max(firstNumber, blocks.newest - FINALITY_DEPTH))
  if (name === 'earliest') return blocks.at(0)
  const text = String(name)
  return text.length === 66 ? blocks.findByHash(text) : blocks.at(Number(text))
}

/** A text whose pieces are made when they are sent: many large answers at once take no memory. */
interface Text {
  readonly size: number
  readonly pieces: () => Iterable<Buffer>
}

function join(texts: readonly Text[]): Text {
  return {
    size: texts.reduce((sum, { size }) => sum + size, 0),
    *pieces() {
      for (const text of texts) yield* text.pieces()
    },
  }
}

const of = (...buffers: readonly Buffer[]): Text => ({
  size: buffers.reduce((sum, { length }) => sum + length, 0),
  pieces: () => buffers,
})
const json = (value: unknown): Text => of(Buffer.from(JSON.stringify(value)))

function listLogs(filter: Json): Text {
  const select = selectLogs(filter, blocks.forms)
  const { blockHash, fromBlock, toBlock } = filter
  const from = findBlock(blockHash ?? fromBlock)?.number ?? Number.POSITIVE_INFINITY
  const to = findBlock(blockHash ?? toBlock)?.number ?? blocks.newest
  const runs = function* () {
    for (let number = from; number <= to; number++) {
      const block = blocks.at(number)
      if (block?.logs.length) yield* select(block)
    }
  }
  let [total, size] = [0, 0]
  for (const { count, text } of runs()) {
    total += count
    size += text.length + (size > 0 ? 1 : 0)
    if (total > maxLogs) throw new RpcFault(-32005, `query returned more than ${maxLogs} results`)
  }
  return join([of(OPEN), { size, pieces: () => separate(runs()) }, of(CLOSE)])
}

function* separate(runs: Iterable<{ readonly text: Buffer }>): Iterable<Buffer> {
  let isFirst = true
  for (const { text } of runs) {
    if (!isFirst) yield COMMA
    isFirst = false
    yield text
  }
}

const NULL = json(null)
const TRANSACTIONS = Buffer.from(',"transactions":')
const END = Buffer.from('}')

function resultOf(method: string, params: readonly unknown[]): Text {
  switch (method) {
    case 'eth_getLogs':
      return listLogs(params[0] as Json)
    case 'eth_getBlockByNumber':
    case 'eth_getBlockByHash': {
      const block = findBlock(params[0])
      return block ? of(block.head, TRANSACTIONS, params[1] ? block.transactions : block.hashes, END) : NULL
    }
    case 'eth_getBlockReceipts': {
      const block = findBlock(params[0])
      return block ? of(...listReceipts(block)) : NULL
    }
    case 'eth_chainId':
      return json(quantity(chainId))
    case 'eth_blockNumber':
      return json(quantity(blocks.newest))
    case 'eth_getCode':
      return json('0x6001')
    case 'eth_call':
      return json(`0x${'00'.repeat(31)}2a`)
    default:
      throw new RpcFault(-32601, `the method ${method} does not exist`)
  }
}

function replyTo(call: Json): Text {
  seen.calls++
  const start = `{"jsonrpc":"2.0","id":${JSON.stringify(call.id)},`
  try {
    const result = resultOf(String(call.method), (call.params ?? []) as unknown[])
    return join([of(Buffer.from(`${start}"result":`)), result, of(END)])
  } catch (error) {
    if (!(error instanceof RpcFault)) throw error
    const { code, message } = error
    return join([of(Buffer.from(`${start}"error":`)), json({ code, message }), of(END)])
  }
}

function replyToAll(calls: readonly Json[]): Text {
  const replies = calls.flatMap((call, index) => [...(index > 0 ? [of(COMMA)] : []), replyTo(call)])
  return join([of(OPEN), ...replies, of(CLOSE)])
}

/** The text in parts of about the same size, one at a time. */
function* pack({ pieces }: Text): Generator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for (const piece of pieces()) {
    held.push(piece)
    size += piece.length
    if (size < PART_BYTES) continue
    yield Buffer.concat(held, size)
    held = []
    size = 0
  }
  yield Buffer.concat(held, size)
}

const server = createServer(async (request, response) => {
  try {
    await serve(request, response)
  } catch (error) {
    // Whoever asked no longer listens: a program is killed as soon as its last row is there.
    if (!GONE.has((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
})

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/seen') {
    const { user, system } = process.cpuUsage()
    const peakMb = process.resourceUsage().maxRSS / 1024
    response.end(JSON.stringify({ ...seen, pid: process.pid, cpuSeconds: (user + system) / 1e6, peakMb }))
    return
  }
  const body = JSON.parse(await readBody(request)) as Json | Json[]
  if (latency) await sleep(latency)
  const text = Array.isArray(body) ? replyToAll(body) : replyTo(body)
  seen.requests++
  seen.bytes += text.size
  response.setHeader('content-type', 'application/json').setHeader('content-length', text.size)
  if (text.size < PART_BYTES) response.end(Buffer.concat([...text.pieces()], text.size))
  else await pipeline(Readable.from(pack(text), { highWaterMark: 1 }), response)
}

const GONE = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE', 'ECONNRESET', 'EPIPE'])

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}`, head: blocks.newest })}\n`)
})
// The parent's end closes our stdin.
process.stdin.on('end', () => process.exit()).resume()
