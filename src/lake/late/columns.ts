import type { LakeColumn, LakeType } from '../columns.ts'

/** What arrives later than its block: leaves of archived batches, and verdicts. */
export const LATE_KINDS = ['leaf', 'verdict'] as const
export type LateKind = (typeof LATE_KINDS)[number]

/** What every row says of itself: of rows with one key the greatest version holds, and none when that one is deleted. */
const VERSION = { version: 'integer', deleted: 'boolean' } as const

const COLUMNS: { readonly [K in LateKind]: Readonly<Record<string, LakeType>> } = {
  // Key: network, blob_id, leaf_index.
  leaf: {
    network: 'text',
    blob_id: 'text',
    leaf_index: 'integer',
    node: 'bytes',
    input_hash: 'bytes',
    output_hash: 'bytes',
    signature: 'bytes',
    claimed_at: 'time',
    claimed_at_seconds: 'amount',
    leaf_hash: 'bytes',
    ...VERSION,
  },
  // Key: network, watchdog, number.
  verdict: {
    network: 'text',
    watchdog: 'text',
    number: 'integer',
    chain_id: 'integer',
    subject_kind: 'text',
    subject_id: 'text',
    block_number: 'integer',
    block_hash: 'bytes',
    node: 'bytes',
    statement: 'text',
    outcome: 'text',
    code: 'text',
    fault: 'text',
    detail: 'text',
    transient: 'boolean',
    conditions: 'text',
    subject_time: 'time',
    checked_at: 'time',
    corrects: 'integer',
    correction_reason: 'text',
    ...VERSION,
  },
}

export function listLateColumns(kind: LateKind): LakeColumn[] {
  return Object.entries(COLUMNS[kind]).map(([name, type]) => ({ name, type }))
}
