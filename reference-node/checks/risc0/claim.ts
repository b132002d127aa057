import { MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { blake3ClaimOf, claimDigestOf, sha256 } from './digest.ts'
import type { Verifier } from './verifiers.ts'

const BLAKE3_JOURNAL = 32

/**
 * What a proof for a verifier of this kind is about where a program wrote a journal.
 * @throws MalformedEvidence `REJECTED_JOURNAL_LENGTH`
 */
export async function claimOf(verifier: Verifier, image: Hash32, journal: Uint8Array): Promise<Hash32> {
  if (verifier.kind !== 'blake3-groth16') return claimDigestOf(image, sha256(journal))
  if (journal.length !== BLAKE3_JOURNAL)
    throw new MalformedEvidence(
      'REJECTED_JOURNAL_LENGTH',
      `a journal of the Blake3 form has ${BLAKE3_JOURNAL} bytes, this one ${journal.length}`,
    )
  return blake3ClaimOf(verifier, image, journal)
}

/**
 * Returns when image and journal make a claim that a verifier of this kind takes.
 * @throws Rejected `REJECTED_CLAIM_DIGEST`; NotCheckable `UNKNOWN_CLAIM_FORMULA` where the claim may be of a formula that no published
 *   proof confirms; what {@link claimOf} throws
 */
export async function assertClaim(
  verifier: Verifier | undefined,
  claim: Hash32,
  { image, journal }: { readonly image: Hash32; readonly journal: Uint8Array },
): Promise<void> {
  const made = verifier ? await claimOf(verifier, image, journal) : claimDigestOf(image, sha256(journal))
  if (made === claim) return
  if (verifier === undefined || verifier.kind === 'blake3-groth16')
    throw new NotCheckable(
      'UNKNOWN_CLAIM_FORMULA',
      `image and journal make claim ${made} by the formula that is known here, delivered is ${claim}`,
    )
  throw new Rejected('REJECTED_CLAIM_DIGEST', `image and journal make claim ${made}, delivered is ${claim}`)
}
