import type { Address, Hex } from '../../claim/hex.ts'
import type { RawBlock, RawHeader, RawLog, RawTransaction } from '../../claim/raw.ts'
import type { ChainLog, ChainTransaction } from './decoder.ts'
import type { Fact, FactKind } from './facts.ts'
import type { EventTable, LogMatch } from './table.ts'

/** Where in its block a fact stands. */
export interface FactPlace {
  /** Empty: it stands in no transaction. */
  readonly transaction: Hex
  /** 0: a log's, or what the block itself proves; 1 to 3: what a CometBFT chain says at its begin, in a transaction, at its end. */
  readonly phase: number
  readonly position: number
  /** Who says it: a contract, or the account of a module. */
  readonly contract: Address
}

/** Where facts go as they are decoded. */
export interface FactSink {
  /** @throws on a value that no column can hold */
  add(fact: Fact, place: FactPlace, header: RawHeader): void
  /** Takes back the newest fact of a kind. */
  undoLast(kind: FactKind): void
}

/** Appends the facts of a block to `rows`. */
export type Decode<R = RawBlock> = (block: R, rows: FactSink) => void

/** Decoding by the events of one chain. */
export function decodeBy(table: EventTable): Decode {
  return (block, rows) => decodeBlock(block, table, rows)
}

/**
 * Turns the logs of a block into facts, and appends them to `rows`. A log that no decoder knows or understands becomes
 * one `unknown_log` with its reason: `topic` (nobody decodes it yet), `anonymous` (no topic) or `undecodable`
 * (its decoder, or a column, refused what a stranger wrote).
 */
export function decodeBlock(block: RawBlock, table: EventTable, rows: FactSink): void {
  for (const log of linkLogs(block)) {
    const match = table.findMatch(log, block.header.number)
    if (match) addFacts(log, match, block, rows)
  }
}

function addFacts(log: ChainLog, { decoder, context }: LogMatch, block: RawBlock, rows: FactSink): void {
  if (decoder === undefined) {
    rows.add(unknownLog(log, log.topics.length ? 'topic' : 'anonymous', null), placeOf(log), block.header)
    return
  }
  const added: Fact[] = []
  try {
    for (const fact of decoder.toFacts(log, context)) {
      if (added.some((each) => each.kind === fact.kind))
        throw new RangeError(`two facts of kind ${fact.kind} from one log`)
      rows.add(fact, placeOf(log), block.header)
      added.push(fact)
    }
  } catch (error) {
    for (const fact of added) rows.undoLast(fact.kind)
    const detail = `${decoder.name}: ${error instanceof Error ? error.message : String(error)}`
    rows.add(unknownLog(log, 'undecodable', detail.slice(0, 500)), placeOf(log), block.header)
  }
}

function placeOf({ transaction, logIndex, address }: ChainLog): FactPlace {
  return { transaction: transaction.hash, phase: 0, position: logIndex, contract: address }
}

function unknownLog(log: ChainLog, reason: string, detail: string | null): Fact {
  return { kind: 'unknown_log', row: { topics: log.topics, data: log.data, reason, detail } }
}

interface Linked {
  readonly transaction: ChainTransaction
  readonly logs: ChainLog[]
}

// Each log knows its transaction, and each transaction its logs.
function linkLogs({ header, logs, transactions }: RawBlock): ChainLog[] {
  const block = { number: header.number, hash: header.hash, timestamp: BigInt(header.timestamp) }
  const byIndex = new Map<number, Linked>()
  for (const raw of transactions) {
    const own: ChainLog[] = []
    byIndex.set(raw.index, { transaction: toTransaction(raw, own), logs: own })
  }
  const linked: ChainLog[] = []
  for (const raw of logs) {
    const owner = byIndex.get(raw.transactionIndex)
    if (owner === undefined) continue
    const log = toLog(raw, block, owner.transaction)
    owner.logs.push(log)
    linked.push(log)
  }
  return linked
}

function toTransaction(raw: RawTransaction, logs: readonly ChainLog[]): ChainTransaction {
  const { to, input }: { to: ChainTransaction['to']; input: Hex } = raw.call ?? { to: null, input: '0x' }
  return { hash: raw.hash, from: null, to, input, logs }
}

function toLog(raw: RawLog, block: ChainLog['block'], transaction: ChainTransaction): ChainLog {
  const { address, topics, data, logIndex } = raw
  return { address, topics, data, logIndex, block, transaction }
}
