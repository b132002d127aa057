import type { Hash32 } from '../../src/claim/hex.ts'
import { parseCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { parseNote } from '../../src/claim/log/note.ts'
import type { JsonObject } from '../../src/claim/strict-json.ts'
import { type AnchorPlace, sendAnchor, settleAnchors } from '../anchor/send.ts'
import { AnchorStore } from '../anchor/store.ts'
import type { ChainView } from '../evidence/chain.ts'
import { parseBody } from '../log/bodies.ts'
import { openBundle } from '../log/bundle.ts'
import { LogStore } from '../log/store.ts'
import { append, signHead } from '../sample/run.ts'
import type { LoggingWatchdog } from '../sample/watchdog.ts'

/** What one turn of anchoring did. */
export interface Anchored {
  /** Sizes of the checkpoints whose anchors are final now and stand in the log. */
  readonly anchored: readonly number[]
  /** The checkpoint that was sent; null: nothing new is to be anchored. */
  readonly sent: { readonly size: number; readonly transaction: Hash32 } | null
}

/**
 * One turn: anchors that are final by now go into the log, and the newest checkpoint is sent to the chain if it covers more than
 * anchors since the last one. Run it again later: nothing is waited for.
 * @throws Unavailable `UNAVAILABLE_RPC` and what ChainView throws, `LOG_WRITER`
 */
export async function anchorLog(watchdog: LoggingWatchdog, view: ChainView): Promise<Anchored> {
  const { pool, keys, say } = watchdog
  const log = new LogStore(pool, keys.origin)
  const store = new AnchorStore(pool, keys.origin, view.chain.id)
  const place = { view, store, secretKey: keys.watchdogKey, say }
  const anchored = await logSettled(watchdog, log, place)
  const note = await log.findCheckpoint()
  const size = note === undefined ? 0 : parseCheckpoint(parseNote(note)).size
  if (note === undefined || !(await store.hasNews(size))) return { anchored, sent: null }
  return { anchored, sent: { size, transaction: await sendAnchor(place, note, size) } }
}

async function logSettled(watchdog: LoggingWatchdog, log: LogStore, place: AnchorPlace): Promise<number[]> {
  const settled = await settleAnchors(place, (size) => log.findCheckpoint(size - 1))
  const logged = new Set<string>()
  if (settled.length > 0)
    for (const { bundle } of await log.listBundles('anchor'))
      logged.add(parseBody('anchor', (await openBundle(bundle)).body).transaction)
  for (const { size, time, anchor } of settled) {
    // A run that was killed between these two lines logged it already.
    if (!logged.has(anchor.transaction))
      await append(watchdog, log, 'anchor', anchor as unknown as JsonObject)
    await place.store.note(size, time)
  }
  if (settled.length > 0) await signHead(watchdog, log)
  return settled.map(({ size }) => size)
}
