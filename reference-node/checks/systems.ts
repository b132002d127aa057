import { NotCheckable } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import { Lru } from '../../src/platform/lru.ts'
import { decodeFflonkKey, verifyFflonk } from './fflonk/verify.ts'
import { decodeGroth16Key } from './groth16/key.ts'
import { decodePlonkKey, verifyPlonk } from './plonk.ts'
import type { ProofCheck, ProofClaim, ProofSources } from './proof-claim.ts'
import { checkReplayClaim } from './replay-claim.ts'
import { assertBinding } from './snark/binding.ts'
import type { KeyHead } from './snark/key.ts'
import { decodeSignalWords } from './snark/signals.ts'

/** Proof systems by the word that IAssayV1 names them with. A new one is a new word here, a file and its entry below. */
export const PROOF_SYSTEMS = ['groth16', 'plonk', 'fflonk', 'onnx-replay'] as const
type ProofSystem = (typeof PROOF_SYSTEMS)[number]

/** What can be checked about a claim of each system. The compiler asks for the entry of a new one. */
const checks: { readonly [S in ProofSystem]: { readonly [T in Statement]?: ProofCheck } } = {
  groth16: {
    proof_valid: snark(decodeGroth16Key, ({ verifyGroth16 }) => verifyGroth16),
    output_reproduced: checkReplayClaim,
  },
  plonk: { proof_valid: snark(decodePlonkKey, () => verifyPlonk), output_reproduced: checkReplayClaim },
  fflonk: { proof_valid: snark(decodeFflonkKey, () => verifyFflonk), output_reproduced: checkReplayClaim },
  'onnx-replay': { output_reproduced: checkReplayClaim },
}

/**
 * The checks that a proof of this system is open to, by statement.
 * @throws NotCheckable UNKNOWN_PROOF_SYSTEM: a system that nobody here knows is undecided, and never passes
 */
export function listChecks(system: string): (readonly [Statement, ProofCheck])[] {
  if (!isProofSystem(system))
    throw new NotCheckable(
      'UNKNOWN_PROOF_SYSTEM',
      `no check for proof system ${JSON.stringify(system.slice(0, 40))}`,
    )
  return Object.entries(checks[system]) as [Statement, ProofCheck][]
}

function isProofSystem(word: string): word is ProofSystem {
  return (PROOF_SYSTEMS as readonly string[]).includes(word)
}

/** The check of a proof with a verification key: the key as pinned, the proof, then that it is about this claim. */
function snark<Key extends KeyHead>(
  decodeKey: (file: Uint8Array, pinned: Hash32) => Promise<Key>,
  verifierOf: (sources: ProofSources) => Verifier<Key>,
): ProofCheck {
  // A function of the bytes alone, which the hash names; checking a key's points costs more than a proof.
  const decoded = new Lru<Hash32, Key>(16)
  return async (claim: ProofClaim, sources: ProofSources) => {
    const { file, binding } = await sources.getVerificationKey(claim.verificationKeyHash)
    const key = await decoded.get(claim.verificationKeyHash, () => decodeKey(file, claim.verificationKeyHash))
    const signals = decodeSignalWords(claim.publicSignals)
    await verifierOf(sources)(key, signals, claim.proof)
    assertBinding(binding, signals, key.curve.r, claim)
    return {
      detail: `the proof shows the claimed output for the claimed input, on ${key.curve.name}`,
      conditions: { curve: key.curve.name, verificationKey: claim.verificationKeyHash },
    }
  }
}

type Verifier<Key> = (key: Key, signals: readonly bigint[], proof: Uint8Array) => Promise<void>
