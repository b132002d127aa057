import { createHash } from 'node:crypto'

/** As node:crypto names them, and their bytes. */
const BYTES = {
  sha256: 32,
  sha384: 48,
  sha512: 64,
  sha1: 20,
  sha224: 28,
  'sha512-256': 32,
  'sha3-256': 32,
  'sha3-384': 48,
  'sha3-512': 64,
} as const
export type PssHash = keyof typeof BYTES
export const PSS_HASHES = Object.keys(BYTES) as readonly PssHash[]
const TRAILER = 0xbc

/**
 * The length of the salt inside an encoded message of RSASSA-PSS with MGF1 of the same hash unless said (SHA-256), or undefined when
 * the bytes are no such encoding (RFC 8017 section 9.1.2, steps 3 to 10, which need no message).
 *
 * `encoded` is signature^e mod n as bytes of the modulus' length. Who does not hold the key hits a decodable value
 * only by chance: with probability 2^-17 per try for the longest salt, and 2^-8 less for each byte that the salt is
 * shorter. So for a salt of 32 bytes under a 2048-bit key a hit means: this key did sign something.
 */
export function findPssSaltLength(
  encoded: Uint8Array,
  modulusBits: number,
  hash: PssHash = 'sha256',
  maskHash = hash,
): number | undefined {
  const hashBytes = BYTES[hash]
  const emBits = modulusBits - 1
  const emLength = Math.ceil(emBits / 8)
  // When the modulus has 8k + 1 bits, the encoding is one byte shorter than the modulus.
  const lead = encoded.length - emLength
  if (encoded.subarray(0, lead).some((byte) => byte !== 0)) return undefined
  const em = encoded.subarray(lead)
  const masked = em.subarray(0, emLength - hashBytes - 1)
  const seed = em.subarray(emLength - hashBytes - 1, emLength - 1)
  const unusedBits = 8 * emLength - emBits
  if (em.at(-1) !== TRAILER) return undefined
  if ((masked[0] ?? 0) >> (8 - unusedBits) !== 0) return undefined
  const mask = mgf1(seed, masked.length, maskHash)
  const block = masked.map((byte, at) => byte ^ (mask[at] ?? 0))
  block[0] = (block[0] ?? 0) & (0xff >> unusedBits)
  const one = block.findIndex((byte) => byte !== 0)
  return one >= 0 && block[one] === 0x01 ? block.length - one - 1 : undefined
}

function mgf1(seed: Uint8Array, length: number, hash: PssHash): Buffer {
  const blocks: Buffer[] = []
  for (let counter = 0; counter * BYTES[hash] < length; counter++) {
    const index = Buffer.alloc(4)
    index.writeUInt32BE(counter)
    blocks.push(createHash(hash).update(seed).update(index).digest())
  }
  return Buffer.concat(blocks).subarray(0, length)
}
