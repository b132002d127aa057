import { NotCheckable, Rejected } from '../../src/claim/errors.ts'
import { blaming } from '../checks/blame.ts'
import { type SignedHeartbeat, verifyHeartbeat } from '../checks/heartbeat.ts'
import type { RsaKey } from '../checks/signature/key.ts'
import type { Judge } from './context.ts'
import { expectRecord } from './expect.ts'
import { FOUND_INSIDE } from './found-inside.ts'
import { getNodeKey } from './key.ts'

/**
 * The node's own key signed the heartbeat. The registry checks that before it believes one, so a bad one is its fault. Of those
 * that stand in the call of another contract, one that holds is enough, and one that does not is nobody's fault: nothing
 * shows that it was sent.
 */
export const judgeHeartbeat: Judge = async (question) => {
  const { subject, log, context } = question
  const { teeId, timestamp, direct, signed } = expectRecord(log.record, 'heartbeat')
  const history = await context.evidence.getHistory(subject.chainId, subject.block)
  const key = await getNodeKey(question, history.events, teeId, 'registry')
  const said = `signed by the registered key for second ${timestamp}`
  const [own] = signed
  if (direct && own) {
    await blaming('registry', () => verifyHeartbeat(own, key))
    return said
  }
  for (const each of signed) if (await holds(each, key)) return `${said}; ${FOUND_INSIDE}`
  const traced = await context.evidence.findTraced(subject.chainId, subject.block, subject.position)
  const made = traced?.kind === 'heartbeat' ? traced.signed : []
  for (const each of made) if (await holds(each, key)) return `${said}; ${FOUND_INSIDE}`
  const count = signed.length + made.length
  if (count === 0)
    throw new NotCheckable(
      'CALLDATA_UNREADABLE',
      'another contract sent the heartbeat: the signature is not in the call',
    )
  throw new NotCheckable(
    'CALLDATA_UNPROVED',
    `no signature of ${count} that stand in the call of another contract is the node's`,
  )
}

async function holds(heartbeat: SignedHeartbeat, key: RsaKey): Promise<boolean> {
  try {
    await verifyHeartbeat(heartbeat, key)
    return true
  } catch (error) {
    if (error instanceof Rejected) return false
    throw error
  }
}
