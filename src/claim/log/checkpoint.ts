import { AuditFault } from '../errors.ts'
import { parseNote, type SignedNote, type VerifierKey, verifyNote } from './note.ts'

/** What a log says of itself at one moment (c2sp.org/tlog-checkpoint): one size, one root. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

/** The text of a checkpoint: what is signed. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`
}

/**
 * Decodes the text of a note; lines after the third are an extension and mean nothing here.
 * @throws AuditFault `LOG_CHECKPOINT`
 */
export function parseCheckpoint({ text }: SignedNote): Checkpoint {
  const [origin = '', digits = '', encoded = ''] = text.split('\n')
  const root = Buffer.from(encoded, 'base64')
  const size = Number(digits)
  const isWhole = /^(0|[1-9]\d*)$/.test(digits) && Number.isSafeInteger(size)
  if (origin === '' || !isWhole || root.length !== 32 || root.toString('base64') !== encoded)
    throw new AuditFault('LOG_CHECKPOINT', 'expected an origin, a size and a root of 32 bytes on three lines')
  return { origin, size, root }
}

/**
 * The checkpoint of a note that the log itself signed.
 * @throws AuditFault `LOG_NOTE`, `LOG_CHECKPOINT`, `LOG_SIGNATURE` when it is not signed by this key, `LOG_ORIGIN` when it is another log's
 */
export function openCheckpoint(note: string, key: VerifierKey): Checkpoint {
  const parsed = parseNote(note)
  const checkpoint = parseCheckpoint(parsed)
  if (checkpoint.origin !== key.name)
    throw new AuditFault('LOG_ORIGIN', `a checkpoint of ${checkpoint.origin}, not of ${key.name}`)
  if (verifyNote(parsed, [key]).length === 0)
    throw new AuditFault('LOG_SIGNATURE', `no signature of ${key.name} on its checkpoint`)
  return checkpoint
}
