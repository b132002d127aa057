import { type RebuiltBatch, rebuildBatch } from '../claim/batch.ts'
import { type Conversation, decodeConversation } from '../claim/conversation.ts'
import { CodedError, NotCheckable, Rejected } from '../claim/errors.ts'
import type { Hash32 } from '../claim/hex.ts'

/** What settlements say of a blob. A stranger may settle one id in both ways. */
export interface Settled {
  /** Of batches. */
  readonly roots: readonly Hash32[]
  /** Of individual settlements. */
  readonly pairs: readonly { readonly inputHash: Hash32; readonly outputHash: Hash32 }[]
}

/** What the archive says of a blob's bytes. Bytes are kept either way: they are the evidence. */
export interface Finding {
  /** `refused`: the bytes are not what they were settled as, so there is nothing to write of them. */
  readonly status: 'kept' | 'refused'
  readonly code: string | null
  readonly detail: string | null
  readonly batch: RebuiltBatch | null
  readonly conversation: Conversation | null
}

/**
 * Rebuilds the batch, or hashes the conversation, and compares with what was settled under the blob's id. Never throws
 * for what the bytes hold: codes are those of rebuildBatch and decodeConversation, `ROOT_MISMATCH` when no settlement
 * names the rebuilt root, and `CONTENT_MISMATCH` when no settled pair of hashes follows from the text.
 */
export function inspectBlob(bytes: Uint8Array, { roots, pairs }: Settled): Finding {
  const nothing = { code: null, detail: null, batch: null, conversation: null }
  const batch = attempt(() => rebuildBatch(bytes))
  if (!(batch instanceof CodedError)) {
    const kept = { ...nothing, status: 'kept' as const, batch }
    if (roots.includes(batch.root)) return kept
    const settled = roots.length ? `settled was ${roots.join(', ')}` : 'no batch was settled'
    return { ...kept, code: 'ROOT_MISMATCH', detail: `the blob's leaves give root ${batch.root}, ${settled}` }
  }
  if (pairs.length === 0) return { ...nothing, status: 'refused', code: batch.code, detail: batch.message }
  const conversation = attempt(() => decodeConversation(bytes))
  // No message of a parser: it might quote what somebody wrote in confidence.
  if (conversation instanceof CodedError)
    return { ...nothing, status: 'refused', code: conversation.code, detail: 'the blob is no conversation' }
  const kept = { ...nothing, status: 'kept' as const, conversation }
  const { inputHashes, outputHashes } = conversation
  if (pairs.some((pair) => inputHashes.includes(pair.inputHash) && outputHashes.includes(pair.outputHash)))
    return kept
  // What we did not read to its end is not held against whoever settled it.
  if (conversation.beyond)
    return { ...kept, code: conversation.beyond.code, detail: 'a text of the blob is JSON beyond our bounds' }
  return { ...kept, code: 'CONTENT_MISMATCH', detail: 'the settled hashes do not follow from the blob' }
}

function attempt<T>(read: () => T): T | CodedError {
  try {
    return read()
  } catch (error) {
    if (error instanceof Rejected || error instanceof NotCheckable) return error
    throw error
  }
}
