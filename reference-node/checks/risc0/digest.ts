import { createHash } from 'node:crypto'
import { createBLAKE3 } from 'hash-wasm'
import { type Hash32, hashOf, toBytes } from '../../../src/claim/hex.ts'

const ZERO = new Uint8Array(32)

export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** RISC Zero's digest of a structure: its tag's hash, the digests below it, its plain data, and how many are below it. */
export function tagged(
  tag: string,
  down: readonly Uint8Array[],
  data: Uint8Array = new Uint8Array(),
): Uint8Array {
  const count = Buffer.alloc(2)
  count.writeUInt16LE(down.length)
  return sha256(sha256(Buffer.from(tag)), ...down, data, count)
}

/** The digest of a list, folded from its end. */
export function taggedList(tag: string, items: readonly Uint8Array[]): Uint8Array {
  return items.reduceRight((rest, item) => tagged(tag, [item, rest]), ZERO)
}

/** The state of a program that has ended. */
const POST = tagged('risc0.SystemState', [ZERO], Buffer.alloc(4))

/**
 * What a RISC Zero proof is about: the program with this image ran to its end without an error and wrote a journal with this SHA-256.
 * Its input is no part of it.
 */
export function claimDigestOf(image: Hash32, journalDigest: Uint8Array): Hash32 {
  const output = tagged('risc0.Output', [journalDigest, ZERO])
  return hashOf(tagged('risc0.ReceiptClaim', [ZERO, toBytes(image), POST, output], Buffer.alloc(8)))
}

/**
 * The same for the market's Blake3 form, whose journal has 32 bytes: 31 bytes of a BLAKE3 hash behind a zero. Source:
 * boundless-xyz/boundless blake3_groth16; no published proof names its image, so no vector confirms the formula.
 */
export async function blake3ClaimOf(
  { controlRoot, controlId }: { readonly controlRoot: Hash32; readonly controlId: Hash32 },
  image: Hash32,
  journal: Uint8Array,
): Promise<Hash32> {
  const mirrored = Uint8Array.from(toBytes(controlRoot), mirror)
  const head = sha256(mirrored, toBytes(image), POST, toBytes(controlId).toReversed())
  const hasher = await createBLAKE3()
  const hashed = hasher.init().update(head).update(journal).digest('binary')
  return hashOf(Buffer.concat([Buffer.alloc(1), hashed.subarray(0, 31)]))
}

/** The bits of a byte in reverse order. */
function mirror(byte: number): number {
  let mirrored = 0
  for (let bit = 0; bit < 8; bit++) mirrored |= ((byte >> bit) & 1) << (7 - bit)
  return mirrored
}
