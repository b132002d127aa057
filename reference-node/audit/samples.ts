import { AuditFault, Unavailable } from '../../src/claim/errors.ts'
import { type Hash32, toBytes } from '../../src/claim/hex.ts'
import { leafHash, verifyInclusion } from '../../src/claim/log/tree.ts'
import { timeOfRound, verifyRound } from '../../src/claim/sample/beacon.ts'
import { upperBound } from '../../src/claim/sample/bound.ts'
import { MAX_OUTCOME_SECONDS } from '../../src/claim/sample/deadline.ts'
import { DRAW_METHOD, drawIndexes } from '../../src/claim/sample/draw.ts'
import { encodeElement } from '../../src/claim/sample/population.ts'
import { weakBeaconOf } from '../../src/claim/sample/weak-beacon.ts'
import { Deferred } from '../evidence/deferred.ts'
import { type Commitment, type Outcomes, parseBody } from '../log/bodies.ts'
import type { AuditTrust, DrawnVerdict, Logged, Note, OpenLog, SampleReport } from './report.ts'
import { Seen } from './seen.ts'
import { StandingVerdicts } from './standing.ts'
import { openWeakRound, type Round, readWeakTime } from './weak-round.ts'

/** Checks every sample that a log committed to. What does not hold is noted, and what cannot be read now is told to `unread`. */
export async function auditSamples(log: OpenLog, note: Note, unread: Note): Promise<SampleReport[]> {
  const committed = new Map(
    log.logged.flatMap((each) =>
      each.bundle.kind === 'commitment' ? [[each.bundle.hash, each] as const] : [],
    ),
  )
  const outcomes = new Map<Hash32, Logged & { readonly body: Outcomes }>()
  for (const { index, bundle } of log.logged) {
    if (bundle.kind !== 'outcomes') continue
    const body = parseBody('outcomes', bundle.body)
    const known = committed.get(body.commitment)
    if (!known || known.index > index)
      note('SAMPLE_OUTCOMES', index, `no commitment ${body.commitment} stands before it`)
    else if (outcomes.has(body.commitment)) note('SAMPLE_OUTCOMES', index, 'a sample has its outcomes once')
    else outcomes.set(body.commitment, { index, bundle, body })
  }
  const auditing = { log, seen: new Seen(log), verdicts: new StandingVerdicts(log), note, unread }
  const samples: SampleReport[] = []
  for (const [hash, each] of committed) samples.push(await auditSample(auditing, each, outcomes.get(hash)))
  return samples
}

const NONE = { verified: 0, rejected: 0, undecided: 0 }

interface Auditing {
  readonly log: OpenLog
  readonly seen: Seen
  readonly verdicts: StandingVerdicts
  readonly note: Note
  readonly unread: Note
}

async function auditSample(
  { log, seen, verdicts, note, unread }: Auditing,
  { index: entry, bundle }: Logged,
  answered: { readonly index: number; readonly body: Outcomes } | undefined,
): Promise<SampleReport> {
  const outcomes = answered?.body
  const committed = parseBody('commitment', bundle.body)
  const isCensus = committed.count === committed.size
  const isWeak = log.trust.weakBeacon !== undefined
  const drawnAt = isWeak ? null : timeOfRound(log.trust.beacon, committed.round)
  const head = {
    commitment: bundle.hash,
    entry,
    committed,
    committedAt: bundle.time,
    isCensus,
    isWeak,
    drawnAt,
    timedBy: null,
  }
  const empty = { ...head, drawn: [], counts: NONE, upperBound: null }
  try {
    if (!answered || !outcomes) {
      assertDeadline(committed, drawnAt ?? (await readWeakTime(log.trust, committed.round)))
      if (log.trust.now <= committed.deadline)
        return { ...empty, state: 'open', noBound: 'its outcomes are not due yet' }
      note('SAMPLE_OMITTED', entry, `no outcomes were logged by its deadline, ${committed.deadline}`)
      return { ...empty, state: 'failed', noBound: 'its outcomes are missing' }
    }
    const round = await openRound(log.trust, committed, outcomes)
    assertDeadline(committed, round.time)
    const drawn = checkDraw(bundle.hash, committed, { ...answered, randomness: round.randomness }, verdicts)
    const counts = { ...NONE }
    for (const { verdict } of drawn) counts[verdict.outcome]++
    const timedBy = isVouched(log, answered.index)
      ? seen.findWitness(entry, round.time, outcomes)
      : { whyNot: 'the log’s keys were compromised, and nobody saw its outcomes before then' }
    const late = seen.assertInTime(answered.index, committed.deadline)
    const failures = counts.rejected + counts.undecided
    const bound = upperBound({ size: committed.size, count: committed.count, failures })
    const found = { ...head, drawn, counts, drawnAt: round.time }
    if (typeof timedBy === 'object')
      return { ...found, state: 'self_timed', upperBound: null, noBound: timedBy.whyNot }
    if (late) return { ...found, timedBy, state: 'self_timed', upperBound: null, noBound: late.whyNot }
    return { ...found, state: 'drawn', timedBy, upperBound: bound, noBound: null }
  } catch (error) {
    if (error instanceof Unavailable || error instanceof Deferred) {
      unread(error.code, entry, error.message)
      return {
        ...empty,
        state: 'open',
        noBound: `the block of its round could not be read: ${error.message}`,
      }
    }
    if (!(error instanceof AuditFault)) throw error
    note(error.code, entry, error.message)
    return { ...empty, state: 'failed', noBound: error.message }
  }
}

