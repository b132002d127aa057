import { type Hash32, hashOf, toBytes } from './hex.ts'
import { keccakBytes } from './keccak.ts'

/** keccak-256 of the concatenation of `parts`. */
export function keccak256(...parts: Uint8Array[]): Hash32 {
  return hashOf(keccakBytes(...parts))
}

/** A number as 32 big-endian bytes, as Solidity's `uint256`. */
export function uint256(value: bigint | number): Uint8Array {
  const n = BigInt(value)
  // Of a negative number, too, something is left.
  if (n >> 256n !== 0n) throw new RangeError(`not a uint256: ${n}`)
  return Buffer.from(n.toString(16).padStart(64, '0'), 'hex')
}

/**
 * What a TEE node signs for one response: `keccak256(inputHash ‖ outputHash ‖ uint256 timestamp)`.
 * Source: og-evm TEEInferenceVerifier.computeMessageHash. The timestamp is in Unix seconds.
 */
export function responseMessageHash(inputHash: Hash32, outputHash: Hash32, timestamp: bigint): Hash32 {
  return hashOf(responseMessage(inputHash, outputHash, timestamp))
}

/** The same as bytes, which is what the signature is over. */
export function responseMessage(inputHash: Hash32, outputHash: Hash32, timestamp: bigint): Uint8Array {
  const preimage = Buffer.alloc(96)
  preimage.write(inputHash.slice(2), 0, 'hex')
  preimage.write(outputHash.slice(2), 32, 'hex')
  if (timestamp >> 64n === 0n) preimage.writeBigUInt64BE(timestamp, 88)
  else preimage.set(uint256(timestamp), 64)
  return keccakBytes(preimage)
}

/** What a TEE node signs for a heartbeat: `keccak256(teeId ‖ uint256 timestamp)`. Source: og-evm TEERegistry. */
export function heartbeatMessageHash(teeId: Hash32, timestamp: bigint): Hash32 {
  return keccak256(toBytes(teeId), uint256(timestamp))
}

/** A TEE node's name on chain: keccak-256 of its signing key's SPKI DER bytes. Source: og-evm TEERegistry. */
export function teeIdOf(spkiDer: Uint8Array): Hash32 {
  return keccak256(spkiDer)
}

/** A Nitro measurement's name on chain: keccak-256 of PCR0 ‖ PCR1 ‖ PCR2, 48 bytes each. Source: og-evm TEERegistry. */
export function pcrHashOf(pcr0: Uint8Array, pcr1: Uint8Array, pcr2: Uint8Array): Hash32 {
  for (const pcr of [pcr0, pcr1, pcr2])
    if (pcr.length !== 48) throw new RangeError(`a PCR is 48 bytes, got ${pcr.length}`)
  return keccak256(pcr0, pcr1, pcr2)
}
