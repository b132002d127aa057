import { NotCheckable, Rejected, Unavailable } from '../../src/claim/errors.ts'
import { toHex } from '../../src/claim/hex.ts'
import { assertClaim } from '../checks/risc0/claim.ts'
import { assertPredicate, type Predicate } from '../checks/risc0/predicate.ts'
import { findVerifier, type Verifier } from '../checks/risc0/verifiers.ts'
import type { SealRecord } from '../evidence/records.ts'
import { findRequest } from '../evidence/requests.ts'
import type { Judge, JudgeInput } from './context.ts'
import { expectRecord } from './expect.ts'

/** By the market's numbers: a claim's own digest, which no formula stands behind. */
const CLAIM_DIGEST = 2

/** Image and journal that were shown with a delivery are those of the claim that was delivered. Whether that is proved, the seal says. */
export const judgeShown: Judge = (question) =>
  byProver(async () => {
    const { shown, claim, seal } = expectRecord(question.log.record, 'seal')
    if (!shown)
      throw new NotCheckable(
        'CLAIM_NOT_SHOWN',
        'the digest of the claim alone was delivered: neither program nor journal is shown',
      )
    await assertClaim(verifierOf(seal), claim, shown)
    return `program ${shown.image} and the journal of ${shown.journal.length} bytes make claim ${claim}`
  })

/** The claim that was delivered is one that the client asked for. The client's input is no part of a claim. */
export const judgePredicate: Judge = (question) =>
  byProver(async () => {
    const record = expectRecord(question.log.record, 'seal')
    const predicate = await getPredicate(question, record)
    const { claim, shown, seal } = record
    if (verifierOf(seal)?.kind === 'blake3-groth16' && Number(predicate.type) !== CLAIM_DIGEST)
      throw new NotCheckable(
        'UNKNOWN_CLAIM_FORMULA',
        'the predicate is about program and journal, and how a claim of the Blake3 form is made of them is confirmed by no published proof',
      )
    assertPredicate(predicate, { claim, ...shown })
    question.conditions.predicate = { type: Number(predicate.type), data: toHex(predicate.data) }
    return `claim ${claim} meets the predicate of type ${predicate.type} of request ${record.request}`
  })

/** In the call that delivered, else in a log that shows the request: its digest proves it wherever it stands. */
async function getPredicate(
  { subject, log: { log }, context }: JudgeInput,
  { requestId, request }: SealRecord,
): Promise<Predicate> {
  const wanted = { id: requestId, digest: request, chainId: subject.chainId, market: log.address }
  const called = findRequest(log.transaction.input, wanted)
  if (called) return called
  const place = await context.findRequestPlace(subject.chainId, request)
  if (!place)
    throw new Unavailable(
      'UNAVAILABLE_REQUEST',
      `request ${request} stands neither in the call that delivered nor in a log that was seen`,
    )
  const shown = findRequest((await context.evidence.getAnyLog(place)).data, wanted)
  if (shown) return shown
  throw new Unavailable('FACT_DIFFERS', `the log that is said to show request ${request} does not hold it`)
}

function verifierOf(seal: Uint8Array): Verifier | undefined {
  return findVerifier(toHex(seal.subarray(0, 4)))
}

/** The market names who delivered. */
async function byProver(check: () => Promise<string>): Promise<string> {
  try {
    return await check()
  } catch (error) {
    if (!(error instanceof Rejected) || error.code === 'REJECTED_PREDICATE_SHAPE') throw error
    throw error.with({ fault: 'node' })
  }
}
