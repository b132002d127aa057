import { keccak_256 } from '@noble/hashes/sha3.js'

/** keccak-256 as bytes: tries hash thousands of nodes, for which hexadecimal text would be the larger cost. */
export function keccakBytes(bytes: Uint8Array): Uint8Array {
  return keccak_256(bytes)
}
