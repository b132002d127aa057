import { AuditFault, CodedError } from '../../../src/claim/errors.ts'
import { toBytes } from '../../../src/claim/hex.ts'
import { openCheckpoint } from '../../../src/claim/log/checkpoint.ts'
import { parseVerifierKey } from '../../../src/claim/log/note.ts'
import { leafHash, verifyInclusion } from '../../../src/claim/log/tree.ts'

/** A sample's commitment with the proof that its log holds it, as the API says both. */
export interface SaidHeld {
  readonly entry: string
  readonly commitment: string
  readonly path: unknown
  readonly checkpoint: string | null
}

/** What a reader may be told. */
export interface Held {
  readonly outcome: 'verified' | 'rejected' | 'undecided'
  readonly detail: string
}

/**
 * Checks by itself that a commitment stands in the tree of a checkpoint which the log's key signed. Believes nothing but the key: that
 * is in the network's folder.
 */
export function checkHeld({ entry, commitment, path, checkpoint }: SaidHeld, key: string): Held {
  if (checkpoint === null) return { outcome: 'undecided', detail: 'no checkpoint holds it yet' }
  try {
    const { size, root } = openCheckpoint(checkpoint, parseVerifierKey(key))
    const leaf = leafHash(toBytes(commitment))
    verifyInclusion({ leaf, index: Number(entry), size, root }, readPath(path))
    return { outcome: 'verified', detail: `entry ${entry} of ${size}, in a signed checkpoint` }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    return { outcome: 'rejected', detail: `${error.code}: ${error.message}` }
  }
}

/** @throws AuditFault `LOG_INCLUSION` */
function readPath(path: unknown): Uint8Array[] {
  const isPath =
    Array.isArray(path) && path.every((hash) => typeof hash === 'string' && /^0x[0-9a-f]{64}$/.test(hash))
  if (!isPath) throw new AuditFault('LOG_INCLUSION', 'the path is no list of hashes')
  return path.map(toBytes)
}
