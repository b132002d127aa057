import { MalformedEvidence } from './errors.ts'
import { type Address, toHex } from './hex.ts'

// Source: BIP 173. Cosmos chains take longer texts than its 90 characters; an address of 20 bytes never is.
const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
const CHECKSUM = 6

/**
 * The 20 bytes that a bech32 text with this prefix is: an account, an operator or a consensus address.
 * @throws MalformedEvidence `MALFORMED_BECH32` for another prefix, a wrong checksum, or another number of bytes
 */
export function decodeBech32(prefix: string, text: string): Address {
  const data = [...text.slice(prefix.length + 1)].map((letter) => ALPHABET.indexOf(letter))
  const isForm = text.startsWith(`${prefix}1`) && data.length === 32 + CHECKSUM && !data.includes(-1)
  if (!isForm || checksum([...expand(prefix), ...data]) !== 1)
    throw new MalformedEvidence(
      'MALFORMED_BECH32',
      `${JSON.stringify(text.slice(0, 90))} is no address with ${prefix}1`,
    )
  const bits = data.slice(0, 32).reduce((value, digit) => (value << 5n) | BigInt(digit), 0n)
  return toHex(Buffer.from(bits.toString(16).padStart(40, '0'), 'hex')) as Address
}

function expand(prefix: string): number[] {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0))
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)]
}

function checksum(values: readonly number[]): number {
  let sum = 1
  for (const value of values) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ value
    for (const [bit, polynomial] of GENERATOR.entries()) if ((top >> bit) & 1) sum ^= polynomial
  }
  return sum >>> 0
}