/** @throws AuditFault `SAMPLE_DEFINITION`. `time`: the round's; null of a block that is not there yet, which binds nobody so far. */
function assertDeadline({ deadline }: Commitment, time: number | null): void {
  if (time === null || (deadline > time && deadline <= time + MAX_OUTCOME_SECONDS)) return
  throw new AuditFault(
    'SAMPLE_DEFINITION',
    `its outcomes are due at ${deadline}: later than its round at ${time}, and by at most ${MAX_OUTCOME_SECONDS} s, is allowed`,
  )
}

/** What the committed round draws with, and when it came out. */
async function openRound(
  { beacon, weakBeacon, chains }: AuditTrust,
  { beacon: named, round, method, count, size }: Commitment,
  { signature }: Outcomes,
): Promise<Round> {
  const expected = weakBeacon === undefined ? beacon.chainHash : weakBeaconOf(weakBeacon)
  if (method !== DRAW_METHOD || named !== expected || count > size)
    throw new AuditFault(
      'SAMPLE_DEFINITION',
      'drawn by another method, another beacon, or more than there is',
    )
  if (weakBeacon === undefined)
    return { randomness: verifyRound(beacon, round, signature), time: timeOfRound(beacon, round) }
  return openWeakRound(weakBeacon, chains.get(weakBeacon), round, signature)
}

function checkDraw(
  hash: Hash32,
  committed: Commitment,
  answered: { readonly index: number; readonly body: Outcomes; readonly randomness: Hash32 },
  verdicts: StandingVerdicts,
): DrawnVerdict[] {
  const { index: at, body: outcomes, randomness } = answered
  const expected = drawIndexes(hash, randomness, committed.size, committed.count)
  const given = outcomes.drawn.map(({ index }) => index)
  if (given.join() !== expected.join())
    throw new AuditFault(
      'SAMPLE_INDEXES',
      `the round draws ${expected.length} indexes; the log answers for ${given.length}, or for others`,
    )
  return outcomes.drawn.map(({ index, element, path, verdict }) => {
    const leaf = leafHash(encodeElement(element))
    const root = toBytes(committed.root)
    verifyInclusion({ leaf, index, size: committed.size, root }, path.map(toBytes))
    const said = verdicts.find(verdict, at)
    const isAbout =
      said?.network === committed.network &&
      said.statement === committed.statement &&
      Buffer.compare(encodeElement(said.subject), encodeElement(element)) === 0
    if (!said || !isAbout)
      throw new AuditFault('SAMPLE_VERDICT', `index ${index} has no verdict in the log about what was drawn`)
    return { element, verdict: said.verdict }
  })
}

/** Whether an entry is the watchdog’s own: while its keys were its own, somebody saw it. */
function isVouched({ vouched }: OpenLog, index: number): boolean {
  return vouched === null || index < vouched
}
