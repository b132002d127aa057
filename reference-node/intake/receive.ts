import { AuditFault } from '../../src/claim/errors.ts'
import { openCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { formatVerifierKey, parseVerifierKey } from '../../src/claim/log/note.ts'
import { Frontier, leafHash } from '../../src/claim/log/tree.ts'
import { sha256Bytes } from '../../src/claim/sha256.ts'
import type { Network } from '../../src/platform/network.ts'
import { openHandover } from '../audit/writers.ts'
import { parseBody } from '../log/bodies.ts'
import { type Bundle, openBundle } from '../log/bundle.ts'
import { LogStore } from '../log/store.ts'
import { wantEvidence } from './evidence.ts'
import { openKept, type Receiver, type Writer } from './kept.ts'
import { assertStorable, type Push } from './push.ts'
import { charge } from './quota.ts'
import { IntakeRefused } from './refused.ts'

/**
 * Takes in entries of a log that the network's folder lists: they give the root of a checkpoint that the log's key signed, and each
 * bundle is the log's own. What they say is not judged: a false verdict is kept like a true one. Returns the size of the log here.
 * @throws IntakeRefused as findSize, `LOG_SIZE`, `INTAKE_LIMIT`; AuditFault `LOG_NOTE`, `LOG_CHECKPOINT`, `LOG_ORIGIN`, `LOG_SIGNATURE`,
 *   `LOG_ROOT`, `LOG_UNREGISTERED`, `LOG_HANDOVER`, `BUNDLE_FORM`, `BUNDLE_SIGNATURE`, `BUNDLE_ORIGIN`, `BUNDLE_WATCHDOG`, `BUNDLE_BODY`;
 *   Unavailable `LOG_WRITER`
 */
export async function receive(receiver: Receiver, origin: string, push: Push): Promise<number> {
  const { network, head, writer } = await openKept(receiver, origin)
  const { from, checkpoint, bundles } = push
  if (from !== head.size)
    throw new IntakeRefused(409, 'LOG_SIZE', `${head.size} entries of ${origin} are here, not ${from}`)
  const store = new LogStore(receiver.pool, origin)
  // Cheap first: only what the log's own key signed is counted against its day, and opened.
  const last = await followHandovers(origin, writer, bundles)
  const { size, root } = openCheckpoint(checkpoint, parseVerifierKey(last.key))
  const edge = await Frontier.read(store.hashes, from)
  for (const bundle of bundles) edge.push(leafHash(sha256Bytes(bundle)))
  if (size !== edge.size || Buffer.compare(edge.root(), root) !== 0)
    throw new AuditFault(
      'LOG_ROOT',
      `with these there are ${edge.size} entries, of another root than ${size}`,
    )
  const bytes = bundles.reduce((sum, each) => sum + each.length, 0)
  await charge(receiver.pool, origin, { entries: bundles.length, bytes }, receiver.limits)
  const opened = await openAll(network, origin, { ...push, writer })
  const named = opened.flatMap(({ kind, body }) =>
    kind === 'verdict' ? (parseBody(kind, body).evidence ?? []) : [],
  )
  await store.receive(network.name, head, opened, { ...last, note: checkpoint }, (client) =>
    wantEvidence(client, origin, [...new Set(named)], { ofList: true }),
  )
  return size
}

/** Who writes the log behind these entries. Only handovers are opened. */
async function followHandovers(
  origin: string,
  first: Writer,
  bundles: readonly Uint8Array[],
): Promise<Writer> {
  let writer = first
  for (const bytes of bundles) {
    if (!Buffer.from(bytes).includes('"kind":"handover"')) continue
    const bundle = await openBundle(bytes)
    if (bundle.kind !== 'handover') continue
    if (bundle.watchdog !== writer.address)
      throw new AuditFault('BUNDLE_WATCHDOG', `a handover by ${bundle.watchdog}, whose log this is not`)
    writer = await nextWriter(bundle, origin)
  }
  return writer
}

async function nextWriter(bundle: Bundle, origin: string): Promise<Writer> {
  const { watchdog, key } = await openHandover(bundle, origin)
  return { address: watchdog, key: formatVerifierKey(key) }
}

async function openAll(
  network: Network,
  origin: string,
  { from, bundles, writer: first }: Push & { readonly writer: Writer },
): Promise<Bundle[]> {
  let writer = first
  const opened: Bundle[] = []
  for (const [at, bytes] of bundles.entries()) {
    assertStorable(bytes)
    const bundle = await openBundle(bytes)
    if (bundle.origin !== origin) throw new AuditFault('BUNDLE_ORIGIN', `it is for the log ${bundle.origin}`)
    if (bundle.watchdog !== writer.address)
      throw new AuditFault('BUNDLE_WATCHDOG', `signed by ${bundle.watchdog}, whose log this is not`)
    assertBody(bundle, { index: from + at, key: first.key, network: network.name })
    if (bundle.kind === 'handover') writer = await nextWriter(bundle, origin)
    opened.push(bundle)
  }
  return opened
}

/** Postgres' integers. */
const MOST = 2 ** 31 - 1

function assertBody(
  { kind, body }: Bundle,
  { index, key, network }: { readonly index: number; readonly key: string; readonly network: string },
): void {
  if ((kind === 'watchdog') !== (index === 0))
    throw new AuditFault('LOG_UNREGISTERED', 'a log has one registration, its first entry')
  if (kind === 'watchdog') {
    const { logKey, network: named } = parseBody(kind, body)
    if (logKey !== key || named !== network)
      throw new AuditFault('LOG_UNREGISTERED', 'the watchdog signed for another key or network')
  } else if (kind === 'commitment') {
    if (parseBody(kind, body).network !== network) throw ofAnother()
  } else if (kind === 'verdict') {
    const { network: named, subject, verdict } = parseBody(kind, body)
    if (named !== network) throw ofAnother()
    const { outcome, fault, code, transient } = verdict
    const isOne =
      (outcome === 'rejected') === (fault !== null) &&
      (outcome === 'undecided' || !transient) &&
      /^[A-Z][A-Z0-9_]{0,63}$/.test(code) &&
      Math.max(subject.block, subject.position, subject.leafIndex ?? 0) <= MOST
    if (!isOne) throw new AuditFault('BUNDLE_BODY', 'the body of a verdict: no outcome that there is')
  } else parseBody(kind, body)
}

function ofAnother(): AuditFault {
  return new AuditFault('BUNDLE_BODY', 'it is about another network')
}
