import { type CometBlock, verifyBlock, verifyLink } from '../../chain/cometbft/block.ts'
import { type EvmTransaction, listEvmTransactions } from '../../chain/cometbft/evm-logs.ts'
import * as read from '../../chain/cometbft/read.ts'
import { readResult, verifyResults } from '../../chain/cometbft/results.ts'
import { verifyTransaction } from '../../chain/contents.ts'
import { encodeTransaction } from '../../chain/ethereum/transaction.ts'
import * as field from '../../chain/fields.ts'
import { Rejected, Unavailable } from '../../claim/errors.ts'
import { type Hash32, hashOf } from '../../claim/hex.ts'
import type { RawBlock, RawHeader, RawLog, RawTransaction } from '../../claim/raw.ts'
import { selectLogs } from '../../claim/source-set.ts'
import type { LogFilter } from '../client.ts'
import type { RpcCall } from '../endpoints/rpc.ts'
import type { Consensus } from './consensus.ts'
import { toWanted } from './contents.ts'
import { askProved } from './evidence.ts'
import { headerCall } from './headers.ts'
import type { Integrity } from './integrity.ts'
import { inParallel, toChunks } from './parallel.ts'

/** CometBFT takes ten calls at once by default: two for each block, and the block above. */
const BLOCKS_PER_BATCH = 4
const BATCHES_AT_ONCE = 8
/** Before the first block there is none, and Ethereum's block 0 is none of consensus. */
const NO_BLOCK = hashOf(new Uint8Array(32))

/** A block as its consensus has it: header and transactions are proved by its hash, the logs by the header above. */
interface Proved {
  readonly header: RawHeader
  readonly transactions: readonly EvmTransaction[]
}

/**
 * What blocks of a Cosmos chain hold, proved by its consensus: the block's name is recomputed from its header and must be the hash that the
 * Ethereum RPC gives, and the logs stand in transaction results, which the next header covers (`last_results_hash`). What was
 * called is proved by the transaction's own hash, which stands there as well.
 * @throws Unavailable `UNAVAILABLE_ENDPOINTS` when nobody's answers pass
 */
export async function proveByResults(
  integrity: Integrity,
  consensus: Consensus,
  headers: readonly RawHeader[],
  filters: readonly LogFilter[],
): Promise<RawBlock[]> {
  const chunks = toChunks(headers, BLOCKS_PER_BATCH)
  const blocks = await inParallel(chunks, BATCHES_AT_ONCE, (chunk) => proveChunk(consensus, chunk))
  const ours = blocks.flat().map(({ header, transactions }) => {
    const logs = selectLogs(
      filters,
      transactions.flatMap((each) => each.logs),
    )
    return { header, logs, transactions }
  })
  return inParallel(ours, BATCHES_AT_ONCE, async ({ header, logs, transactions }) => ({
    header,
    logs,
    transactions: await proveCalls(integrity, header, { logs, transactions }, filters),
  }))
}

/** Answers are of any heights, ascending: each block is asked for with the one above it. */
async function proveChunk(consensus: Consensus, headers: readonly RawHeader[]): Promise<Proved[]> {
  const named = headers.filter(({ number }) => number > 0)
  const heights = [...new Set(named.flatMap(({ number }) => [number, number + 1]))]
  const calls = [
    ...heights.map((height): RpcCall => ({ method: 'block', params: [String(height)] })),
    ...named.map(({ number }): RpcCall => ({ method: 'block_results', params: [String(number)] })),
  ]
  const empty = headers.filter(({ number }) => number === 0)
  if (calls.length === 0) return empty.map((header) => ({ header, transactions: [] }))
  const { value } = await askProved(consensus, calls, named[0]?.number ?? null, (answers) => {
    const blocks = new Map(heights.map((height, at) => [height, readBlockAt(height, answers[at])]))
    return named.map((header, at) => {
      const [block, above] = [blocks.get(header.number), blocks.get(header.number + 1)]
      if (!block || !above) throw new RangeError(`block ${header.number} was not asked for`)
      return proveBlock(header, block, above, answers[heights.length + at])
    })
  })
  return [...empty.map((header) => ({ header, transactions: [] })), ...value]
}

function readBlockAt(height: number, answer: unknown): CometBlock {
  const block = verifyBlock(field.toObject(answer, 'block'))
  if (block.header.height !== height)
    throw new Rejected('REJECTED_HEADER_OTHER', `asked for block ${height}, given ${block.header.height}`)
  return block
}

/** @throws Rejected where the giver of the consensus' answers is to blame, or where it and the Ethereum RPC are of two chains */
function proveBlock(said: RawHeader, block: CometBlock, above: CometBlock, answer: unknown): Proved {
  const hash = hashOf(block.id.hash)
  if (hash !== said.hash)
    throw new Rejected(
      'REJECTED_HEADER_OTHER',
      `block ${said.number} of the consensus is ${hash}, the Ethereum RPC has ${said.hash}`,
    )
  verifyLink(block, above)
  const results = read.objects(field.toObject(answer, 'block_results'), 'txs_results').map(readResult)
  verifyResults(above.header.lastResultsHash, said.number, results)
  const { lastBlockId, time } = block.header
  const parentHash = lastBlockId.hash.length ? hashOf(lastBlockId.hash) : NO_BLOCK
  const header = { number: said.number, hash, parentHash, timestamp: time.seconds, encoded: null }
  return { header, transactions: results.flatMap(listEvmTransactions) }
}

interface Held {
  readonly logs: readonly RawLog[]
  readonly transactions: readonly EvmTransaction[]
}

/** The transactions that hold these logs; what was called, where a filter asks for it, from the Ethereum RPC. */
async function proveCalls(
  integrity: Integrity,
  header: RawHeader,
  { logs, transactions }: Held,
  filters: readonly LogFilter[],
): Promise<RawTransaction[]> {
  const hashes = new Map<number, Hash32>()
  for (const { hash, logs: own } of transactions)
    for (const log of own) if (logs.includes(log)) hashes.set(log.transactionIndex, hash)
  const held = [...hashes].sort(([a], [b]) => a - b)
  const wanted = toWanted(logs, filters)
  if (wanted.size === 0) return held.map(([index, hash]) => ({ index, hash, call: null }))
  const { value } = await askProved(integrity, [headerCall(header.hash, true)], header.number, ([block]) => {
    const said = new Map(
      field
        .objects(field.toObject(block, 'block'), 'transactions')
        .map((each) => [field.hash(each, 'hash'), each]),
    )
    return held.map(([index, hash]): RawTransaction => {
      if (!wanted.has(index)) return { index, hash, call: null }
      const found = said.get(hash)
      if (!found)
        throw new Rejected('REJECTED_TRANSACTIONS_ROOT', `no transaction ${hash} in block ${header.hash}`)
      const { to, input } = verifyTransaction(found, encodeTransaction)
      return { index, hash, call: { to, input } }
    })
  })
  return value
}

/**
 * The newest height of which the next block is there as well, so that its results can be proved, as far as some endpoint of the consensus is.
 * @throws Unavailable `UNAVAILABLE_ENDPOINTS`; `UNAVAILABLE_BLOCK` when the consensus has none yet
 */
export async function provableHeight({ gateway, faults }: Consensus): Promise<number> {
  const { value } = await askProved({ gateway, faults }, [{ method: 'status', params: [] }], null, ([said]) =>
    read.integer(read.object(field.toObject(said, 'status'), 'sync_info'), 'latest_block_height'),
  )
  if (value < 1) throw new Unavailable('UNAVAILABLE_BLOCK', 'the consensus has no block yet')
  return value - 1
}
