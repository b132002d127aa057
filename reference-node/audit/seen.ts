import { AuditFault } from '../../src/claim/errors.ts'
import { parseNote, type VerifierKey, verifyNote } from '../../src/claim/log/note.ts'
import type { Outcomes } from '../log/bodies.ts'
import type { OpenLog } from './report.ts'
import { openOwnCheckpoint } from './writers.ts'

/** Why nobody whom the network's folder believes says when. */
interface Untold {
  readonly whyNot: string
}

/** Of a chain that draws and that `watch.anchors` gives no margin: the default of network.json. */
const DEFAULT_MARGIN_SECONDS = 60

/**
 * Who saw the commitment before its round, or why nobody whom the network's folder believes did. A block's time may be early by
 * its chain's margin, so an anchor counts that is older than the round by more than it; blocks of one chain need none between them.
 * @throws AuditFault `LOG_FORK` when the checkpoint of the outcomes is of other entries
 */
export function findWitness(
  { trust, holds, keyOf, anchored, cosigned }: Omit<OpenLog, 'vouched'>,
  entry: number,
  due: number,
  { checkpoint }: Outcomes,
): 'anchor' | 'witnesses' | Untold {
  const { size, root } = openOwnCheckpoint(checkpoint, keyOf)
  if (!holds(size, root))
    throw new AuditFault('LOG_FORK', `the log signed a checkpoint of ${size} entries that are not these`)
  if (trust.watchdog === undefined || trust.since === undefined)
    return { whyNot: 'the log is not registered in the network’s folder' }
  // Else who tries ten keys could list the one that drew best.
  if (due < trust.since)
    return {
      whyNot: `its round came out at ${due}, before the network’s folder listed the log, at ${trust.since}`,
    }
  const { weakBeacon, anchors } = trust
  const early = weakBeacon === undefined ? 0 : (anchors.get(weakBeacon) ?? DEFAULT_MARGIN_SECONDS)
  const isBefore = (each: (typeof anchored)[number]) => {
    const margin =
      each.chainId === weakBeacon ? 0 : early + (anchors.get(each.chainId) ?? DEFAULT_MARGIN_SECONDS)
    return each.time + margin < due
  }
  if (anchored.some((each) => each.size > entry && isBefore(each))) return 'anchor'
  if (cosigned.some((each) => each.size > entry && each.time + early < due)) return 'witnesses'
  const count = size > entry ? countBefore(checkpoint, trust.witnesses, due - early) : 0
  return {
    whyNot: `no anchor holds the commitment before its round, and ${count} of the ${trust.quorum} witnesses needed saw it by then`,
  }
}

/**
 * Undefined when somebody whom the network's folder believes saw the outcomes at `index` before the deadline; else why it cannot be
 * said. A newer cosignature takes the place of an older one, so a late one alone convicts nobody.
 * @throws AuditFault `SAMPLE_OMITTED` when the first anchor that holds them is not before the deadline, or when a checkpoint without
 *   them was seen at or after it
 */
export function assertInTime(
  log: Omit<OpenLog, 'vouched'>,
  index: number,
  deadline: number,
): Untold | undefined {
  const { anchored, cosigned } = log
  if ([...anchored, ...cosigned].some(({ size, time }) => size > index && time < deadline)) return undefined
  const late = [...anchored, ...cosigned.filter(({ size }) => size <= index)].find(
    ({ time }) => time >= deadline,
  )
  if (late)
    throw new AuditFault(
      'SAMPLE_OMITTED',
      late.size > index
        ? `its outcomes are anchored at ${late.time}, and were due before ${deadline}`
        : `at ${late.time} the log had ${late.size} entries, and no outcomes that were due before ${deadline}`,
    )
  return { whyNot: 'no anchor and no quorum of witnesses says that its outcomes were there by the deadline' }
}

/** How many of the witnesses cosigned a checkpoint before a moment. */
function countBefore(checkpoint: string, witnesses: readonly VerifierKey[], moment: number): number {
  return verifyNote(parseNote(checkpoint), witnesses).filter(({ time }) => time !== null && time < moment)
    .length
}
