import { MalformedEvidence } from './errors.ts'
import { type Address, type Hash32, toHex } from './hex.ts'
import type { RawBlock, RawCall, RawLog, RawTransaction } from './raw.ts'

// Format: docs/formats/digest.md, section 3.

/**
 * The inverse of `encodeBlockRecords`, for bytes from a stranger. Whoever needs them canonical encodes the result again and
 * compares.
 * @throws MalformedEvidence `RAW_RECORDS_INVALID`
 */
export function decodeBlockRecords(bytes: Uint8Array): Pick<RawBlock, 'logs' | 'transactions'> {
  const reader = new RecordsReader(bytes)
  const logs = reader.many(() => readLog(reader))
  const transactions = reader.many(() => readTransaction(reader))
  reader.end()
  return { logs, transactions }
}

function readLog(reader: RecordsReader): RawLog {
  const address = toHex(reader.take(20)) as Address
  const count = reader.u8()
  if (count > 4) throw invalid(`a log with ${count} topics`)
  const topics = Array.from({ length: count }, () => toHex(reader.take(32)) as Hash32)
  const data = toHex(reader.take(reader.u32()))
  return { address, topics, data, transactionIndex: reader.u32(), logIndex: reader.u32() }
}

function readTransaction(reader: RecordsReader): RawTransaction {
  const index = reader.u32()
  const hash = toHex(reader.take(32)) as Hash32
  return { index, hash, call: readCall(reader) }
}

function readCall(reader: RecordsReader): RawCall | null {
  const kind = reader.u8()
  if (kind === 0) return null
  if (kind > 2) throw invalid(`a call of kind ${kind}`)
  const to = kind === 1 ? (toHex(reader.take(20)) as Address) : null
  return { to, input: toHex(reader.take(reader.u32())) }
}

class RecordsReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  take(length: number): Buffer {
    if (length > this.#bytes.length - this.#at)
      throw invalid(`${length} bytes wanted at ${this.#at}, they end before`)
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  u8(): number {
    return this.take(1).readUInt8()
  }

  u32(): number {
    return this.take(4).readUInt32BE()
  }

  many<T>(read: () => T): T[] {
    const count = this.u32()
    const list: T[] = []
    for (let i = 0; i < count; i++) list.push(read())
    return list
  }

  end(): void {
    if (this.#at < this.#bytes.length) throw invalid(`${this.#bytes.length - this.#at} bytes are left over`)
  }
}

function invalid(message: string): MalformedEvidence {
  return new MalformedEvidence('RAW_RECORDS_INVALID', `not the records of a block: ${message}`)
}
