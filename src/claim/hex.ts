declare const brand: unique symbol

/** Lower-case hexadecimal text with `0x`, an even number of digits. */
export type Hex = `0x${string}`
/** 32 bytes: a block, transaction, content or node hash. */
export type Hash32 = Hex & { readonly [brand]: 'Hash32' }
/** 20 bytes: an account or contract. */
export type Address = Hex & { readonly [brand]: 'Address' }

/**
 * Checks and lower-cases.
 * @throws TypeError when `text` is not 32 bytes of hex
 */
export function Hash32(text: string): Hash32 {
  if (!/^0x[0-9a-f]{64}$/i.test(text)) throw new TypeError(`not a 32-byte hash: ${shorten(text)}`)
  return text.toLowerCase() as Hash32
}

/**
 * Checks and lower-cases (no checksum case is kept).
 * @throws TypeError when `text` is not 20 bytes of hex
 */
export function Address(text: string): Address {
  if (!/^0x[0-9a-f]{40}$/i.test(text)) throw new TypeError(`not an address: ${shorten(text)}`)
  return text.toLowerCase() as Address
}

/**
 * Checks and lower-cases.
 * @throws TypeError when `text` is not whole bytes of hex after `0x`
 */
export function Hex(text: string): Hex {
  if (!/^0x([0-9a-f]{2})*$/i.test(text)) throw new TypeError(`not hex bytes: ${shorten(text)}`)
  return text.toLowerCase() as Hex
}

export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}

/** A hash from its 32 bytes. @throws TypeError when there are more or fewer */
export function hashOf(bytes: Uint8Array): Hash32 {
  if (bytes.length !== 32) throw new TypeError(`${bytes.length} bytes are no 32-byte hash`)
  return toHex(bytes) as Hash32
}

/**
 * Bytes of checked hex text.
 * @throws TypeError on anything `Hex` refuses
 */
export function toBytes(hex: string): Uint8Array {
  // Nearly all is lower case, and a pattern without case folding is tested several times as fast.
  const isLower = hex.length % 2 === 0 && LOWER.test(hex)
  return Buffer.from((isLower ? hex : Hex(hex)).slice(2), 'hex')
}

const LOWER = /^0x[0-9a-f]*$/

// A stranger's text goes into messages shortened, so that a log line stays a line.
function shorten(text: string): string {
  const flat = String(text).replace(/\s+/g, ' ')
  return flat.length > 80 ? `${flat.slice(0, 77)}…` : flat
}
