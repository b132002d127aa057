import { AuditFault } from '../../src/claim/errors.ts'
import { parseNote, type VerifierKey, verifyNote } from '../../src/claim/log/note.ts'
import type { Outcomes } from '../log/bodies.ts'
import type { OpenLog } from './report.ts'
import { Sightings } from './sightings.ts'
import { openOwnCheckpoint } from './writers.ts'

/** Why nobody whom the network's folder believes says when. */
interface Untold {
  readonly whyNot: string
}

/** Of a chain that draws and that `watch.anchors` gives no margin: the default of network.json. */
const DEFAULT_MARGIN_SECONDS = 60

/** When others saw a log, as far as the network's folder believes them. */
export class Seen {
  readonly #log: Omit<OpenLog, 'vouched'>
  readonly #anchored: Sightings
  readonly #cosigned: Sightings
  /** By when an anchor was there for sure, as a round compares it: its block's time may be early by its chain's margin. */
  readonly #anchoredForRounds: Sightings
  /** How early the round of a weak beacon may be, in seconds. */
  readonly #early: number

  constructor(log: Omit<OpenLog, 'vouched'>) {
    const { anchored, cosigned, trust } = log
    const { weakBeacon, anchors } = trust
    const marginOf = (chainId: number) => anchors.get(chainId) ?? DEFAULT_MARGIN_SECONDS
    const early = weakBeacon === undefined ? 0 : marginOf(weakBeacon)
    this.#log = log
    this.#early = early
    this.#anchored = new Sightings(anchored)
    this.#cosigned = new Sightings(cosigned)
    // Blocks of one chain need no margin between them.
    this.#anchoredForRounds = new Sightings(
      anchored.map(({ size, time, chainId }) => ({
        size,
        time: chainId === weakBeacon ? time : time + early + marginOf(chainId),
      })),
    )
  }

  /**
   * Who saw the commitment at `entry` before its round, or why nobody whom the network's folder believes did.
   * @throws AuditFault `LOG_FORK` when the checkpoint of the outcomes is of other entries
   */
  findWitness(entry: number, due: number, { checkpoint }: Outcomes): 'anchor' | 'witnesses' | Untold {
    const { trust, holds, keyOf } = this.#log
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
    if (this.#anchoredForRounds.mostBefore(due) > entry) return 'anchor'
    const moment = due - this.#early
    if (this.#cosigned.mostBefore(moment) > entry) return 'witnesses'
    const count = size > entry ? countBefore(checkpoint, trust.witnesses, moment) : 0
    return {
      whyNot: `no anchor holds the commitment before its round, and ${count} of the ${trust.quorum} witnesses needed saw it by then`,
    }
  }

  /**
   * Undefined when somebody whom the network's folder believes saw the outcomes at `index` before the deadline; else why it cannot be
   * said. A newer cosignature takes the place of an older one, so a late one alone convicts nobody.
   * @throws AuditFault `SAMPLE_OMITTED` when an anchor that holds them is not before the deadline, or when a checkpoint without
   *   them was seen at or after it
   */
  assertInTime(index: number, deadline: number): Untold | undefined {
    const seen = [this.#anchored, this.#cosigned]
    if (seen.some((each) => each.mostBefore(deadline) > index)) return undefined
    const without = seen.map((each) => each.fewestFrom(deadline)).find((each) => each && each.size <= index)
    if (without)
      throw new AuditFault(
        'SAMPLE_OMITTED',
        `at ${without.time} the log had ${without.size} entries, and no outcomes that were due before ${deadline}`,
      )
    const late = this.#anchored.fewestFrom(deadline)
    if (late)
      throw new AuditFault(
        'SAMPLE_OMITTED',
        `its outcomes are anchored at ${late.time}, and were due before ${deadline}`,
      )
    return {
      whyNot: 'no anchor and no quorum of witnesses says that its outcomes were there by the deadline',
    }
  }
}

/** How many of the witnesses cosigned a checkpoint before a moment. */
function countBefore(checkpoint: string, witnesses: readonly VerifierKey[], moment: number): number {
  return verifyNote(parseNote(checkpoint), witnesses).filter(({ time }) => time !== null && time < moment)
    .length
}
