import { NotCheckable } from '../../src/claim/errors.ts'
import { blaming } from '../checks/blame.ts'
import { verifyHeartbeat } from '../checks/heartbeat.ts'
import { expectRecord } from './expect.ts'
import { getNodeKey } from './key.ts'
import type { Judge } from './means.ts'

/** The node's own key signed the heartbeat. The registry checks that before it believes one, so a bad one is its fault. */
export const judgeHeartbeat: Judge = async ({ subject, log, means }) => {
  const { teeId, signed } = expectRecord(log.record, 'heartbeat')
  const history = await means.evidence.getHistory(subject.chainId, subject.block)
  if (!signed)
    throw new NotCheckable(
      'CALLDATA_UNREADABLE',
      'another contract sent the heartbeat: the signature is not in the call',
    )
  const key = await getNodeKey(history.events, teeId, 'registry')
  await blaming('registry', () => verifyHeartbeat(signed, key))
  return `signed by the registered key for second ${signed.timestamp}`
}
