import { CodedError } from './errors.ts'
import { keccak256, uint256 } from './hash.ts'
import { type Hash32, toBytes } from './hex.ts'
import type { RawBlock, RawLog, RawTransaction } from './raw.ts'

// Format: docs/formats/digest.md.

type Records = Pick<RawBlock, 'logs' | 'transactions'>

/** The digest before the first block that holds our data. */
export function seedDigest(chainId: bigint | number, sourceSetHash: Hash32): Hash32 {
  return keccak256(uint256(chainId), toBytes(sourceSetHash))
}

/** The digest after a block that holds our data; `records` are of {@link encodeBlockRecords}. */
export function nextDigest(previous: Hash32, blockHash: Hash32, records: Uint8Array): Hash32 {
  return keccak256(toBytes(previous), toBytes(blockHash), records)
}

/**
 * The canonical bytes of one block's raw data.
 * @throws CodedError `RAW_BLOCK_INVALID` when logs or transactions are out of order, repeated, missing or too many
 */
export function encodeBlockRecords(block: Records): Uint8Array {
  assertCanonical(block)
  const out = Buffer.allocUnsafe(sizeOf(block))
  let at = out.writeUInt32BE(block.logs.length)
  for (const log of block.logs) at = writeLog(out, at, log)
  at = out.writeUInt32BE(block.transactions.length, at)
  for (const transaction of block.transactions) at = writeTransaction(out, at, transaction)
  return out
}

function writeLog(out: Buffer, start: number, log: RawLog): number {
  let at = writeHex(out, start, log.address)
  at = out.writeUInt8(log.topics.length, at)
  for (const topic of log.topics) at = writeHex(out, at, topic)
  at = writeBytes(out, at, log.data)
  at = out.writeUInt32BE(log.transactionIndex, at)
  return out.writeUInt32BE(log.logIndex, at)
}

function writeTransaction(out: Buffer, start: number, { index, hash, call }: RawTransaction): number {
  let at = out.writeUInt32BE(index, start)
  at = writeHex(out, at, hash)
  if (call === null) return out.writeUInt8(0, at)
  at = out.writeUInt8(call.to === null ? 2 : 1, at)
  if (call.to !== null) at = writeHex(out, at, call.to)
  return writeBytes(out, at, call.input)
}

function writeBytes(out: Buffer, at: number, hex: string): number {
  return writeHex(out, out.writeUInt32BE(hex.length / 2 - 1, at), hex)
}

function writeHex(out: Buffer, at: number, hex: string): number {
  const expected = hex.length / 2 - 1
  const written = out.write(hex.slice(2), at, 'hex')
  // Buffer stops silently at the first character that is not hexadecimal.
  if (written !== expected) throw invalid(`${written} of ${expected} bytes of hex could be read`)
  return at + written
}

function sizeOf({ logs, transactions }: Records): number {
  let size = 8
  for (const log of logs) size += 20 + 1 + 32 * log.topics.length + 4 + log.data.length / 2 - 1 + 8
  for (const { call } of transactions) {
    size += 4 + 32 + 1
    if (call !== null) size += (call.to === null ? 0 : 20) + 4 + call.input.length / 2 - 1
  }
  return size
}

function assertCanonical({ logs, transactions }: Records): void {
  if (logs.length === 0) throw invalid('a block without a log of ours has no records')
  let lastLog = -1
  const indexes = new Set<number>()
  for (const log of logs) {
    if (!(log.logIndex > lastLog)) throw invalid(`log ${log.logIndex} after log ${lastLog}`)
    if (log.topics.length > 4) throw invalid(`log ${log.logIndex} has ${log.topics.length} topics`)
    lastLog = log.logIndex
    indexes.add(log.transactionIndex)
  }
  let lastTransaction = -1
  for (const { index } of transactions) {
    if (!(index > lastTransaction)) throw invalid(`transaction ${index} after ${lastTransaction}`)
    if (!indexes.has(index)) throw invalid(`transaction ${index} has no log of ours`)
    lastTransaction = index
  }
  if (transactions.length !== indexes.size)
    throw invalid(`${indexes.size} transactions emitted these logs, ${transactions.length} are given`)
}

function invalid(message: string): CodedError {
  return new CodedError('RAW_BLOCK_INVALID', message)
}
