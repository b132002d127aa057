import { AuditFault } from '../../src/claim/errors.ts'
import { type Hash32, toBytes } from '../../src/claim/hex.ts'
import { parseNote, verifyNote } from '../../src/claim/log/note.ts'
import { leafHash, Prefixes } from '../../src/claim/log/tree.ts'
import { parseBody } from '../log/bodies.ts'
import { openBundle } from '../log/bundle.ts'
import type { ServedLog } from '../log/read.ts'
import { readAnchors } from './anchors.ts'
import { checkCosigned, listCosigned } from './cosigned.ts'
import type { AuditTrust, Finding, Logged, LogReport, Note, OpenLog } from './report.ts'
import { auditSamples } from './samples.ts'
import { countVouched } from './vouched.ts'
import { followWriters, openOwnCheckpoint } from './writers.ts'

/** No tree has it. */
const NO_ROOT = new Uint8Array()

/**
 * Audits a whole log: every entry is in its tree, every bundle is there and signed, nothing was changed or left out, and each
 * sample is what its commitment and its round say. Finds everything that does not hold; asks nobody but the chains whose clock
 * is believed, for the anchors and the weak rounds of this log.
 * @throws AuditFault when the checkpoint is not one of this log: `LOG_NOTE`, `LOG_CHECKPOINT`, `LOG_ORIGIN`, `LOG_SIGNATURE`
 */
export async function auditLog(served: ServedLog, trust: AuditTrust): Promise<LogReport> {
  const findings: Finding[] = []
  const unread: Finding[] = []
  const note = (code: string, entry: number | null, detail: string) => findings.push({ code, entry, detail })
  const notRead = (code: string, entry: number | null, detail: string) => unread.push({ code, entry, detail })
  // Which key signs the newest checkpoint stands in the log: it is believed once its signature holds.
  const logged = await openBundles(served, trust.key.name, note)
  const { first: watchdog, keyOf } = await followWriters(logged, trust, note)
  const { origin, size, root } = openOwnCheckpoint(served.note, keyOf)
  const tree = new Prefixes(served.entries.map((entry) => leafHash(toBytes(entry))))
  const holds = (count: number, of: Uint8Array) => Buffer.compare(tree.rootOf(count) ?? NO_ROOT, of) === 0
  if (served.entries.length !== size || !holds(size, root))
    note(
      'LOG_ROOT',
      null,
      `the ${served.entries.length} entries do not give the root of the checkpoint of ${size}`,
    )
  for (const seen of trust.seen) findings.push(...compareSeen(seen, { size, holds, keyOf }))
  checkVerdicts(logged, note)
  const notes = [served.note, ...trust.seen]
  const read = { entries: served.entries, logged, trust, holds, keyOf, notes }
  checkCosigned(read, note)
  const open = { ...read, cosigned: listCosigned(read) }
  const anchored = await readAnchors(open, note, notRead)
  const vouched = countVouched({ ...open, anchored })
  const samples = await auditSamples({ ...open, anchored, vouched }, note, notRead)
  const cosigned = verifyNote(parseNote(served.note), trust.witnesses).length
  const verdicts = logged.filter(({ bundle }) => bundle.kind === 'verdict').length
  return { origin, watchdog, size, verdicts, cosigned, vouched, findings, unread, samples }
}

function compareSeen(
  seen: string,
  { size, holds, keyOf }: { readonly size: number } & Pick<OpenLog, 'holds' | 'keyOf'>,
): Finding[] {
  const before = openOwnCheckpoint(seen, keyOf)
  if (before.size > size)
    return [
      {
        code: 'LOG_WITHHELD',
        entry: null,
        detail: `a checkpoint of ${before.size} entries was seen; ${size} are served`,
      },
    ]
  if (holds(before.size, before.root)) return []
  const detail = `a checkpoint of ${before.size} entries that the log signed is of other entries than these`
  return [{ code: 'LOG_FORK', entry: null, detail }]
}

async function openBundles(served: ServedLog, origin: string, note: Note): Promise<Logged[]> {
  const logged: Logged[] = []
  for (const [index, entry] of served.entries.entries()) {
    const bytes = served.bundles.get(entry)
    if (!bytes) {
      note('LOG_BUNDLE_MISSING', index, `no bytes with the hash ${entry} are served`)
      continue
    }
    try {
      const bundle = await openBundle(bytes)
      if (bundle.origin !== origin)
        throw new AuditFault('BUNDLE_ORIGIN', `it is for the log ${bundle.origin}`)
      parseBody(bundle.kind, bundle.body)
      logged.push({ index, bundle })
    } catch (error) {
      if (!(error instanceof AuditFault)) throw error
      note(error.code, index, error.message)
    }
  }
  return logged
}

/** A lasting verdict is followed by another answer only when that one names it as corrected. */
function checkVerdicts(logged: readonly Logged[], note: Note): void {
  const standing = new Map<string, { readonly hash: Hash32; readonly said: string }>()
  for (const { index, bundle } of logged) {
    if (bundle.kind !== 'verdict') continue
    const { statement, subject, verdict, corrects } = parseBody('verdict', bundle.body)
    if (verdict.transient) continue
    const { kind, chainId, block, position, leafIndex, blockHash } = subject
    const about = [statement, kind, chainId, block, position, leafIndex, blockHash].join()
    const said = [verdict.outcome, verdict.code, verdict.fault].join()
    const before = standing.get(about)
    if (before && before.said !== said && corrects !== before.hash)
      note(
        'LOG_VERDICT_CHANGED',
        index,
        `it says ${verdict.code} where ${before.hash} says something else, and corrects nothing`,
      )
    if (corrects !== null && corrects !== before?.hash)
      note('LOG_VERDICT_CHANGED', index, `it corrects ${corrects}, which does not stand about the same`)
    standing.set(about, { hash: bundle.hash, said })
  }
}
