import { readFile } from 'node:fs/promises'
import { MalformedEvidence } from '../../../src/claim/errors.ts'
import { type Hash32, toBytes } from '../../../src/claim/hex.ts'
import { decodeGroth16Key, type Groth16Key } from '../groth16/key.ts'
import type { verifyGroth16 } from '../groth16/verify.ts'
import { sha256, tagged, taggedList } from './digest.ts'
import type { Groth16Version } from './verifiers.ts'

const WORDS = 8
const GROTH16_SEAL_BYTES = 4 + 32 * WORDS

const FILES = { groth16: 'groth16', 'blake3-groth16': 'blake3-groth16' } as const
const keys = new Map<Groth16Version['kind'], Promise<Groth16Key>>()

/** The verification key of all versions of a kind, which comes with Assay. */
export function getSealKey(kind: Groth16Version['kind']): Promise<Groth16Key> {
  const key =
    keys.get(kind) ??
    readFile(new URL(`./keys/${FILES[kind]}.json`, import.meta.url)).then((file) =>
      decodeGroth16Key(file, null),
    )
  keys.set(kind, key)
  return key
}

/**
 * Returns when the Groth16 proof in a seal shows a claim.
 * @throws MalformedEvidence `REJECTED_SEAL_SHAPE`; what `verify` throws
 */
export async function verifyGroth16Seal(
  verifier: Groth16Version,
  seal: Uint8Array,
  claim: Hash32,
  verify: typeof verifyGroth16,
): Promise<void> {
  if (seal.length !== GROTH16_SEAL_BYTES)
    throw new MalformedEvidence(
      'REJECTED_SEAL_SHAPE',
      `a Groth16 seal has ${GROTH16_SEAL_BYTES} bytes, this one ${seal.length}`,
    )
  await verify(await getSealKey(verifier.kind), signalsOf(verifier, claim), toProof(seal))
}

/** The public signals: halves of digests as numbers whose first byte is the lowest; of the Blake3 form the claim alone. */
function signalsOf({ kind, controlRoot, controlId }: Groth16Version, claim: Hash32): bigint[] {
  if (kind === 'blake3-groth16') return [BigInt(claim)]
  return [...halves(controlRoot), ...halves(claim), BigInt(controlId)]
}

function halves(digest: Hash32): [bigint, bigint] {
  const bytes = toBytes(digest)
  const number = (part: Uint8Array) => BigInt(`0x${Buffer.from(part.toReversed()).toString('hex')}`)
  return [number(bytes.subarray(0, 16)), number(bytes.subarray(16))]
}

/** The proof as snarkjs writes it: of a point over two coordinates the EVM has the imaginary part first. */
function toProof(seal: Uint8Array): Uint8Array {
  const words = Array.from({ length: WORDS }, (_, index) =>
    BigInt(`0x${Buffer.from(seal.subarray(4 + 32 * index, 36 + 32 * index)).toString('hex')}`).toString(),
  )
  const [ax, ay, bxImaginary, bxReal, byImaginary, byReal, cx, cy] = words
  const proof = {
    pi_a: [ax, ay, '1'],
    pi_b: [
      [bxReal, bxImaginary],
      [byReal, byImaginary],
      ['1', '0'],
    ],
    pi_c: [cx, cy, '1'],
    protocol: 'groth16',
    curve: 'bn128',
  }
  return Buffer.from(JSON.stringify(proof))
}

/** RISC Zero's digest of a verification key, which is a part of every selector. */
export function keyDigestOf({ alpha, beta, gamma, delta, ic }: Groth16Key): Uint8Array {
  const bytes = (numbers: readonly bigint[]) =>
    sha256(Buffer.from(numbers.map((each) => each.toString(16).padStart(64, '0')).join(''), 'hex'))
  const g2 = ([[xReal, xImaginary], [yReal, yImaginary]]: Groth16Key['beta']) =>
    bytes([xImaginary, xReal, yImaginary, yReal])
  const points = ic.map((point) => bytes(point ?? [0n, 0n]))
  return tagged('risc0_groth16.VerifyingKey', [
    bytes(alpha),
    g2(beta),
    g2(gamma),
    g2(delta),
    taggedList('risc0_groth16.VerifyingKey.IC', points),
  ])
}
