import { AuditFault } from '../../src/claim/errors.ts'
import { parseNote, verifyNote } from '../../src/claim/log/note.ts'
import { parseBody } from '../log/bodies.ts'
import type { Note, OpenLog, Vouched } from './report.ts'
import { openOwnCheckpoint } from './writers.ts'

type CheckpointsAtHand = Omit<OpenLog, 'vouched' | 'anchored' | 'cosigned'>

/** Notes each checkpoint that the log keeps for its cosignatures and that is not one of it. */
export function checkCosigned({ logged, holds, keyOf }: CheckpointsAtHand, note: Note): void {
  for (const { index, bundle } of logged) {
    if (bundle.kind !== 'cosigned') continue
    try {
      const { size, root } = openOwnCheckpoint(parseBody('cosigned', bundle.body).checkpoint, keyOf)
      if (!holds(size, root))
        note('LOG_FORK', index, `the log keeps a checkpoint of ${size} entries that are not these`)
    } catch (error) {
      if (!(error instanceof AuditFault)) throw error
      note(error.code, index, error.message)
    }
  }
}

/** The checkpoints of a log at hand that a quorum of witnesses cosigned, each with when the quorum was met, Unix seconds. */
export function listCosigned({ logged, notes, trust, holds, keyOf }: CheckpointsAtHand): Vouched[] {
  const inLog = logged.flatMap(({ bundle }) =>
    bundle.kind === 'outcomes' || bundle.kind === 'cosigned'
      ? [parseBody(bundle.kind, bundle.body).checkpoint]
      : [],
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
