import { bls12_381 } from '@noble/curves/bls12-381.js'
import { AuditFault } from '../errors.ts'
import { type Hash32, Hex, hashOf, toBytes } from '../hex.ts'
import { sha256Bytes } from '../sha256.ts'

/** A chain of public randomness of the scheme bls-unchained-g1-rfc9380: one round each period, none known before its time. */
export interface BeaconChain {
  /** The name of the chain of rounds, as its operators publish it. */
  readonly chainHash: Hash32
  /** Of the group, a point of G2 in 96 bytes. Who knows its secret knows every round. */
  readonly publicKey: Hex
  /** Unix seconds of round 1. */
  readonly genesisTime: number
  readonly periodSeconds: number
}

/** drand's quicknet, run by the League of Entropy. Source: its published parameters, api.drand.sh. */
export const QUICKNET: BeaconChain = {
  chainHash: '0x52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971' as Hash32,
  publicKey: Hex(
    '0x83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  ),
  genesisTime: 1_692_803_367,
  periodSeconds: 3,
}

const DOMAIN = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_'
const SIGNATURE_BYTES = 48

/** What the beacon signs for a round: a point of G1, hashed from SHA-256(round as 8 big-endian bytes). */
export function roundMessage(round: number): ReturnType<typeof bls12_381.shortSignatures.hash> {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(round))
  return bls12_381.shortSignatures.hash(sha256Bytes(bytes), DOMAIN)
}

/**
 * The randomness of a round: SHA-256 of the group's signature, when that signature holds under the pinned key.
 * @throws AuditFault `BEACON_SIGNATURE`
 */
export function verifyRound(chain: BeaconChain, round: number, signature: Hex): Hash32 {
  const bytes = toBytes(signature)
  if (bytes.length !== SIGNATURE_BYTES || !isRound(chain, round, bytes))
    throw new AuditFault('BEACON_SIGNATURE', `not the signature of round ${round} of ${chain.chainHash}`)
  return hashOf(sha256Bytes(bytes))
}

function isRound({ publicKey }: BeaconChain, round: number, signature: Uint8Array): boolean {
  let point: ReturnType<typeof bls12_381.shortSignatures.Signature.fromBytes>
  try {
    point = bls12_381.shortSignatures.Signature.fromBytes(signature)
  } catch {
    // No point of the curve at all, or not in the one form that points have.
    return false
  }
  return bls12_381.shortSignatures.verify(point, roundMessage(round), toBytes(publicKey))
}

/** When a round comes out, Unix seconds. */
export function timeOfRound({ genesisTime, periodSeconds }: BeaconChain, round: number): number {
  return genesisTime + (round - 1) * periodSeconds
}

/** The first round that comes out after a time in Unix seconds. */
export function roundAfter({ genesisTime, periodSeconds }: BeaconChain, seconds: number): number {
  return Math.max(1, Math.floor((seconds - genesisTime) / periodSeconds) + 2)
}
