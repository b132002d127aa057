import { AuditFault } from '../../src/claim/errors.ts'
import { parseNote, verifyNote } from '../../src/claim/log/note.ts'
import { parseBody } from '../log/bodies.ts'
import type { OpenLog } from './report.ts'
import { openOwnCheckpoint } from './writers.ts'

/**
 * How many entries of a log somebody else saw before its keys were compromised: by the largest checkpoint that was anchored, or
 * that a quorum of witnesses cosigned, before then. `notes` are the checkpoints that are at hand beside those in the log. Null of a
 * log whose keys nobody calls compromised.
 */
export function countVouched(log: Omit<OpenLog, 'vouched'>, notes: readonly string[]): number | null {
  const { trust, logged, anchored } = log
  const { compromised } = trust
  if (compromised === undefined) return null
  const inLog = logged.flatMap(({ bundle }) =>
    bundle.kind === 'outcomes' ? [parseBody('outcomes', bundle.body).checkpoint] : [],
  )
  const cosigned = [...notes, ...inLog].map((note) => sizeSeen(log, note, compromised))
  const onChain = anchored.filter(({ time }) => time < compromised).map(({ size }) => size)
  return Math.max(0, ...onChain, ...cosigned)
}

/** 0 unless a quorum cosigned it in time, and it is of these entries. */
function sizeSeen(
  { trust, holds, keyOf }: Omit<OpenLog, 'vouched'>,
  note: string,
  compromised: number,
): number {
  try {
    const { size, root } = openOwnCheckpoint(note, keyOf)
    const seen = verifyNote(parseNote(note), trust.witnesses).filter(
      ({ time }) => time !== null && time < compromised,
    )
    return seen.length >= trust.quorum && holds(size, root) ? size : 0
  } catch (error) {
    // What is wrong with a checkpoint is noted where it is used; it vouches for nothing.
    if (error instanceof AuditFault) return 0
    throw error
  }
}
