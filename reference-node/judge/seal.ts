import { Rejected, Unavailable } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import { toBytes } from '../../src/claim/hex.ts'
import { describeStopped, type SealAnswer, verifySeal } from '../checks/risc0/verify.ts'
import { findEvent } from '../evidence/events.ts'
import type { SealRecord } from '../evidence/records.ts'
import type { Judge, JudgeInput } from './context.ts'
import { expectRecord } from './expect.ts'

/** A seal proves the claim that was delivered with it. What that claim says is claim_shown's matter. */
export const judgeSeal: Judge = async (question) => {
  const record = expectRecord(question.log.record, 'seal')
  try {
    const answer = await verify(question, record)
    const { verifier, root } = answer
    const named = [verifier, ...(root ? [root.verifier] : [])]
    question.conditions.verifiers = named.map(({ kind, version, selector, stopped }) => ({
      kind,
      version,
      selector,
      stopped,
    }))
    return `claim ${record.claim} is proved, by ${verifier.kind} ${verifier.version}${describeStopped(answer)}`
  } catch (error) {
    // The market names who delivered it.
    if (error instanceof Rejected && error.fault !== 'node') throw error.with({ fault: 'node' })
    throw error
  }
}

async function verify(question: JudgeInput, { seal, claim }: SealRecord): Promise<SealAnswer> {
  const { context } = question
  let isSaid = false
  const findRootSeal = async (root: Hash32) => {
    const own = findInBlock(question, root)
    if (own) return own
    isSaid = true
    return context.findRootSeal(root)
  }
  try {
    return await verifySeal(seal, claim, { findRootSeal, verifyGroth16: context.verifyGroth16 })
  } catch (error) {
    if (!isSaid || !(error instanceof Rejected)) throw error
    throw new Unavailable(
      'FACT_DIFFERS',
      `the proof of the root that the index holds is none: ${error.message}`,
      {
        cause: error,
      },
    )
  }
}

/** The root's proof where it was checked in the delivery's own block, mostly by the same transaction. */
function findInBlock({ log }: JudgeInput, root: Hash32): Uint8Array | undefined {
  for (const each of log.block.logs) {
    const event = findEvent(each)
    if (event?.eventName === 'VerifiedRoot' && event.args.root === root) return toBytes(event.args.seal)
  }
  return undefined
}
