import { type RebuiltBatch, rebuildBatch } from '../claim/batch.ts'
import { type CodedError, NotCheckable, Rejected } from '../claim/errors.ts'
import type { Hash32 } from '../claim/hex.ts'

/** What the archive says of a blob's bytes. Bytes are kept either way: they are the evidence. */
export interface Finding {
  /** `refused`: the bytes are no batch, so there are no leaves to write. */
  readonly status: 'kept' | 'refused'
  readonly code: string | null
  readonly detail: string | null
  readonly batch: RebuiltBatch | null
}

/**
 * Rebuilds the batch and compares its root with those that were settled under the blob's id. Never throws for what
 * the bytes hold: codes are those of rebuildBatch, and `ROOT_MISMATCH` when no settlement names the rebuilt root.
 */
export function inspectBlob(bytes: Uint8Array, settledRoots: readonly Hash32[]): Finding {
  let batch: RebuiltBatch
  try {
    batch = rebuildBatch(bytes)
  } catch (error) {
    if (error instanceof Rejected || error instanceof NotCheckable) return refusal(error)
    throw error
  }
  if (settledRoots.includes(batch.root)) return { status: 'kept', code: null, detail: null, batch }
  const detail = `the blob's leaves give root ${batch.root}, settled was ${settledRoots.join(', ')}`
  return { status: 'kept', code: 'ROOT_MISMATCH', detail, batch }
}

function refusal({ code, message }: CodedError): Finding {
  return { status: 'refused', code, detail: message, batch: null }
}
