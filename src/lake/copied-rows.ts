import type { LakeColumn, LakeType } from './columns.ts'
import { addDigits } from './digits.ts'
import type { EncodedRows } from './encoded-rows.ts'
import { GrowingBytes } from './growing-bytes.ts'

// Microseconds between the epochs of Unix and of Postgres.
const EPOCH_2000 = 946_684_800_000_000n
const HEADER = 11 + 4 + 4
/** Bytes of rows that are given at once: a chunk of the connection is 64 KiB, and whoever takes rows hands them on. */
const BATCH_BYTES = 1 << 19

/** How a column is asked for, so that its bytes are those that {@link copiedRows} reads. */
export function toSelected({ name, type }: LakeColumn): string {
  if (type === 'amount' || type === 'text') return `${name}::text`
  return type === 'integer' ? `${name}::bigint` : name
}

/**
 * The rows of Postgres' binary COPY, as its chunks come: lengths stand before values, so nothing has to be unescaped. What is given holds
 * until the next is asked for. Source: PostgreSQL documentation, COPY, "Binary Format".
 */
export async function* copiedRows(
  chunks: AsyncIterable<Buffer>,
  columns: readonly LakeColumn[],
): AsyncGenerator<EncodedRows> {
  const types = columns.map(({ type }) => type)
  const out = new GrowingBytes(BATCH_BYTES + (1 << 17))
  let ends: number[] = []
  // What came of rows that are not whole yet, and the newest chunk.
  const rest = new GrowingBytes(1 << 17)
  let isBegun = false
  let ended = false
  for await (const chunk of chunks) {
    rest.append(chunk)
    if (!isBegun && rest.length < HEADER) continue
    let at = isBegun ? 0 : HEADER
    isBegun = true
    for (;;) {
      const end = findEnd(rest, at)
      if (end === undefined) break
      // The trailer, a row of −1 columns. The stream is read to its end, so that its connection is free again.
      if (rest.buffer.readInt16BE(at) < 0) {
        ended = true
        break
      }
      encodeRow(out, rest.buffer, at + 2, types)
      ends.push(out.length)
      at = end
    }
    rest.drop(at)
    if (out.length < BATCH_BYTES) continue
    yield { bytes: out.buffer, ends }
    ends = []
    out.length = 0
  }
  if (ends.length) yield { bytes: out.buffer, ends }
  if (!ended) throw new RangeError('the copy of rows ended in the middle')
}

/** Where the row at `at` ends; undefined while it is not there whole. */
function findEnd({ buffer, length }: GrowingBytes, at: number): number | undefined {
  if (at + 2 > length) return undefined
  let end = at + 2
  for (let left = buffer.readInt16BE(at); left > 0; left--) {
    if (end + 4 > length) return undefined
    end += 4 + Math.max(0, buffer.readInt32BE(end))
  }
  return end > length ? undefined : end
}

// Of most types the canonical encoding is the length and the bytes that stand here, behind one more.
function encodeRow(out: GrowingBytes, bytes: Buffer, start: number, types: readonly LakeType[]): void {
  let at = start
  for (const type of types) {
    const length = bytes.readInt32BE(at)
    out.reserve(5)
    if (length < 0) {
      out.buffer[out.length++] = 0
      at += 4
      continue
    }
    out.buffer[out.length++] = 1
    const value = at + 4
    if (type === 'integer') addNumber(out, bytes, value, 0n)
    else if (type === 'time') addNumber(out, bytes, value, EPOCH_2000)
    else if (type === 'list') addList(out, bytes, value)
    else out.add(bytes, at, 4 + length)
    at = value + length
  }
}

function addNumber(out: GrowingBytes, bytes: Buffer, at: number, more: bigint): void {
  const number = 0x1_0000_0000 * bytes.readInt32BE(at) + bytes.readUInt32BE(at + 4) + Number(more)
  const start = out.length
  out.length += 4
  out.reserve(20)
  if (Number.isSafeInteger(number)) addDigits(out, number)
  else out.length += out.buffer.write(String(bytes.readBigInt64BE(at) + more), out.length, 'latin1')
  out.buffer.writeUInt32BE(out.length - start - 4, start)
}

// Dimensions, whether there are nulls, type, then length and lower bound of the one dimension, then the elements as they are wanted.
function addList(out: GrowingBytes, bytes: Buffer, at: number): void {
  const start = out.length
  out.length += 4
  if (bytes.readInt32BE(at) > 0) {
    let end = at + 20
    for (let left = bytes.readInt32BE(at + 12); left > 0; left--) end += 4 + bytes.readInt32BE(end)
    out.add(bytes, at + 20, end - at - 20)
  }
  out.buffer.writeUInt32BE(out.length - start - 4, start)
}
