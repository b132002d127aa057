import { NotCheckable, Rejected } from '../../src/claim/errors.ts'
import type { RsaKey } from '../checks/signature/key.ts'
import { type SignedResponse, verifySignature } from '../checks/signature/verify.ts'
import type { JudgeInput } from './context.ts'
import type { Copy } from './subject.ts'

/**
 * Returns when no copy of this hand-off was settled before it. The relay has no protection against replays
 * (og-evm InferenceSettlementRelay.sol), so one response can be settled, and paid, as often as somebody likes.
 * @throws Rejected `REJECTED_DUPLICATE` for the same signature again; NotCheckable `DUPLICATE_OTHER_SIGNATURE`: a
 *   node can sign one message many times, so a second signature proves neither a second answer nor a replay
 * @throws NotCheckable `DUPLICATE_CREDITED_LATER`
 */
export async function assertFirst(question: JudgeInput, handOff: SignedResponse, key: RsaKey): Promise<void> {
  for (const copy of await question.context.listCopies(question.subject, handOff)) {
    const other = await findSameHandOff(question, copy, handOff, key)
    if (!other) continue
    const sameSignature = Buffer.compare(other.signature, handOff.signature) === 0
    if (!copy.isEarlier && copy.isCredited && sameSignature)
      // Its batch could be read only after a later copy had been judged; a verdict that was right when it was written is not taken back for that.
      throw new NotCheckable(
        'DUPLICATE_CREDITED_LATER',
        `the same hand-off was verified at ${copy.id} before this one could be read`,
      )
    if (!copy.isEarlier) continue
    if (sameSignature) throw new Rejected('REJECTED_DUPLICATE', `settled before, at ${copy.id}`, 'relayer')
    throw new NotCheckable(
      'DUPLICATE_OTHER_SIGNATURE',
      `settled before at ${copy.id}, with another signature`,
    )
  }
}

/** The copy as it stands on chain; undefined when it is not one. Only a valid signature makes a copy. */
async function findSameHandOff(
  { context }: JudgeInput,
  copy: Copy,
  handOff: SignedResponse,
  key: RsaKey,
): Promise<SignedResponse | undefined> {
  const other = await context.evidence.getHandOff(copy, copy.leafIndex)
  // The database found it by hashes; a time that no column holds is told apart only here.
  if (other.teeId !== handOff.teeId || other.timestamp !== handOff.timestamp) return undefined
  if (other.inputHash !== handOff.inputHash || other.outputHash !== handOff.outputHash) return undefined
  try {
    verifySignature(other, key)
    return other
  } catch (error) {
    // A forged copy in front of an honest one must not spoil it.
    if (error instanceof Rejected) return undefined
    throw error
  }
}
