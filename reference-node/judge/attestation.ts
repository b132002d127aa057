import { NotCheckable, Rejected } from '../../src/claim/errors.ts'
import { teeIdOf } from '../../src/claim/hash.ts'
import { measurementOf } from '../../src/claim/nitro-verify.ts'
import { verifyDocument } from '../../src/claim/registered-document.ts'
import { blaming } from '../checks/blame.ts'
import { listApproved } from '../evidence/node-history.ts'
import type { Judge } from './context.ts'
import { expectRecord } from './expect.ts'
import { FOUND_INSIDE } from './found-inside.ts'
import { findCounted, unproved } from './registered-document.ts'

/**
 * The hardware vouched for the registered key, and ran code that the registry had approved. What does not hold was let
 * through by the registry: the fault is the registry's, whoever sent it.
 */
export const judgeAttestation: Judge = async ({ subject, log, context, conditions }) => {
  const record = expectRecord(log.record, 'registration')
  const { registry, teeId, teeType, direct } = record
  const place = { block: subject.block, position: subject.position, time: log.block.timestamp }
  const found = direct ? undefined : await findCounted(context, subject.chainId, record, place)
  const call = direct ? record.calls[0] : found?.call
  if (!call)
    throw new NotCheckable(
      'CALLDATA_UNREADABLE',
      'another contract registered the node: its document does not stand in the call, or too many do',
    )
  if (teeIdOf(call.signingKey) !== teeId)
    throw new Rejected(
      'REJECTED_KEY_ID',
      `the registered key hashes to ${teeIdOf(call.signingKey)}, not ${teeId}`,
      'registry',
    )
  const history = await context.evidence.getHistory(subject.chainId, subject.block)
  const approvedPcrHashes = listApproved(history.events, registry, teeType, subject)
  const registered = { at: log.block.timestamp, roots: context.trust.roots }
  const verify = async () => verifyDocument(call, registered, { approvedPcrHashes })
  const document = await (direct ? blaming('registry', verify) : unproved(verify))
  const measurement = measurementOf(document)
  conditions.measurement = measurement
  const { published } = context.trust
  const how = direct ? '' : `; ${FOUND_INSIDE}`
  if (!published)
    return `attested key and certificate, approved measurement ${measurement}; no list of published code to compare with${how}`
  const code = published.get(measurement)
  // The hardware vouches for it and the registry approved it, but nobody can tell what this code does.
  if (!code)
    throw new NotCheckable(
      'MEASUREMENT_UNPUBLISHED',
      `nobody published the code of approved measurement ${measurement}`,
    )
  return `attested key and certificate, approved and published measurement: version ${code.version}${how}`
}
