import { MalformedEvidence } from './errors.ts'
import { type Address, toBytes, toHex } from './hex.ts'

// Source: BIP 173. Cosmos chains take longer texts than its 90 characters; an address of 20 bytes never is.
const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const
const CHECKSUM = 6
/** 20 bytes in groups of five bits. */
const GROUPS = 32

const DIGITS = new Int8Array(128).fill(-1)
for (const [value, letter] of [...ALPHABET].entries()) DIGITS[letter.charCodeAt(0)] = value

/**
 * The 20 bytes that a bech32 text with this prefix is: an account, an operator or a consensus address.
 * @throws MalformedEvidence `MALFORMED_BECH32` for another prefix, a wrong checksum, or another number of bytes
 */
export function decodeBech32(prefix: string, text: string): Address {
  const found = findBech32(prefix, text)
  if (found !== undefined) return found
  throw new MalformedEvidence(
    'MALFORMED_BECH32',
    `${JSON.stringify(text.slice(0, 90))} is no address with ${prefix}1`,
  )
}

/** The same; undefined for a text that is none. */
export function findBech32(prefix: string, text: string): Address | undefined {
  const start = prefix.length + 1
  const bytes = Buffer.alloc(20)
  let sum = sumOf(prefix)
  let isForm = text.length === start + GROUPS + CHECKSUM && text.startsWith(`${prefix}1`)
  let bits = 0
  let held = 0
  for (let at = 0; isForm && at < GROUPS + CHECKSUM; at++) {
    const digit = DIGITS[text.charCodeAt(start + at)] ?? -1
    isForm = digit >= 0
    sum = step(sum, digit)
    if (at >= GROUPS) continue
    bits = ((bits << 5) | digit) & 0xfff
    held += 5
    if (held < 8) continue
    held -= 8
    bytes[(at * 5 + 5 - held - 8) / 8] = bits >> held
  }
  return isForm && sum === 1 ? (toHex(bytes) as Address) : undefined
}

/** The text of an address with a prefix, as {@link decodeBech32} reads it. */
export function encodeBech32(prefix: string, address: Address): string {
  const bits = BigInt(toHex(toBytes(address)))
  const digits = Array.from({ length: GROUPS }, (_, at) =>
    Number((bits >> BigInt(5 * (GROUPS - 1 - at))) & 31n),
  )
  let sum = sumOf(prefix)
  for (const digit of [...digits, ...new Array<number>(CHECKSUM).fill(0)]) sum = step(sum, digit)
  const check = Array.from({ length: CHECKSUM }, (_, at) => ((sum ^ 1) >> (5 * (CHECKSUM - 1 - at))) & 31)
  return `${prefix}1${[...digits, ...check].map((digit) => ALPHABET[digit]).join('')}`
}

/** The checksum behind a prefix: its letters' upper bits, a zero, and their lower ones. */
function sumOf(prefix: string): number {
  let sum = 1
  for (let at = 0; at < prefix.length; at++) sum = step(sum, prefix.charCodeAt(at) >> 5)
  sum = step(sum, 0)
  for (let at = 0; at < prefix.length; at++) sum = step(sum, prefix.charCodeAt(at) & 31)
  return sum
}

function step(sum: number, value: number): number {
  const top = sum >>> 25
  let next = ((sum & 0x1ffffff) << 5) ^ value
  for (let bit = 0; bit < 5; bit++) if ((top >> bit) & 1) next ^= GENERATOR[bit] as number
  return next
}
