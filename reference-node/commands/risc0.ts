import { Misconfigured, NotCheckable, Rejected } from '../../src/claim/errors.ts'
import { type Hash32, toHex } from '../../src/claim/hex.ts'
import { claimOf } from '../checks/risc0/claim.ts'
import { sha256 } from '../checks/risc0/digest.ts'
import { assertPredicate, type Predicate } from '../checks/risc0/predicate.ts'
import type { Verifier } from '../checks/risc0/verifiers.ts'
import { describeStopped, readVerifier, type SealAnswer, verifySeal } from '../checks/risc0/verify.ts'
import type { CommandStatement, Found, Note } from './answer.ts'

export interface Risc0Options {
  readonly image?: Hash32
  readonly journal?: string
  readonly claim?: Hash32
  readonly rootSeal?: string
  /** What the client asked for. */
  readonly predicate?: Predicate
}

/** Of a claim's digest alone nothing is said but that the proof is about it. */
export function statementOf({ image, journal }: Risc0Options): CommandStatement {
  return image === undefined && journal === undefined ? 'equation_holds' : 'proof_valid'
}

/**
 * Whether a seal proves that a program wrote a journal, or with `--claim` alone that it proves that claim. `read` gives the bytes that a
 * word stands for: hexadecimal with 0x, or a file.
 * @throws Misconfigured `BUNDLE_UNUSABLE`; what assertPredicate throws, where a predicate is given; Rejected `REJECTED_CLAIM_DIGEST`; MalformedEvidence `REJECTED_JOURNAL_LENGTH`; what
 *   verifySeal throws
 */
export async function checkRisc0(
  seal: string,
  options: Risc0Options,
  read: (word: string) => Uint8Array,
  note: Note,
): Promise<Found> {
  const { image, claim } = options
  const bytes = read(seal)
  const verifier = readVerifier(bytes)
  note({ verifier: describe(verifier) })
  const journal = options.journal === undefined ? undefined : read(options.journal)
  if ((image === undefined) !== (journal === undefined))
    throw new Misconfigured('BUNDLE_UNUSABLE', 'a claim needs both image and journal')
  const stated = image && journal && (await claimOf(verifier, image, journal))
  if (stated && claim && stated !== claim)
    throw new Rejected('REJECTED_CLAIM_DIGEST', `image and journal make claim ${stated}, stated is ${claim}`)
  const about = stated ?? claim
  if (about === undefined)
    throw new Misconfigured('BUNDLE_UNUSABLE', 'name --image and --journal, or --claim')
  note({ claim: about, ...(image && journal ? { image, journalDigest: toHex(sha256(journal)) } : {}) })
  const rootSeal = options.rootSeal === undefined ? undefined : read(options.rootSeal)
  const answer = await verify(
    bytes,
    about,
    rootSeal,
    stated !== undefined && verifier.kind === 'blake3-groth16',
  )
  if (options.predicate) {
    const proved = { claim: about, ...(image && journal ? { image, journal } : {}) }
    assertPredicate(options.predicate, proved)
    note({ predicate: { type: Number(options.predicate.type), data: toHex(options.predicate.data) } })
  }
  const shown = image ? `program ${image} wrote this journal` : `the proof is about claim ${about}`
  return {
    detail: `${shown}: ${verifier.kind} ${verifier.version}${describeStopped(answer)}. That the input was the one asked for is not in the claim`,
    evidence: {
      verifier: describe(verifier),
      claim: about,
      ...(image && journal ? { image, journalDigest: toHex(sha256(journal)) } : {}),
      ...(answer.root ? { root: { hash: answer.root.hash, verifier: describe(answer.root.verifier) } } : {}),
    },
  }
}

/** A claim by a formula that no vector confirms may be wrong where the proof is right: then nobody can tell. */
async function verify(
  seal: Uint8Array,
  claim: Hash32,
  rootSeal: Uint8Array | undefined,
  isByFormula: boolean,
): Promise<SealAnswer> {
  try {
    return await verifySeal(seal, claim, { findRootSeal: async () => rootSeal })
  } catch (error) {
    if (!isByFormula || !(error instanceof Rejected) || error.code !== 'REJECTED_PROOF_INVALID') throw error
    throw new NotCheckable(
      'UNKNOWN_CLAIM_FORMULA',
      `the proof is not about claim ${claim}, by a formula that was read in source and never confirmed; --claim asks about the digest that was delivered`,
      { cause: error },
    )
  }
}

function describe({ kind, version, selector, stopped }: Verifier) {
  return { kind, version, selector, stopped }
}
