import type { LakeColumn, LakeRow, LakeType, LakeValue } from './columns.ts'

// Microseconds between the epochs of Unix and of Postgres.
const EPOCH_2000 = 946_684_800_000_000n
const HEADER = 11 + 4 + 4

/** How a column is asked for, so that its bytes are those that {@link copiedRows} reads. */
export function toSelected({ name, type }: LakeColumn): string {
  if (type === 'amount' || type === 'text') return `${name}::text`
  return type === 'integer' ? `${name}::bigint` : name
}

/**
 * The rows of Postgres' binary COPY, as its chunks come: lengths stand before values, so nothing has to be unescaped. Each row
 * refers to the memory of its chunk. Source: PostgreSQL documentation, COPY, "Binary Format".
 */
export async function* copiedRows(
  chunks: AsyncIterable<Buffer>,
  columns: readonly LakeColumn[],
): AsyncGenerator<LakeRow> {
  const types = columns.map(({ type }) => type)
  let rest: Buffer = Buffer.alloc(0)
  let at = -1
  let ended = false
  for await (const chunk of chunks) {
    // What was given out keeps the old memory.
    rest = at >= 0 && at === rest.length ? chunk : Buffer.concat([at > 0 ? rest.subarray(at) : rest, chunk])
    if (at < 0 && rest.length < HEADER) continue
    at = at < 0 ? HEADER : 0
    for (;;) {
      const end = findEnd(rest, at)
      if (end === undefined) break
      // The trailer, a row of −1 columns. The stream is read to its end, so that its connection is free again.
      if (rest.readInt16BE(at) < 0) {
        ended = true
        break
      }
      yield readRow(rest, at + 2, types)
      at = end
    }
  }
  if (!ended) throw new RangeError('the copy of rows ended in the middle')
}

/** Where the row at `at` ends; undefined while it is not there whole. */
function findEnd(bytes: Buffer, at: number): number | undefined {
  if (at + 2 > bytes.length) return undefined
  let end = at + 2
  for (let left = bytes.readInt16BE(at); left > 0; left--) {
    if (end + 4 > bytes.length) return undefined
    end += 4 + Math.max(0, bytes.readInt32BE(end))
  }
  return end > bytes.length ? undefined : end
}

function readRow(bytes: Buffer, start: number, types: readonly LakeType[]): LakeValue[] {
  const row: LakeValue[] = []
  let at = start
  for (const type of types) {
    const length = bytes.readInt32BE(at)
    at += 4
    if (length < 0) row.push(null)
    else {
      row.push(READERS[type](bytes, at, length))
      at += length
    }
  }
  return row
}

type Reader = (bytes: Buffer, at: number, length: number) => Exclude<LakeValue, null>

const READERS: { readonly [T in LakeType]: Reader } = {
  bytes: (bytes, at, length) => bytes.subarray(at, at + length),
  list: readList,
  text: (bytes, at, length) => bytes.toString('utf8', at, at + length),
  amount: (bytes, at, length) => bytes.toString('latin1', at, at + length),
  boolean: (bytes, at) => bytes[at] === 1,
  integer: (bytes, at) => String(bytes.readBigInt64BE(at)),
  time: (bytes, at) => String(bytes.readBigInt64BE(at) + EPOCH_2000),
}

// Dimensions, whether there are nulls, type, then length and lower bound of the one dimension, then the elements.
function readList(bytes: Buffer, at: number): Uint8Array[] {
  if (bytes.readInt32BE(at) === 0) return []
  const list: Uint8Array[] = []
  let next = at + 20
  for (let left = bytes.readInt32BE(at + 12); left > 0; left--) {
    const length = bytes.readInt32BE(next)
    list.push(bytes.subarray(next + 4, next + 4 + length))
    next += 4 + length
  }
  return list
}
