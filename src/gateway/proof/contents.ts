import { readCall, verifyTransaction, verifyTransactions } from '../../chain/contents.ts'
import { mayHold } from '../../chain/ethereum/bloom.ts'
import * as field from '../../chain/fields.ts'
import { Rejected, Unavailable } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import type { RawBlock, RawCall, RawHeader, RawLog, RawTransaction } from '../../claim/raw.ts'
import { acceptsLog, selectLogs } from '../../claim/source-set.ts'
import type { LogFilter } from '../client.ts'
import { askProved } from './evidence.ts'
import { commitmentsOf, HEADERS_PER_BATCH, headerCall, toHeader } from './headers.ts'
import type { Integrity } from './integrity.ts'
import { inParallel, toChunks } from './parallel.ts'
import { proveReceipts, type Roots } from './receipts.ts'
import type { SaidLog } from './said-log.ts'

/** Blocks that are asked for at once with all they hold. */
const BLOCKS_PER_BATCH = 25
const BATCHES_AT_ONCE = 8

/** Whether a block with this bloom may hold a log that a filter accepts by itself. No false negatives. */
function mayHoldOurs(bloom: Uint8Array, filters: readonly LogFilter[]): boolean {
  return filters.some(
    ({ addresses, topics, beside }) =>
      !beside &&
      (addresses.length === 0 || addresses.some((each) => mayHold(bloom, each))) &&
      topics.every((accepted) => accepted === null || accepted.some((each) => mayHold(bloom, each))),
  )
}

/** Logs that are not those of the block they name. Who gave them is at fault where the block's contents are proved. */
export class LogsDisputed extends Unavailable {
  readonly block: number

  constructor(block: number, message: string) {
    super('UNAVAILABLE_LOGS', message)
    this.block = block
  }
}

/**
 * What these proved headers commit to, as far as it is ours: logs rebuilt from all receipts, transactions from all
 * transactions. Blocks without a log of ours have empty lists. Only for families with roots.
 */
export async function proveBlocks(
  integrity: Integrity,
  roots: Roots,
  headers: readonly RawHeader[],
  filters: readonly LogFilter[],
): Promise<RawBlock[]> {
  const suspects = headers.filter((header) => mayHoldOurs(commitmentsOf(header).logsBloom, filters))
  const chunks = toChunks(suspects, BLOCKS_PER_BATCH)
  const logs = (
    await inParallel(chunks, BATCHES_AT_ONCE, (chunk) => proveLogs(integrity, roots, chunk, filters))
  ).flat()
  const ours = new Map(suspects.map((header, i) => [header.hash, logs[i] ?? []]))
  const holders = headers.filter((header) => ours.get(header.hash)?.length)
  const calls = await inParallel(toChunks(holders, BLOCKS_PER_BATCH), BATCHES_AT_ONCE, (chunk) =>
    proveCalls(integrity, roots, chunk, ours, filters),
  )
  const transactions = new Map(calls.flat())
  return headers.map((header) => ({
    header,
    logs: ours.get(header.hash) ?? [],
    transactions: transactions.get(header.hash) ?? [],
  }))
}

async function proveLogs(
  integrity: Integrity,
  roots: Roots,
  headers: readonly RawHeader[],
  filters: readonly LogFilter[],
): Promise<RawLog[][]> {
  const all = await proveReceipts(integrity, roots, headers)
  return all.map((logs) => selectLogs(filters, logs))
}

async function proveCalls(
  integrity: Integrity,
  { encodeTransaction }: Roots,
  headers: readonly RawHeader[],
  ours: ReadonlyMap<Hash32, readonly RawLog[]>,
  filters: readonly LogFilter[],
): Promise<[Hash32, RawTransaction[]][]> {
  const calls = headers.map(({ hash }) => headerCall(hash, true))
  const { value } = await askProved(integrity, calls, headers[0]?.number ?? null, (results) =>
    headers.map((header, i): [Hash32, RawTransaction[]] => {
      const all = verifyTransactions(commitmentsOf(header), transactionsOf(results[i]), encodeTransaction)
      const logs = ours.get(header.hash) ?? []
      const wanted = toWanted(logs, filters)
      return [
        header.hash,
        indexesOf(logs).map((index) => {
          const found = all[index]
          if (!found)
            throw new Rejected('REJECTED_TRANSACTIONS_ROOT', `no transaction ${index} in ${header.hash}`)
          const { hash, to, input } = found
          return { index, hash, call: wanted.has(index) ? { to, input } : null }
        }),
      ]
    }),
  )
  return value
}

/**
 * Blocks around logs that endpoints agree on, or that are believed: the header by the hash the logs name, and what
 * was called by the transactions they name. Where the family's hashes can be recomputed they are, and a log that its
 * block's bloom excludes is found for free. {@link LogsDisputed} for the first block whose header or transactions are not
 * those that its logs name.
 */
