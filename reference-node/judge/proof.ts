import { type Fault, NotCheckable, Rejected, Unavailable } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import type { ProofSources } from '../checks/proof-claim.ts'
import { assertKeyOfModel } from '../checks/snark/binding.ts'
import { listChecks } from '../checks/systems.ts'
import { ContentAbsent } from '../evidence/content.ts'
import type { ProofRecord } from '../evidence/records.ts'
import type { RegistryHistory } from '../evidence/registry.ts'
import type { Judge, JudgeContext, JudgeInput } from './context.ts'
import { expectRecord } from './expect.ts'
import { judgeSeal } from './seal.ts'

/** A proof under a key that the operator trusts, bound to the claim's own input and output. */
export const judgeProof: Judge = (question) =>
  question.log.record.kind === 'seal' ? judgeSeal(question) : runCheck(question, 'proof_valid')

/** The model was run again. What a TEE hands off came from where nobody else can look. */
export const judgeOutput: Judge = async (question) => {
  const { kind } = question.log.record
  if (kind === 'seal')
    throw new NotCheckable(
      'NOT_RECOMPUTABLE',
      'a proof of a run is no run: neither program nor input is on chain',
    )
  if (kind === 'individual' || kind === 'batch')
    throw new NotCheckable(
      'NOT_RECOMPUTABLE',
      'only hashes are settled, and the model behind them is not public',
    )
  return runCheck(question, 'output_reproduced')
}

async function runCheck(question: JudgeInput, statement: Statement): Promise<string> {
  const record = expectRecord(question.log.record, 'proof')
  const { subject, context } = question
  const check = listChecks(record.system).find(([about]) => about === statement)?.[1]
  if (!check)
    throw new NotCheckable(
      'NOT_RECOMPUTABLE',
      `a claim of system ${record.system} does not state ${statement}`,
    )
  const history = await context.evidence.getHistory(subject.chainId, subject.block)
  const fault = sentByNode(record, question, history) ? 'node' : 'unknown'
  return withFault(fault, async () => {
    const { claim } = record
    const key = context.trust.keys.get(claim.verificationKeyHash)
    if (statement === 'proof_valid' && key) assertKeyOfModel(key.model, claim.model)
    const { detail, conditions } = await check(record.claim, sourcesOf(context, history))
    Object.assign(question.conditions, conditions)
    return detail
  })
}

// The proof names no one. Whoever may speak for the node by the contract's own records and sent it, sent it for the
// node; but a contract that just anybody deployed records what it likes.
function sentByNode(
  { node, sender }: ProofRecord,
  { subject, log }: JudgeInput,
  history: RegistryHistory,
): boolean {
  const registrations = history.operators.filter(
    (each) =>
      each.node === node &&
      each.contract === log.log.address &&
      (each.block < subject.block || (each.block === subject.block && each.position < subject.position)),
  )
  return log.isListed && registrations.at(-1)?.operator === sender
}

async function withFault<T>(fault: Fault, check: () => Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (error) {
    if (!(error instanceof Rejected) || error.fault === fault) throw error
    throw error.with({ fault })
  }
}

function sourcesOf(
  { trust, contents, inference, verifyGroth16 }: JudgeContext,
  history: RegistryHistory,
): ProofSources {
  return {
    getVerificationKey: async (hash) => ({
      file: await contents.get(hash),
      binding: trust.keys.get(hash)?.binding ?? null,
    }),
    getModel: (hash) => contents.get(hash, placesOf(hash, history)),
    getInput: (hash) => contents.get(hash),
    findOutput: async (hash) => {
      try {
        return await contents.get(hash)
      } catch (error) {
        if (error instanceof ContentAbsent) return undefined
        throw error
      }
    },
    findTolerance: (model) => trust.tolerances.get(model),
    pool: inference,
    verifyGroth16,
  }
}

function placesOf(model: Hash32, { models }: RegistryHistory): string[] {
  return models.filter((each) => each.model === model && /^https?:/.test(each.uri)).map(({ uri }) => uri)
}

/** Content that every store says it does not have is waited for only so often. */
export function giveUpOn(error: unknown, tries: number, most: number): unknown {
  const absent =
    error instanceof ContentAbsent || (error instanceof Unavailable && error.code === 'UNAVAILABLE_OUTPUT')
  return absent && tries + 1 >= most
    ? new NotCheckable('CONTENT_MISSING', (error as Error).message, { cause: error })
    : error
}
