import { sha256Bytes } from '../../claim/sha256.ts'

// Source: CometBFT crypto/merkle, which is RFC 6962: what is a leaf and what an inner node begins with another byte.
const LEAF = Uint8Array.of(0)
const INNER = Uint8Array.of(1)
const NOTHING = new Uint8Array()

/** The root over values in their order; of none it is the hash of nothing. 32 bytes. */
export function merkleRoot(values: readonly Uint8Array[]): Uint8Array {
  if (values.length === 0) return sha256Bytes(NOTHING)
  return fold(
    values.map((value) => sha256Bytes(LEAF, value)),
    0,
    values.length,
  )
}

/** Splits at the largest power of two below the number of leaves. */
function fold(leaves: readonly Uint8Array[], from: number, to: number): Uint8Array {
  const count = to - from
  if (count === 1) return leaves[from] as Uint8Array
  const left = 2 ** (31 - Math.clz32(count - 1))
  return sha256Bytes(INNER, fold(leaves, from, from + left), fold(leaves, from + left, to))
}
