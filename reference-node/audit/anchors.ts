import { AuditFault, Unavailable } from '../../src/claim/errors.ts'
import { readAnchor } from '../anchor/read.ts'
import { Deferred } from '../evidence/deferred.ts'
import { type Anchor, parseBody } from '../log/bodies.ts'
import type { Anchored, Note, OpenLog, TimedChain } from './report.ts'
import { openOwnCheckpoint } from './writers.ts'

/**
 * The anchors of a log that hold, with the time of their blocks. Those on a chain whose clock the network's folder does not
 * believe say nothing; what does not hold is noted, and what cannot be read now is told to `unread`.
 */
export async function readAnchors(
  log: Omit<OpenLog, 'anchored' | 'vouched'>,
  note: Note,
  unread: Note,
): Promise<Anchored[]> {
  const { logged, trust } = log
  const anchored: Anchored[] = []
  for (const { index, bundle } of logged) {
    if (bundle.kind !== 'anchor') continue
    const anchor = parseBody('anchor', bundle.body)
    const view = trust.anchors.has(anchor.chainId) ? trust.chains.get(anchor.chainId) : undefined
    if (!view) continue
    try {
      anchored.push(await openAnchor(log, anchor, view))
    } catch (error) {
      if (error instanceof AuditFault) note(error.code, index, error.message)
      else if (error instanceof Unavailable || error instanceof Deferred)
        unread(error.code, index, error.message)
      else throw error
    }
  }
  return anchored
}

async function openAnchor(
  { keyOf, holds }: Omit<OpenLog, 'anchored' | 'vouched'>,
  anchor: Anchor,
  view: TimedChain,
): Promise<Anchored> {
  const { size, root } = openOwnCheckpoint(anchor.checkpoint, keyOf)
  if (!holds(size, root))
    throw new AuditFault('LOG_FORK', `the log anchored a checkpoint of ${size} entries that are not these`)
  return { size, chainId: anchor.chainId, time: await readAnchor(view, anchor) }
}
