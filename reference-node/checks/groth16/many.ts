import { NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { assertSubgroupG1, prepareInSubgroupG2 } from '../snark/point.ts'
import { invalid } from '../snark/proof.ts'
import { assertSignals } from '../snark/signals.ts'
import { doEquationsHold, type Groth16Item } from './equation.ts'
import { isForgeable, unsound } from './key.ts'
import type { PreparedKey } from './prepared.ts'
import { decodeGroth16Proof } from './proof.ts'

/** A proof as it came: signals, and snarkjs' proof.json. */
export interface SubmittedProof {
  readonly signals: readonly bigint[]
  readonly file: Uint8Array
}

/** Why one proof gets no pass: the same error that verifyGroth16 throws for it. */
export type Refusal = Rejected | NotCheckable

/**
 * Verifies many proofs under one key: the same checks as verifyGroth16, with one product of pairings for all that pass
 * them; when it does not hold, halves are tried until the bad ones are found.
 * Returns, in the order of `proofs`, undefined for a proof that holds and the refusal for one that does not.
 */
export async function judgeGroth16(
  prepared: PreparedKey,
  proofs: readonly SubmittedProof[],
): Promise<(Refusal | undefined)[]> {
  const refusals: (Refusal | undefined)[] = proofs.map(() => undefined)
  const sound: { item: Groth16Item; index: number }[] = []
  proofs.forEach((proof, index) => {
    const item = admit(prepared, proof)
    if ('proof' in item) sound.push({ item, index })
    else refusals[index] = item
  })
  for (const index of await findBad(prepared, sound)) refusals[index] = invalid('groth16')
  return refusals
}

function admit({ key, engine }: PreparedKey, { signals, file }: SubmittedProof): Groth16Item | Refusal {
  try {
    if (isForgeable(key)) throw unsound()
    assertSignals(signals, key.publicCount, key.curve.r)
    const proof = decodeGroth16Proof(file, key, signals)
    assertSubgroupG1(proof.a, 'pi_a', engine, key.curve)
    const b = prepareInSubgroupG2(proof.b, 'pi_b', engine, key.curve)
    assertSubgroupG1(proof.c, 'pi_c', engine, key.curve)
    return { signals, proof, b }
  } catch (error) {
    // One proof's refusal, also one that nobody can check, must not be that of its neighbours.
    if (error instanceof Rejected || error instanceof NotCheckable) return error
    throw error
  }
}

async function findBad(
  prepared: PreparedKey,
  items: readonly { item: Groth16Item; index: number }[],
): Promise<number[]> {
  const holds =
    items.length === 0 ||
    (await doEquationsHold(
      prepared,
      items.map(({ item }) => item),
    ))
  if (holds) return []
  if (items.length === 1) return items.map(({ index }) => index)
  const half = items.length >> 1
  return [...(await findBad(prepared, items.slice(0, half))), ...(await findBad(prepared, items.slice(half)))]
}
