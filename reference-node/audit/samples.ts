import { AuditFault } from '../../src/claim/errors.ts'
import { type Hash32, toBytes } from '../../src/claim/hex.ts'
import { openCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { parseNote, verifyNote } from '../../src/claim/log/note.ts'
import { leafHash, verifyInclusion } from '../../src/claim/log/tree.ts'
import { timeOfRound, verifyRound } from '../../src/claim/sample/beacon.ts'
import { upperBound } from '../../src/claim/sample/bound.ts'
import { DRAW_METHOD, drawIndexes } from '../../src/claim/sample/draw.ts'
import { encodeElement } from '../../src/claim/sample/population.ts'
import { type Commitment, type Outcomes, parseBody, type VerdictBody } from '../log/bodies.ts'
import type { DrawnVerdict, Logged, Note, OpenLog, SampleReport } from './report.ts'

/** Checks every sample that a log committed to. What does not hold is noted. */
export function auditSamples(log: OpenLog, note: Note): SampleReport[] {
  const committed = log.logged.filter(({ bundle }) => bundle.kind === 'commitment')
  const outcomes = new Map<Hash32, Logged & { readonly body: Outcomes }>()
  for (const { index, bundle } of log.logged) {
    if (bundle.kind !== 'outcomes') continue
    const body = parseBody('outcomes', bundle.body)
    const known = committed.find((each) => each.bundle.hash === body.commitment)
    if (!known || known.index > index)
      note('SAMPLE_OUTCOMES', index, `no commitment ${body.commitment} stands before it`)
    else if (outcomes.has(body.commitment)) note('SAMPLE_OUTCOMES', index, 'a sample has its outcomes once')
    else outcomes.set(body.commitment, { index, bundle, body })
  }
  const verdicts = new Map<Hash32, VerdictBody>()
  for (const { bundle } of log.logged)
    if (bundle.kind === 'verdict') verdicts.set(bundle.hash, parseBody('verdict', bundle.body))
  return committed.map((each) => auditSample(log, each, outcomes.get(each.bundle.hash)?.body, verdicts, note))
}

const NONE = { verified: 0, rejected: 0, undecided: 0 }

function auditSample(
  log: OpenLog,
  { index: entry, bundle }: Logged,
  outcomes: Outcomes | undefined,
  verdicts: ReadonlyMap<Hash32, VerdictBody>,
  note: Note,
): SampleReport {
  const committed = parseBody('commitment', bundle.body)
  const isCensus = committed.count === committed.size
  const head = { commitment: bundle.hash, entry, committed, isCensus }
  const empty = { ...head, drawn: [], counts: NONE, upperBound: null }
  if (!outcomes) {
    if (log.trust.now <= committed.deadline)
      return { ...empty, state: 'open', noBound: 'its outcomes are not due yet' }
    note('SAMPLE_OMITTED', entry, `no outcomes were logged by its deadline, ${committed.deadline}`)
    return { ...empty, state: 'failed', noBound: 'its outcomes are missing' }
  }
  try {
    const drawn = checkDraw(log, bundle.hash, committed, outcomes, verdicts)
    const counts = { ...NONE }
    for (const { verdict } of drawn) counts[verdict.outcome]++
    const whyNot = findNoBound(log, entry, committed, outcomes)
    const failures = counts.rejected + counts.undecided
    const bound = upperBound({ size: committed.size, count: committed.count, failures })
    if (whyNot !== null)
      return { ...head, drawn, counts, state: 'self_timed', upperBound: null, noBound: whyNot }
    return { ...head, drawn, counts, state: 'drawn', upperBound: bound, noBound: null }
  } catch (error) {
    if (!(error instanceof AuditFault)) throw error
    note(error.code, entry, error.message)
    return { ...empty, state: 'failed', noBound: error.message }
  }
}

function checkDraw(
  { trust }: OpenLog,
  hash: Hash32,
  committed: Commitment,
  outcomes: Outcomes,
  verdicts: ReadonlyMap<Hash32, VerdictBody>,
): DrawnVerdict[] {
  if (
    committed.method !== DRAW_METHOD ||
    committed.beacon !== trust.beacon.chainHash ||
    committed.count > committed.size
  )
    throw new AuditFault(
      'SAMPLE_DEFINITION',
      'drawn by another method, another beacon, or more than there is',
    )
  const randomness = verifyRound(trust.beacon, committed.round, outcomes.signature)
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
    const said = verdicts.get(verdict)
    const isAbout =
      said?.network === committed.network &&
      said.statement === committed.statement &&
      Buffer.compare(encodeElement(said.subject), encodeElement(element)) === 0
    if (!said || !isAbout)
      throw new AuditFault('SAMPLE_VERDICT', `index ${index} has no verdict in the log about what was drawn`)
    return { element, verdict: said.verdict }
  })
}

/** Why a sample has no bound; null: it was registered, and a quorum saw its commitment before its round. */
function findNoBound(
  { trust, holds }: OpenLog,
  entry: number,
  committed: Commitment,
  { checkpoint }: Outcomes,
): string | null {
  const { size, root } = openCheckpoint(checkpoint, trust.key)
  if (!holds(size, root))
    throw new AuditFault('LOG_FORK', `the log signed a checkpoint of ${size} entries that are not these`)
  if (trust.watchdog === undefined) return 'the log is not registered in the network’s folder'
  const due = timeOfRound(trust.beacon, committed.round)
  const cosigned = verifyNote(parseNote(checkpoint), trust.witnesses).filter(
    ({ time }) => time !== null && time < due,
  )
  if (size > entry && cosigned.length >= trust.quorum) return null
  return `${size > entry ? cosigned.length : 0} of the ${trust.quorum} witnesses needed saw the commitment before its round`
}