export async function fetchBlocks(
  integrity: Integrity,
  logs: readonly SaidLog[],
  filters: readonly LogFilter[],
): Promise<RawBlock[] | LogsDisputed> {
  const groups = groupByBlock(logs)
  const size = filters.some(({ callsOf }) => callsOf.length) ? BLOCKS_PER_BATCH : HEADERS_PER_BATCH
  const blocks = await inParallel(toChunks(groups, size), BATCHES_AT_ONCE, async (chunk) => {
    const wanted = chunk.map((group) => toWanted(group, filters))
    const calls = chunk.map(([log], i) => headerCall(log.blockHash, (wanted[i]?.size ?? 0) > 0))
    const { value } = await askProved(integrity, calls, chunk[0]?.[0].blockNumber ?? null, (results) =>
      chunk.map((group, i) => toBlock(integrity, results[i], group, wanted[i] ?? new Set())),
    )
    return value
  })
  const all: RawBlock[] = []
  for (const block of blocks.flat()) {
    if (block instanceof LogsDisputed) return block
    all.push(block)
  }
  return all
}

type Group = readonly [SaidLog, ...SaidLog[]]

/** The block around its logs, or why the giver of the logs may be to blame. @throws Rejected what the giver of the block is to blame for */
function toBlock(
  integrity: Integrity,
  result: unknown,
  logs: Group,
  wanted: ReadonlySet<number>,
): RawBlock | LogsDisputed {
  const header = toHeader(integrity, result)
  const [{ blockHash, blockNumber }] = logs
  if (header.hash !== blockHash)
    throw new Rejected('REJECTED_HEADER_OTHER', `asked for block ${blockHash}, given ${header.hash}`)
  if (header.number !== blockNumber)
    return new LogsDisputed(blockNumber, `a log says that block ${header.number} is ${blockNumber}`)
  if (integrity.family.kind === 'roots' && isExcluded(header, logs))
    return new LogsDisputed(blockNumber, `the bloom of block ${blockNumber} excludes one of its logs`)
  const all = wanted.size ? transactionsOf(result) : []
  const hashes = new Map(logs.map((log) => [log.transactionIndex, log.transactionHash]))
  const transactions: RawTransaction[] = []
  for (const [index, hash] of [...hashes].sort(([a], [b]) => a - b)) {
    const call = wanted.has(index) ? findCall(integrity, header, all, { index, hash }) : null
    if (call === undefined)
      return new LogsDisputed(
        blockNumber,
        `a log names ${hash} as transaction ${index} of block ${blockNumber}, which has another`,
      )
    transactions.push({ index, hash, call })
  }
  return { header, logs: logs.map(toRawLog), transactions }
}

function isExcluded(header: RawHeader, logs: Group): boolean {
  const bloom = commitmentsOf(header).logsBloom
  return logs.some(
    ({ address, topics }) => !mayHold(bloom, address) || topics.some((each) => !mayHold(bloom, each)),
  )
}

/** What this transaction called; undefined when the block has another in its place. */
function findCall(
  { family }: Integrity,
  header: RawHeader,
  all: readonly field.RpcObject[],
  { index, hash }: Pick<RawTransaction, 'index' | 'hash'>,
): RawCall | undefined {
  const found = all[index]
  if (family.kind === 'none') return found && field.hash(found, 'hash') === hash ? readCall(found) : undefined
  if (found && verifyTransaction(found, family.encodeTransaction).hash === hash) return readCall(found)
  // Either the block's transactions are not these, and its giver lied, or the log's giver did.
  verifyTransactions(commitmentsOf(header), all, family.encodeTransaction)
  return undefined
}

function toRawLog({ address, topics, data, transactionIndex, logIndex }: RawLog): RawLog {
  return { address, topics, data, transactionIndex, logIndex }
}

function groupByBlock(logs: readonly SaidLog[]): Group[] {
  const groups: [SaidLog, ...SaidLog[]][] = []
  for (const log of logs) {
    const last = groups.at(-1)
    if (last && last[0].blockNumber === log.blockNumber && last[0].blockHash === log.blockHash) last.push(log)
    else groups.push([log])
  }
  return groups
}

/** Indexes of the transactions whose calls a filter asks for. */
export function toWanted(logs: readonly RawLog[], filters: readonly LogFilter[]): Set<number> {
  const asking = filters.filter(({ callsOf, beside }) => callsOf.length && !beside)
  const asks = ({ callsOf }: LogFilter, { topics: [first] }: RawLog) =>
    callsOf === 'all' || (first !== undefined && callsOf.includes(first))
  const wanted = new Set<number>()
  if (asking.length)
    for (const log of logs)
      if (asking.some((filter) => asks(filter, log) && acceptsLog(filter, log)))
        wanted.add(log.transactionIndex)
  return wanted
}

function indexesOf(logs: readonly RawLog[]): number[] {
  return [...new Set(logs.map((log) => log.transactionIndex))].sort((a, b) => a - b)
}

function transactionsOf(block: unknown): field.RpcObject[] {
  const list = field.toList(field.toObject(block, 'block').transactions, 'transactions')
  return list.map((each) => field.toObject(each, 'transaction'))
}
