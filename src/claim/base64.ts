const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const PAD = 0x3d
// By the code of a letter; of what is none, every bit is set.
const SIXES = new Int8Array(0x10000).fill(-1)
for (const [six, letter] of [...LETTERS].entries()) SIXES[letter.charCodeAt(0)] = six

/**
 * The bytes of a text in base64 (RFC 4648 section 4) or base64url (section 5), padded or not. Undefined for anything else, and
 * where bits are left over that another text would leave over as well: then two texts would be the same bytes.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  // Nearly every text is of the first kind and padded.
  const plain = decodePadded(text)
  if (plain !== undefined) return plain
  const spelling = /[_-]/.test(text) ? 'base64url' : 'base64'
  const decoded = Buffer.from(text, spelling)
  const bare = text.replace(/={1,2}$/, '')
  const isWhole = bare === text || text.length % 4 === 0
  return isWhole && decoded.toString(spelling).replace(/=+$/, '') === bare ? decoded : undefined
}

// Buffer reads over what is no base64, so that its answer has to be written out again and compared: three times as slow for a signature,
// of which a consensus has a hundred in every block.
function decodePadded(text: string): Uint8Array | undefined {
  const { length } = text
  if (length % 4 !== 0) return undefined
  if (length === 0) return new Uint8Array()
  const padding = countPadding(text)
  const bytes = Buffer.allocUnsafe((length / 4) * 3 - padding)
  const whole = padding === 0 ? length : length - 4
  let seen = 0
  let to = 0
  for (let at = 0; at < whole; at += 4) {
    const a = sixAt(text, at)
    const b = sixAt(text, at + 1)
    const c = sixAt(text, at + 2)
    const d = sixAt(text, at + 3)
    seen |= a | b | c | d
    bytes[to++] = (a << 2) | (b >> 4)
    bytes[to++] = (b << 4) | (c >> 2)
    bytes[to++] = (c << 6) | d
  }
  if (padding > 0) {
    const a = sixAt(text, whole)
    const b = sixAt(text, whole + 1)
    const c = padding === 1 ? sixAt(text, whole + 2) : 0
    seen |= a | b | c
    bytes[to++] = (a << 2) | (b >> 4)
    if (padding === 1) bytes[to] = (b << 4) | (c >> 2)
    // What is left over of the last letter.
    if ((padding === 1 ? c & 0b11 : b & 0b1111) !== 0) return undefined
  }
  return seen < 0 ? undefined : bytes
}

function countPadding(text: string): number {
  if (text.charCodeAt(text.length - 1) !== PAD) return 0
  return text.charCodeAt(text.length - 2) === PAD ? 2 : 1
}

function sixAt(text: string, at: number): number {
  return SIXES[text.charCodeAt(at)] as number
}
