import { ByteReader } from './byte-reader.ts'
import { MalformedEvidence } from './errors.ts'
import { type Address, toHex } from './hex.ts'
import type { RawBlock, RawCall, RawLog, RawTransaction } from './raw.ts'

// Format: docs/formats/digest.md, section 3.

/**
 * The inverse of `encodeBlockRecords`, for bytes from a stranger. Whoever needs them canonical encodes the result again and
 * compares.
 * @throws MalformedEvidence `RAW_RECORDS_INVALID`
 */
export function decodeBlockRecords(bytes: Uint8Array): Pick<RawBlock, 'logs' | 'transactions'> {
  const reader = new ByteReader(bytes, invalid)
  const logs = reader.many(() => readLog(reader))
  const transactions = reader.many(() => readTransaction(reader))
  reader.end()
  return { logs, transactions }
}

function readLog(reader: ByteReader): RawLog {
  const address = toHex(reader.take(20)) as Address
  const count = reader.u8()
  if (count > 4) throw invalid(`a log with ${count} topics`)
  const topics = Array.from({ length: count }, () => reader.hash())
  const data = toHex(reader.take(reader.u32()))
  return { address, topics, data, transactionIndex: reader.u32(), logIndex: reader.u32() }
}

function readTransaction(reader: ByteReader): RawTransaction {
  const index = reader.u32()
  const hash = reader.hash()
  return { index, hash, call: readCall(reader) }
}

function readCall(reader: ByteReader): RawCall | null {
  const kind = reader.u8()
  if (kind === 0) return null
  if (kind > 2) throw invalid(`a call of kind ${kind}`)
  const to = kind === 1 ? (toHex(reader.take(20)) as Address) : null
  return { to, input: toHex(reader.take(reader.u32())) }
}

function invalid(message: string): MalformedEvidence {
  return new MalformedEvidence('RAW_RECORDS_INVALID', `not the records of a block: ${message}`)
}
