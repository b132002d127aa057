import { AuditFault } from '../../src/claim/errors.ts'
import { parseNote, verifyNote } from '../../src/claim/log/note.ts'
import { parseBody } from '../log/bodies.ts'
import type { OpenLog, Vouched } from './report.ts'
import { openOwnCheckpoint } from './writers.ts'

/** The checkpoints of a log at hand that a quorum of witnesses cosigned, each with when the quorum was met, Unix seconds. */
export function listCosigned({
  logged,
  notes,
  trust,
  holds,
  keyOf,
}: Omit<OpenLog, 'vouched' | 'anchored'>): Vouched[] {
  const inLog = logged.flatMap(({ bundle }) =>
    bundle.kind === 'outcomes' ? [parseBody('outcomes', bundle.body).checkpoint] : [],
  )
  return [...notes, ...inLog].flatMap((note) => {
    try {
      const { size, root } = openOwnCheckpoint(note, keyOf)
      const times = verifyNote(parseNote(note), trust.witnesses)
        .flatMap(({ time }) => (time === null ? [] : [time]))
        .sort((a, b) => a - b)
      const time = times[trust.quorum - 1]
      return time !== undefined && holds(size, root) ? [{ size, time }] : []
    } catch (error) {
      // What is wrong with a checkpoint is noted where it is used; it vouches for nothing.
      if (error instanceof AuditFault) return []
      throw error
    }
  })
}
