import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Misconfigured } from '../../claim/errors.ts'
import { Address, Hash32, Hex } from '../../claim/hex.ts'
import type { RawLog, RawTransaction } from '../../claim/raw.ts'

// Numbers of a chain, as JSON or as text in decimal or hexadecimal, perhaps with zeros before them: recorders differ.
const count = z
  .union([z.number(), z.string().regex(/^(0x[0-9a-f]{1,64}|\d{1,78})$/i)])
  .transform(Number)
  .refine((value) => Number.isSafeInteger(value) && value >= 0, 'not a whole number')
const branded = <T>(make: (text: string) => T) =>
  z.string().transform((text, context) => {
    try {
      return make(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
      return z.NEVER
    }
  })
const [address, hash, hex] = [branded(Address), branded(Hash32), branded(Hex)]

const Log = z.object({
  blockNumber: count,
  timestamp: count,
  txIndex: count,
  logIndex: count,
  address,
  topics: z.array(hash).max(4),
  data: hex,
  transactionHash: hash,
})
const Transaction = z.object({
  hash,
  from: address.nullish(),
  /** Null where a contract is created. */
  to: address.nullish(),
  input: hex,
  blockNumber: count,
  timestamp: count,
})
const Recording = z.object({
  chainId: count,
  logs: z.array(Log),
  txs: z.array(Transaction).default([]),
  contracts: z
    .object({ market: address.optional(), collateral: address.optional(), token: address.optional() })
    .optional(),
})

/** Where a recording differs from the network's folder. */
interface RecordedContracts {
  readonly market?: Address | undefined
  /** The token that is pledged at the market; `token` says the same where there is no `collateral`. */
  readonly collateral?: Address | undefined
  readonly token?: Address | undefined
}

export interface RecordedBlock {
  readonly number: number
  /** Unix seconds. */
  readonly timestamp: number
  readonly logs: readonly RawLog[]
  readonly transactions: readonly RawTransaction[]
}

/** A recorded piece of a chain. */
export interface Recorded {
  readonly chainId: number
  readonly contracts: RecordedContracts
  /** Ascending; blocks without a log or a transaction are left out. */
  readonly blocks: readonly RecordedBlock[]
}

type LogRecord = z.infer<typeof Log>
type TransactionRecord = z.infer<typeof Transaction>

/**
 * Reads a recording: `{"chainId", "logs", "txs"}`, perhaps with `contracts`.
 * @throws Misconfigured `REPLAY_FILE` when it cannot be read or is not of this form
 */
export async function readRecording(file: string): Promise<Recorded> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new Misconfigured('REPLAY_FILE', `${file}: ${(cause as Error).message}`, { cause })
  }
  const parsed = Recording.safeParse(value)
  if (!parsed.success) throw new Misconfigured('REPLAY_FILE', `${file}:\n${z.prettifyError(parsed.error)}`)
  const { chainId, contracts, logs, txs } = parsed.data
  if (logs.length + txs.length === 0)
    throw new Misconfigured('REPLAY_FILE', `${file}: no log and no transaction is in it`)
  const twice = findTwice(logs)
  if (twice)
    throw new Misconfigured(
      'REPLAY_FILE',
      `${file}: log ${twice.logIndex} of transaction ${twice.transactionHash} is in it twice, alike or not`,
    )
  return { chainId, contracts: contracts ?? {}, blocks: toBlocks(logs, txs) }
}

/** A log whose place another one has, as where two ranges overlap, or two accounts of a block differ: both would be counted. */
function findTwice(logs: readonly LogRecord[]): LogRecord | undefined {
  const seen = new Set<string>()
  return logs.find(({ blockNumber, timestamp, txIndex, logIndex, transactionHash }) => {
    const place = [blockNumber, timestamp, txIndex, logIndex, transactionHash].join(' ')
    return seen.size === seen.add(place).size
  })
}

/** Blocks in order; a recorder that gave several moments one block number has them numbered anew, one block a moment. */
function toBlocks(logs: readonly LogRecord[], txs: readonly TransactionRecord[]): RecordedBlock[] {
  const byHash = new Map(txs.map((each) => [each.hash, each]))
  const keyOf = (each: LogRecord | TransactionRecord) => `${each.blockNumber} ${each.timestamp}`
  const logsOf = Map.groupBy(logs, keyOf)
  const moments = [...new Map([...logs, ...txs].map((each) => [keyOf(each), each])).values()].sort(
    (a, b) => a.blockNumber - b.blockNumber || a.timestamp - b.timestamp,
  )
  const isNumbered = new Set(moments.map(({ blockNumber }) => blockNumber)).size === moments.length
  return moments.map((moment, index) => ({
    number: isNumbered ? moment.blockNumber : index + 1,
    timestamp: moment.timestamp,
    ...toContents(logsOf.get(keyOf(moment)) ?? [], byHash),
  }))
}

/** What a block holds, in order; logs are counted anew where a recorder counted them by transaction. */
function toContents(
  logs: readonly LogRecord[],
  byHash: ReadonlyMap<Hash32, TransactionRecord>,
): Pick<RecordedBlock, 'logs' | 'transactions'> {
  const transactions = [...Map.groupBy(logs, (each) => each.transactionHash).values()]
    .map((own) => own.toSorted((a, b) => a.logIndex - b.logIndex))
    .sort(([a], [b]) => (a?.txIndex ?? 0) - (b?.txIndex ?? 0) || (a?.logIndex ?? 0) - (b?.logIndex ?? 0))
  const ordered = transactions.flatMap((own, index) => own.map((log) => ({ log, index })))
  const isCounted = ordered.every(
    ({ log }, at) => at === 0 || log.logIndex > (ordered[at - 1]?.log.logIndex ?? 0),
  )
  return {
    logs: ordered.map(({ log: { address: emitter, topics, data, logIndex }, index }, at) => ({
      address: emitter,
      topics,
      data,
      transactionIndex: index,
      logIndex: isCounted ? logIndex : at,
    })),
    transactions: transactions.map(([first], index): RawTransaction => {
      const transactionHash = (first as LogRecord).transactionHash
      const recorded = byHash.get(transactionHash)
      const call = recorded ? { to: recorded.to ?? null, input: recorded.input } : null
      return { index, hash: transactionHash, call }
    }),
  }
}
