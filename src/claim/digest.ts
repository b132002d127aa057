import { CodedError } from './errors.ts'
import { keccak256, uint256 } from './hash.ts'
import { type Hash32, toBytes } from './hex.ts'
import type { RawBlock } from './raw.ts'

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
 * @throws CodedError `RAW_BLOCK_INVALID` when logs or transactions are out of order, repeated, missing or too many, or hold what is no hexadecimal text
 */
export function encodeBlockRecords(block: Records): Uint8Array {
  assertCanonical(block)
  // One text for all: each call that turns digits into bytes costs as much as the thirty-two bytes of a word.
  let digits = word(block.logs.length)
  for (const { address, topics, data, transactionIndex, logIndex } of block.logs) {
    digits += address.slice(2) + byte(topics.length)
    for (const topic of topics) digits += topic.slice(2)
    digits += sized(data) + word(transactionIndex) + word(logIndex)
  }
  digits += word(block.transactions.length)
  for (const { index, hash, call } of block.transactions) {
    digits += word(index) + hash.slice(2)
    if (call === null) digits += byte(0)
    else if (call.to === null) digits += byte(2) + sized(call.input)
    else digits += byte(1) + call.to.slice(2) + sized(call.input)
  }
  const records = Buffer.from(digits, 'hex')
  // Buffer stops silently at the first character that is not hexadecimal.
  if (2 * records.length !== digits.length)
    throw invalid(`${records.length} of ${digits.length / 2} bytes of hex could be read`)
  return records
}

function sized(hex: string): string {
  return word(hex.length / 2 - 1) + hex.slice(2)
}

function byte(value: number): string {
  return value.toString(16).padStart(2, '0')
}

// Nearly all are the places of logs and the lengths of their data.
const WORDS = Array.from({ length: 1024 }, (_, value) => toWord(value))

function word(value: number): string {
  return WORDS[value] ?? toWord(value)
}

function toWord(value: number): string {
  if (!(Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff))
    throw invalid(`${value} is no whole number of four bytes`)
  return value.toString(16).padStart(8, '0')
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
