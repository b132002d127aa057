import { AuditFault } from '../../src/claim/errors.ts'
import type { Address } from '../../src/claim/hex.ts'
import { type Checkpoint, openCheckpoint, parseCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { formatVerifierKey, parseNote, parseVerifierKey, type VerifierKey } from '../../src/claim/log/note.ts'
import { parseBody } from '../log/bodies.ts'
import { verifyHandover } from '../log/handover.ts'
import type { AuditTrust, Logged, Note } from './report.ts'

/** Who writes a log from an entry on. */
interface Writer {
  readonly from: number
  readonly watchdog: Address
  readonly key: VerifierKey
}

/** Who wrote a log, in order. */
export interface Writers {
  /** Null of a log whose first entry is no registration. */
  readonly first: Address | null
  /** The key that signs a checkpoint of so many entries. */
  readonly keyOf: (size: number) => VerifierKey
}

/**
 * Follows a log from its registration over its handovers, each signed by who gives and by who takes. What is signed by somebody
 * else than who wrote at that entry is noted.
 */
export async function followWriters(
  logged: readonly Logged[],
  trust: Pick<AuditTrust, 'key' | 'watchdog'>,
  note: Note,
): Promise<Writers> {
  const [first, ...others] = logged
  if (first?.index !== 0 || first.bundle.kind !== 'watchdog') {
    note('LOG_UNREGISTERED', 0, 'the first entry does not say whose log this is')
    return { first: null, keyOf: () => trust.key }
  }
  const { logKey } = parseBody('watchdog', first.bundle.body)
  if (logKey !== formatVerifierKey(trust.key))
    note('LOG_UNREGISTERED', 0, 'the watchdog signed for another key of the log')
  const { watchdog } = first.bundle
  if (trust.watchdog !== undefined && trust.watchdog !== watchdog)
    note('LOG_UNREGISTERED', 0, `${watchdog} writes a log that is registered for ${trust.watchdog}`)
  const writers: Writer[] = [{ from: 0, watchdog, key: trust.key }]
  for (const { index, bundle } of others) {
    const writer = writers.at(-1) as Writer
    if (bundle.watchdog !== writer.watchdog)
      note('BUNDLE_WATCHDOG', index, `signed by ${bundle.watchdog}, whose log this is not`)
    else if (bundle.kind === 'handover')
      try {
        writers.push({ from: index, ...(await openHandover(bundle, trust.key.name)) })
      } catch (error) {
        if (!(error instanceof AuditFault)) throw error
        note(error.code, index, error.message)
      }
    if (bundle.kind === 'watchdog')
      note('LOG_UNREGISTERED', index, 'a log has one registration, its first entry')
  }
  const keyOf = (size: number) =>
    (writers.findLast(({ from }) => from < size) ?? writers[0])?.key ?? trust.key
  return { first: watchdog, keyOf }
}

/**
 * Who writes a log from a handover on.
 * @throws AuditFault `LOG_HANDOVER`, `LOG_KEY`, `BUNDLE_BODY`
 */
export async function openHandover(bundle: Logged['bundle'], origin: string): Promise<Omit<Writer, 'from'>> {
  const { watchdog, logKey, acceptance } = parseBody('handover', bundle.body)
  const key = parseVerifierKey(logKey)
  if (key.name !== origin || key.isTimed)
    throw new AuditFault('LOG_HANDOVER', `a log of ${origin} is handed over to a key of ${key.name}`)
  await verifyHandover({ origin, from: bundle.watchdog, to: watchdog, logKey }, acceptance)
  return { watchdog, key }
}

/**
 * A checkpoint of a log, signed by the key that the log had at its size.
 * @throws AuditFault as openCheckpoint does
 */
export function openOwnCheckpoint(note: string, keyOf: (size: number) => VerifierKey): Checkpoint {
  return openCheckpoint(note, keyOf(parseCheckpoint(parseNote(note)).size))
}
