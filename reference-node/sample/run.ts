import { AuditFault, Misconfigured, Unavailable } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import { parseCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { parseNote, parseVerifierKey } from '../../src/claim/log/note.ts'
import { elementId } from '../../src/claim/sample/population.ts'
import type { JsonObject } from '../../src/claim/strict-json.ts'
import { Deferred } from '../evidence/deferred.ts'
import type { JudgeContext } from '../judge/context.ts'
import { type Commitment, parseBody } from '../log/bodies.ts'
import { type Bundle, type BundleKind, openBundle, sealBundle } from '../log/bundle.ts'
import { askWitnesses } from '../log/cosign.ts'
import { acceptHandover } from '../log/handover.ts'
import type { WatchdogKeys } from '../log/keys.ts'
import { LogStore } from '../log/store.ts'
import { type Plan, planSample } from './commit.ts'
import { drawElements } from './outcome.ts'
import { gatherEvidence, type Proof } from './proofs.ts'
import { findRound, type OpenedRound, type RoundSource } from './rounds.ts'
import { judgeTaped, type TapedAnswer } from './taped.ts'
import { findStanding, listUnlogged, type Standing, saidBy, type Unlogged } from './verdicts.ts'
import type { LoggingWatchdog } from './watchdog.ts'

/** Verdicts that are signed and appended in one transaction. */
const TOGETHER = 256

/** Makes an empty log with the watchdog's registration as its first entry. @throws Misconfigured `LOG_EXISTS` */
export async function beginLog(watchdog: LoggingWatchdog): Promise<void> {
  const { pool, network, name, keys } = watchdog
  const store = new LogStore(pool, keys.origin)
  await store.create(network.name, name, keys)
  await append(watchdog, store, 'watchdog', { network: network.name, logKey: keys.logKey })
  await signHead(watchdog, store)
}

/**
 * Hands a log over to other keys: the old ones sign its last entry of theirs, the new ones that they take over, and the next
 * checkpoint.
 * @throws Misconfigured `WATCHDOG_KEYS` when they are for another log, or the old ones are not its keys; Unavailable `LOG_WRITER`
 */
export async function handOverLog(watchdog: LoggingWatchdog, next: WatchdogKeys): Promise<void> {
  const { pool, keys } = watchdog
  const { origin, address: to, logKey } = next
  if (origin !== keys.origin)
    throw new Misconfigured('WATCHDOG_KEYS', `the new keys are for the log ${origin}, not ${keys.origin}`)
  const store = new LogStore(pool, origin)
  const acceptance = await acceptHandover({ origin, from: keys.address, to, logKey }, next.watchdogKey)
  const bundle = await seal(watchdog, 'handover', { watchdog: to, logKey, acceptance })
  await store.append(await store.head(), [{ bundle, verdict: null }], next)
  await signHead({ ...watchdog, keys: next }, store)
}

/**
 * Logs every lasting verdict of the watchdog that its log does not have yet, and signs a checkpoint. Returns how many. `context`: each is
 * judged once more, so that its bundle names the evidence; one that then comes out otherwise names none.
 */
export async function logVerdicts(watchdog: LoggingWatchdog, context?: JudgeContext): Promise<number> {
  const { pool, network, name, keys } = watchdog
  const store = new LogStore(pool, keys.origin)
  const owner = { network: network.name, watchdog: name, origin: keys.origin }
  let count = 0
  for (;;) {
    const head = await store.head()
    const rows = await listUnlogged(pool, owner, TOGETHER)
    if (rows.length === 0) break
    const proofs = context ? await gatherEvidence(watchdog, context, rows) : []
    const standing = await findStanding(pool, owner, rows)
    await store.append(head, await sealUnlogged(watchdog, rows, standing, proofs))
    count += rows.length
  }
  await signHead(watchdog, store)
  return count
}

/** Each as a bundle that corrects what stands about the same before it, in the log or among these, and says something else. */
async function sealUnlogged(
  watchdog: LoggingWatchdog,
  rows: readonly Unlogged[],
  before: readonly (Standing | undefined)[],
  proofs: readonly (Proof | undefined)[],
): Promise<{ readonly bundle: Bundle; readonly verdict: number }[]> {
  const standing = new Map<string, Standing>()
  const logged: { readonly bundle: Bundle; readonly verdict: number }[] = []
  for (const [at, { number, statement, subject, verdict, conditions, reason }] of rows.entries()) {
    const about = [statement, subject.kind, elementId(subject), subject.blockHash].join()
    const said = saidBy(verdict)
    const known = standing.get(about) ?? before[at]
    const corrected = known && known.said !== said ? known.hash : null
    const body = {
      network: watchdog.network.name,
      statement,
      subject,
      verdict,
      conditions,
      claim: proofs[at]?.claim ?? null,
      evidence: proofs[at]?.evidence ?? null,
      corrects: corrected,
      reason: corrected && (reason ?? 'judged again'),
    }
    const bundle = await seal(watchdog, 'verdict', body as unknown as JsonObject)
    standing.set(about, { hash: bundle.hash, said })
    logged.push({ bundle, verdict: number })
  }
  return logged
}

/** Commits to a sample: logs the commitment and signs a checkpoint that holds it, which witnesses cosign. Returns its hash. */
export async function commitSample(
  watchdog: LoggingWatchdog,
  plan: Omit<Plan, 'now'>,
): Promise<{ readonly hash: Hash32; readonly commitment: Commitment; readonly cosigned: number }> {
  const store = new LogStore(watchdog.pool, watchdog.keys.origin)
  await store.head()
  const commitment = await planSample(watchdog.index, watchdog.network, { ...plan, now: watchdog.now() })
  const bundle = await append(watchdog, store, 'commitment', commitment as unknown as JsonObject)
  const cosigned = await signHead(watchdog, store)
  return { hash: bundle.hash, commitment, cosigned }
}

/** What came of a commitment when its turn was looked for. */
export interface Drawn {
  readonly hash: Hash32
  /** Null: its round is not out yet, or it is refused. */
  readonly outcomes: number | null
  /** The code of what kept it from being drawn. */
  readonly refused?: string
}

/**
 * Draws every sample whose round is out, judges what was drawn and logs the outcomes. One that cannot be drawn now is told, with its
 * code, and keeps none of the others from their deadline.
 */
export async function drawSamples(
  watchdog: LoggingWatchdog,
  context: JudgeContext,
  rounds: RoundSource,
): Promise<Drawn[]> {
  const { pool, index: sampled, network } = watchdog
  const store = new LogStore(pool, watchdog.keys.origin)
  const answered = new Set(
    await Promise.all(
      (await store.listBundles('outcomes')).map(
        async ({ bundle }) => parseBody('outcomes', (await openBundle(bundle)).body).commitment,
      ),
    ),
  )
  const drawn: Drawn[] = []
  for (const { index, bundle } of await store.listBundles('commitment')) {
    const { hash, body } = await openBundle(bundle)
    if (answered.has(hash)) continue
    const commitment = parseBody('commitment', body)
    const sample = { index, hash, commitment }
    try {
      const round = await findRound(sampled, network, commitment.round, watchdog.now(), rounds)
      drawn.push({ hash, outcomes: round ? await drawOne(watchdog, store, sample, round, context) : null })
    } catch (error) {
      if (!(error instanceof AuditFault || error instanceof Unavailable || error instanceof Deferred))
        throw error
      watchdog.say(`commitment ${hash} at entry ${index} is not drawn: ${error.code}: ${error.message}`)
      drawn.push({ hash, outcomes: null, refused: error.code })
    }
  }
  if (drawn.some(({ outcomes }) => outcomes !== null)) await signOutcomes(watchdog, store)
  return drawn
}

/** Signs a checkpoint, and keeps it in the log where a quorum cosigned it: the log serves its newest one alone. */
async function signOutcomes(watchdog: LoggingWatchdog, store: LogStore): Promise<void> {
  const count = await signHead(watchdog, store)
  const checkpoint = await store.findCheckpoint()
  if (checkpoint === undefined || count < watchdog.network.watch.quorum) return
  await append(watchdog, store, 'cosigned', { checkpoint })
  await signHead(watchdog, store)
}

async function drawOne(
  watchdog: LoggingWatchdog,
  store: LogStore,
  sample: { readonly index: number; readonly hash: Hash32; readonly commitment: Commitment },
  { signature, randomness }: OpenedRound,
  context: JudgeContext,
): Promise<number> {
  const { pool, index: sampled, network, keys } = watchdog
  const { hash, commitment } = sample
  const checkpoint = await store.findCheckpoint(sample.index)
  if (checkpoint === undefined)
    throw new Misconfigured('LOG_MISSING', `no checkpoint of ${keys.origin} holds commitment ${hash}`)
  const elements = await drawElements(sampled, { commitment, hash, randomness })
  const verdicts = new Map<number, Hash32>()
  const fresh: Bundle[] = []
  const judged = await judgeTaped(watchdog, context, commitment, elements)
  const owner = { network: network.name, watchdog: watchdog.name, origin: keys.origin }
  const { statement } = commitment
  const asked = elements.map(({ element }) => ({ subject: element, statement }))
  const standing = await findStanding(pool, owner, asked)
  for (const [at, { index, element }] of elements.entries()) {
    const known = standing[at]
    const { verdict, conditions, claim } = judged.answers[at] as TapedAnswer
    // What could not be told now does not stand against what was told before.
    if (known && verdict.transient) {
      verdicts.set(index, known.hash)
      continue
    }
    const isSame = !known || saidBy(verdict) === known.said
    const body = {
      network: network.name,
      statement,
      subject: element,
      verdict,
      conditions,
      claim,
      evidence: claim && judged.evidence,
      corrects: isSame ? null : known.hash,
      reason: isSame ? null : 'judged again when it was drawn',
    }
    const bundle = await seal(watchdog, 'verdict', body as unknown as JsonObject)
    fresh.push(bundle)
    verdicts.set(index, bundle.hash)
  }
  const drawn = elements.map((each) => ({ ...each, verdict: verdicts.get(each.index) as Hash32 }))
  const body = { commitment: hash, signature, checkpoint, drawn } as unknown as JsonObject
  const outcomes = await seal(watchdog, 'outcomes', body)
  await store.append(
    await store.head(),
    [...fresh, outcomes].map((bundle) => ({ bundle, verdict: null })),
  )
  return drawn.length
}

function seal({ keys, now }: LoggingWatchdog, kind: BundleKind, body: JsonObject): Promise<Bundle> {
  return sealBundle({ kind, origin: keys.origin, time: now(), body }, keys.watchdogKey)
}

/** Seals and appends one bundle. @throws Unavailable `LOG_WRITER` */
export async function append(
  watchdog: LoggingWatchdog,
  store: LogStore,
  kind: BundleKind,
  body: JsonObject,
): Promise<Bundle> {
  const bundle = await seal(watchdog, kind, body)
  await store.append(await store.head(), [{ bundle, verdict: null }])
  return bundle
}

/** Signs a checkpoint of all that is logged. Returns how many witnesses cosigned it. */
export async function signHead({ network, keys, say }: LoggingWatchdog, store: LogStore): Promise<number> {
  const witnesses = network.watch.witnesses.flatMap(({ key, url }) =>
    url === undefined ? [] : { key: parseVerifierKey(key), url },
  )
  let count = 0
  await store.checkpoint(keys, async (note) => {
    const { lines, refused } = await askWitnesses(witnesses, note, store.hashes)
    for (const each of refused)
      say(`no cosignature on ${parseCheckpoint(parseNote(note)).size} entries: ${each}`)
    count = lines.length
    return lines
  })
  return count
}
