// Values that stand in the bytes of a text, read without making a text of each.

/** The place behind these bytes; −1 where they do not stand. */
export function after(text: Uint8Array, at: number, bytes: Uint8Array): number {
  for (let index = 0; index < bytes.length; index++) if (text[at + index] !== bytes[index]) return -1
  return at + bytes.length
}

const HEX = toTable('0123456789abcdef')
for (const [value, letter] of [...'ABCDEF'].entries()) HEX[letter.charCodeAt(0)] = 10 + value

/** Fills `into` from hexadecimal digits; false where others stand. */
export function readHex(text: Uint8Array, from: number, into: Uint8Array): boolean {
  let seen = 0
  for (let to = 0, at = from; to < into.length; to++, at += 2) {
    const high = HEX[text[at] as number] as number
    const low = HEX[text[at + 1] as number] as number
    seen |= high | low
    into[to] = (high << 4) | low
  }
  return seen >= 0
}

const BASE64 = toTable('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')

/**
 * Fills `into`, of whose bytes one is left over of threes, from base64 without its padding; false where other letters stand, and where
 * bits are left over: two texts would be the same bytes.
 */
export function readBase64(text: Uint8Array, from: number, into: Uint8Array): boolean {
  let seen = 0
  let at = from
  const last = into.length - 1
  for (let to = 0; to < last; at += 4) {
    const a = BASE64[text[at] as number] as number
    const b = BASE64[text[at + 1] as number] as number
    const c = BASE64[text[at + 2] as number] as number
    const d = BASE64[text[at + 3] as number] as number
    seen |= a | b | c | d
    into[to++] = (a << 2) | (b >> 4)
    into[to++] = (b << 4) | (c >> 2)
    into[to++] = (c << 6) | d
  }
  const a = BASE64[text[at] as number] as number
  const b = BASE64[text[at + 1] as number] as number
  into[last] = (a << 2) | (b >> 4)
  return (seen | a | b) >= 0 && (b & 0b1111) === 0
}

/** By the code of a letter; of what is none every bit is set. */
function toTable(letters: string): Int8Array {
  const table = new Int8Array(256).fill(-1)
  for (const [value, letter] of [...letters].entries()) table[letter.charCodeAt(0)] = value
  return table
}
