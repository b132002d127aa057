import { leafHash, rootOf } from '../../claim/log/tree.ts'

/** The root over values in their order, 32 bytes; of none it is the hash of nothing. Source: CometBFT crypto/merkle, which is RFC 6962. */
export function merkleRoot(values: readonly Uint8Array[]): Uint8Array {
  return rootOf(values.map((value) => leafHash(value)))
}
