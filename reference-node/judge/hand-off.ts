import { NotCheckable, Rejected } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import { blaming } from '../checks/blame.ts'
import { type SignedResponse, verifySignature } from '../checks/signature/verify.ts'
import { findNodeState, listApproved, type NodeState, type RegistryEvent } from '../evidence/node-history.ts'
import type { AgeLimit, Judge, JudgeContext } from './context.ts'
import { getNodeKey } from './key.ts'
import { findCounted } from './registered-document.ts'
import { assertFirst } from './repeat.ts'

/** og-evm TEEInferenceVerifier: how far a node's clock may run ahead of the block. */
const CLOCK_SKEW_SECONDS = 300n

/**
 * A registered, enabled node with approved code handed this output off for this input, once.
 *
 * The order decides who is blamed. Until the signature holds, nothing connects the node with the evidence, and a repeat
 * is the act of whoever settled it again; only what is left is the node's own doing.
 */
export const judgeHandOff: Judge = async (question) => {
  const { subject, log, context, conditions } = question
  const handOff = await context.evidence.getHandOff(subject, subject.leafIndex)
  const { events } = await context.evidence.getHistory(subject.chainId, subject.block)
  const key = await getNodeKey(question, events, handOff.teeId, 'relayer')
  await blaming('relayer', () => verifySignature(handOff, key))
  await assertFirst(question, handOff, key)
  const limit = subject.leafIndex === null ? context.maxAge.individual : context.maxAge.batch
  conditions.maxAge = limit
  assertTime(handOff, BigInt(log.block.timestamp), limit)
  await assertMayServe(events, handOff, context, subject.chainId)
  return `signed at second ${handOff.timestamp} by the node's registered key, while enabled and approved`
}

function assertTime({ timestamp }: SignedResponse, settledAt: bigint, { seconds, isOurs }: AgeLimit): void {
  if (timestamp > settledAt + CLOCK_SKEW_SECONDS)
    throw new Rejected(
      'REJECTED_CLAIM_FUTURE',
      `signed for second ${timestamp}, settled at ${settledAt}`,
      'node',
    )
  // Without a limit a key that was revoked could go on signing for the days before.
  if (timestamp + BigInt(seconds) >= settledAt) return
  const age = `settled ${settledAt - timestamp} s after it was signed`
  if (isOurs)
    throw new NotCheckable(
      'UNSUPPORTED_CLAIM_AGE',
      `${age}; the network has no rule on that, and older than ${seconds} s (ASSAY_CLAIM_MAX_AGE_SECONDS) is not judged here`,
    )
  throw new Rejected('REJECTED_CLAIM_STALE', `${age}, at most ${seconds}`, 'relayer')
}

/** As of the second that was signed: what happened to the node later does not undo what it did before. */
async function assertMayServe(
  events: readonly RegistryEvent[],
  { teeId, timestamp }: SignedResponse,
  context: JudgeContext,
  chainId: number,
): Promise<void> {
  const state = findNodeState(events, teeId, { time: timestamp })
  if (!state)
    throw new Rejected('REJECTED_NODE_NOT_REGISTERED', `registered only after second ${timestamp}`, 'node')
  // Whoever settles knows which registry the network's verifier asks; a node need not.
  if (!state.speaks)
    throw new Rejected(
      'REJECTED_REGISTRY_REPLACED',
      `registered only in ${state.registration.registry}, whose place the network gave to another registry by second ${timestamp}`,
      'relayer',
    )
  const { measurement, approved } = state.registration.direct
    ? state
    : await findInside(context, chainId, state, (of) =>
        listApproved(events, of.registry, of.teeType, { time: timestamp }),
      )
  if (!measurement)
    throw new NotCheckable(
      'MEASUREMENT_UNKNOWN',
      'what was registered names no measurement that could be approved',
    )
  if (!approved)
    throw new Rejected(
      'REJECTED_MEASUREMENT_REVOKED',
      `measurement ${measurement} was not approved at second ${timestamp}`,
      'node',
    )
  if (!state.enabled)
    throw new Rejected('REJECTED_NODE_DISABLED', `the node was disabled at second ${timestamp}`, 'node')
}

/** The code of a node that another contract registered, where a document proves it. @throws as {@link findCounted} does */
async function findInside(
  context: JudgeContext,
  chainId: number,
  { registration, registered }: NodeState,
  listed: (registration: NodeState['registration']) => ReadonlySet<Hash32>,
): Promise<Pick<NodeState, 'measurement' | 'approved'>> {
  const found = await findCounted(context, chainId, registration, registered)
  return {
    measurement: found?.measurement,
    approved: found !== undefined && listed(registration).has(found.measurement),
  }
}
