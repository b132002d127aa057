import { toHex } from '../claim/hex.ts'
import { BinaryRows } from '../indexer/store/rows.ts'
import type { LakeColumn, LakeRow, LakeType, LakeValue } from './columns.ts'

// Microseconds between the epochs of Unix and of Postgres.
const EPOCH_2000 = 946_684_800_000_000n

/** Rows as COPY wants them; whole numbers as wide as their column in the tables of facts. */
export function encodeRows(columns: readonly LakeColumn[], rows: readonly LakeRow[]): BinaryRows {
  const out = new BinaryRows()
  const writers = columns.map(({ name, type }) =>
    type === 'integer' ? toIntegerWriter(name) : WRITERS[type],
  )
  for (const row of rows) {
    out.begin(columns.length)
    for (let at = 0; at < columns.length; at++) {
      const value = row[at]
      if (value === null || value === undefined) out.null()
      else (writers[at] as Writer)(out, value)
    }
  }
  return out
}

type Writer = (out: BinaryRows, value: Exclude<LakeValue, null>) => void

const WRITERS: { readonly [T in Exclude<LakeType, 'integer'>]: Writer } = {
  bytes: (out, value) => out.binary(value as Uint8Array),
  list: (out, value) => out.byteas((value as readonly Uint8Array[]).map((each) => toHex(each))),
  text: (out, value) => out.text(value as string),
  boolean: (out, value) => out.boolean(value as boolean),
  amount: (out, value) => out.numeric(BigInt(value as string)),
  time: (out, value) => out.bigint(BigInt(value as string) - EPOCH_2000),
}

// How wide whole numbers are in the tables; any other is a bigint.
const SMALL = new Set(['phase', 'tee_type'])
const MIDDLE = new Set(['block_number', 'position', 'leaf_index'])

function toIntegerWriter(name: string): Writer {
  if (SMALL.has(name)) return (out, value) => out.smallint(Number(value))
  if (MIDDLE.has(name)) return (out, value) => out.integer(Number(value))
  return (out, value) => out.bigint(BigInt(value as string))
}
