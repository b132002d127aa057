import { MalformedEvidence, NotCheckable, Rejected, Unavailable } from '../../../src/claim/errors.ts'
import { type Hash32, toHex } from '../../../src/claim/hex.ts'
import { Lru } from '../../../src/platform/lru.ts'
import { verifyGroth16 as verifyAlone } from '../groth16/verify.ts'
import { verifyGroth16Seal } from './groth16.ts'
import { decodeInclusion, rootClaimOf, rootOf } from './inclusion.ts'
import { findFake, findVerifier, type SetVersion, type Verifier } from './verifiers.ts'

export interface SealSources {
  /** The seal of a root, where its proof stands elsewhere than in the seal that lies under it; undefined: nobody has seen it. */
  findRootSeal(root: Hash32): Promise<Uint8Array | undefined>
  readonly verifyGroth16?: typeof verifyAlone
}

/** What a seal that holds was verified by. */
export interface SealAnswer {
  readonly verifier: Verifier
  /** Of set inclusion: the root, and what its own proof was verified by. */
  readonly root?: { readonly hash: Hash32; readonly verifier: Verifier }
}

/** One check of a root proves every claim below it. Only roots that held are kept. */
const ROOTS = 1024
const proven = new Lru<string, Verifier>(ROOTS)

/**
 * The verifier that a seal names by its first four bytes.
 * @throws MalformedEvidence `REJECTED_SEAL_SHAPE`; Rejected `REJECTED_SEAL_FAKE`; NotCheckable `VERIFIER_KEY_MISSING`
 */
export function readVerifier(seal: Uint8Array): Verifier {
  if (seal.length < 4) throw new MalformedEvidence('REJECTED_SEAL_SHAPE', `${seal.length} bytes are no seal`)
  const selector = toHex(seal.subarray(0, 4))
  const fake = findFake(selector)
  if (fake) throw new Rejected('REJECTED_SEAL_FAKE', `${selector} is the mark of ${fake}: this is no proof`)
  const verifier = findVerifier(selector)
  if (verifier) return verifier
  throw new NotCheckable('VERIFIER_KEY_MISSING', `no verifier with selector ${selector} is known here`)
}

/**
 * Returns when a seal proves a claim, by its digest.
 * @throws what {@link readVerifier} and verifyGroth16 throw; Unavailable `UNAVAILABLE_PROOF_ROOT`
 */
export async function verifySeal(seal: Uint8Array, claim: Hash32, sources: SealSources): Promise<SealAnswer> {
  const verifier = readVerifier(seal)
  if (verifier.kind !== 'set-inclusion') {
    await verifyGroth16Seal(verifier, seal, claim, sources.verifyGroth16 ?? verifyAlone)
    return { verifier }
  }
  const { path, rootSeal } = decodeInclusion(seal.subarray(4))
  const root = rootOf(claim, path)
  return { verifier, root: { hash: root, verifier: await verifyRoot(verifier, root, rootSeal, sources) } }
}

/** What the root's own proof was verified by. */
async function verifyRoot(
  { builder }: SetVersion,
  root: Hash32,
  own: Uint8Array,
  sources: SealSources,
): Promise<Verifier> {
  const seal = own.length ? own : await sources.findRootSeal(root)
  if (!seal)
    throw new Unavailable(
      'UNAVAILABLE_PROOF_ROOT',
      `the claim lies under root ${root}, whose own proof is not in the seal and was seen nowhere`,
    )
  return proven.get(`${builder} ${root} ${toHex(seal)}`, async () => {
    const verifier = readVerifier(seal)
    if (verifier.kind === 'set-inclusion')
      throw new NotCheckable('VERIFIER_KEY_MISSING', 'the proof of a root is a set inclusion itself')
    // At once, and not where proofs wait for others: the others may be those that wait for this root.
    await verifyGroth16Seal(verifier, seal, rootClaimOf(builder, root), verifyAlone)
    return verifier
  })
}

/** Says of a verifier, in words, that the network has stopped it; empty where it has not. */
export function describeStopped({ verifier, root }: SealAnswer): string {
  const stopped = [verifier, root?.verifier].filter((each) => each !== undefined && each.stopped !== null)
  return stopped
    .map(
      (each) =>
        `; the network has stopped this verifier since (${each?.kind} ${each?.version}, ${each?.selector})`,
    )
    .join('')
}
